import type { Files } from "../table";
import { doubts, layers, unknowns } from "./body";

const token = "echo $T_TOKEN > /f\n";

/** Scripts that a RUN calls are read where their text is known, and no guess is made of others. */
describe("scripts", () => {
  test.each<[string, readonly string[], Files, readonly string[]]>([
    [
      "of the context, with arguments",
      ["COPY scripts/ /scripts/", "RUN /scripts/setup.sh a b"],
      { "scripts/setup.sh": "#!/bin/sh\necho $T_TOKEN > /$1-$2\n" },
      ["5 /a-b"],
    ],
    ["sh FILE", ["COPY . .", "RUN sh ./setup.sh x"], { "setup.sh": "echo $T_TOKEN > $1\n" }, ["5 /w/x"]],
    ["sourced", ["COPY env.sh /", "RUN . /env.sh && echo $X > /f"], { "env.sh": "X=$T_TOKEN\n" }, ["5 /f"]],
    [
      "run, so nothing is sourced",
      ["COPY env.sh /", "RUN sh /env.sh && echo $X > /f"],
      { "env.sh": "X=$T_TOKEN\n" },
      [],
    ],
    ["from a bind mount", ["RUN --mount=type=bind,target=/s sh /s/a.sh"], { "a.sh": token }, ["4 /f"]],
    [
      "from a bind mount of one file",
      ["RUN --mount=type=bind,source=a.sh,target=/s.sh sh /s.sh"],
      { "a.sh": token },
      ["4 /f"],
    ],
    ["from the PATH", ["COPY a.sh /usr/local/bin/setup", "RUN setup"], { "a.sh": token }, ["5 /f"]],
    ["by a COPY heredoc", ["COPY <<'E' /s.sh", token.trim(), "E", "RUN sh /s.sh"], {}, ["7 /f"]],
    ["by the RUN itself", ["RUN echo 'echo $T_TOKEN > /f' > s.sh && chmod +x s.sh && ./s.sh"], {}, ["4 /f"]],
    ["by an earlier RUN", ["RUN echo 'echo $T_TOKEN > /f' > s.sh", "RUN sh s.sh"], {}, ["5 /f"]],
    ["moved", ["COPY a.sh /", "RUN mv /a.sh /b.sh && sh /b.sh"], { "a.sh": token }, ["5 /f"]],
    ["in a copied folder", ["COPY s /s", "RUN cp -r /s /t && sh /t/a.sh"], { "s/a.sh": token }, ["5 /f"]],
    ["in the exec form", ["COPY a.sh /", 'RUN ["/bin/sh", "/a.sh"]'], { "a.sh": token }, ["5 /f"]],
    ["called by a script", ["COPY . /s", "RUN sh /s/a.sh"], { "a.sh": "/s/b.sh\n", "b.sh": token }, ["5 /f"]],
    ["unknown: removed", ["COPY a.sh /", "RUN rm /a.sh; sh /a.sh; true"], { "a.sh": token }, []],
    ["unknown: downloaded", ["RUN curl -o /a.sh https://example.org && sh /a.sh"], {}, []],
    [
      "unknown: overwritten",
      ["COPY a.sh /", "RUN curl -o /a.sh https://example.org && sh /a.sh"],
      { "a.sh": token },
      [],
    ],
    [
      "unknown: another file over it",
      ["COPY a.sh /", "COPY b /a.sh", "RUN sh /a.sh"],
      { "a.sh": token, b: "true\n" },
      [],
    ],
    [
      "unknown: of an image",
      ["COPY a.sh /", "COPY --from=img /a.sh /a.sh", "RUN sh /a.sh"],
      { "a.sh": token },
      [],
    ],
    ["unknown: ignored", ["COPY . .", "RUN sh a.sh"], { "a.sh": token, ".dockerignore": "a.sh\n" }, []],
    [
      "unknown: another language",
      ["COPY s.py /", "RUN /s.py $T_TOKEN && python /s.py $T_TOKEN > /g"],
      { "s.py": "#!/usr/bin/env python\necho $T_TOKEN > /f\n" },
      [],
    ],
    [
      "a deleted file may come back by a program",
      ["RUN echo a > f; rm f; wobble; [ -e f ] && echo $T_TOKEN > g"],
      {},
      ["4 /w/g"],
    ],
    [
      "a deleted file does not come back by itself",
      ["RUN echo a > f; rm f; [ -e f ] && echo $T_TOKEN > g"],
      {},
      [],
    ],
  ])("%s", (_, instructions, files, expected) => expect(layers(instructions, files)).toEqual(expected));

  test("from another stage", () => {
    const build = [
      "COPY a.sh /x/a.sh",
      "FROM busybox",
      "ARG T_TOKEN",
      "COPY --from=0 /x/a.sh /s/",
      "RUN sh /s/a.sh",
    ];
    expect(layers(build, { "a.sh": token })).toEqual(["8 /f"]);
  });

  test("a secret file that is sourced gives its secret to its variables", () => {
    const value = ["plainly", "Fake", "4711", "Value"].join("-");
    const files = { ".env": `DB_PASSWORD=${value}\n` };
    expect(layers(["COPY .env /", "RUN . /.env && echo $DB_PASSWORD > /f"], files)).toEqual([
      "4 /.env",
      "5 /f",
    ]);
  });
});

describe("shells that are not read", () => {
  test.each([
    ["PowerShell", ['SHELL ["powershell", "-Command"]', "RUN echo $T_TOKEN > f"]],
    ["cmd", ['SHELL ["cmd", "/S", "/C"]', "RUN echo $T_TOKEN > f"]],
    [
      "the default of a Windows image",
      ["FROM mcr.microsoft.com/windows/nanoserver:ltsc2022", "ARG T_TOKEN", "RUN echo $T_TOKEN > f"],
    ],
    ["python in a heredoc", ["RUN <<E", "#!/usr/bin/env python3", "echo $T_TOKEN > f", "E"]],
  ])("%s", (_, instructions) => expect(layers(instructions)).toEqual([]));

  test("bash in a heredoc is", () => {
    expect(
      layers([
        "RUN <<E",
        "#!/bin/bash -e",
        "echo $T_TOKEN > {a,b}c 2>/dev/null || cp /dev/null x",
        "echo $T_TOKEN | tee {a,b}",
        "E",
      ]),
    ).toEqual(expect.arrayContaining(["4 /w/a", "4 /w/b"]));
  });
});

test("a limit that is met is said, with its line", () => {
  expect(doubts(["RUN while true; do echo $T_TOKEN >> f; done"])).toEqual([
    "4: What this RUN does is followed only in part: it does more than is followed here.",
  ]);
  expect(doubts(["RUN f() { f; }; f"])).toEqual([
    "4: What this RUN does is followed only in part: it is nested too deeply.",
  ]);
  expect(
    doubts(["RUN set -eux; apt-get update && apt-get install -y curl; rm -rf /var/lib/apt/lists/*"]),
  ).toEqual([]);
});

test("a script that cannot be read is said to be unknown", () => {
  const said = (name: string) => [`4: ${name} is run, and what it does is not known here.`];
  expect(unknowns(["RUN sh /etc/a.sh $T_TOKEN"])).toEqual(said("/etc/a.sh"));
  expect(unknowns(["RUN . /etc/a.sh"])).toEqual(said("/etc/a.sh"));
  expect(unknowns(["RUN curl -fsSL https://example.org/install | sh"])).toEqual(said("A downloaded script"));
  expect(unknowns(["COPY s.py /", "RUN /s.py"], { "s.py": "#!/usr/bin/env python\n" })).toEqual([
    "5: s.py is run, and what it does is not known here.",
  ]);
  expect(unknowns(["COPY s.sh /", "RUN sh /s.sh"], { "s.sh": "true\n" })).toEqual([]);
});
