import { type Mount, parseDockerfile, readStatement, type Statement } from "../../src/dockerfile";

function statements(text: string): Statement[] {
  return parseDockerfile(text).instructions.map(readStatement);
}

/** The first statement of the wanted kind, with its source. */
function statement<Kind extends Statement["kind"]>(kind: Kind, text: string) {
  const found = statements(text).find((candidate) => candidate.kind === kind);
  if (!found) throw new Error(`no ${kind} in ${text}`);
  return found as Statement & { readonly kind: Kind };
}

const under = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

test("FROM", () => {
  const text = "FROM --platform=$P node:20 AS Build";
  const from = statement("from", text);
  expect(from).toMatchObject({ platform: "$P", name: "build", image: { text: "node:20" } });
  expect(under(text, from.image.span)).toBe("node:20");
  expect(statement("from", "FROM a").name).toBeUndefined();
});

test.each<[string, [string, string | undefined, string, string | undefined][]]>([
  [
    `ENV A="x y" B= C='z'`,
    [
      ["A", `"x y"`, "A", `"x y"`],
      ["B", "", "B", ""],
      ["C", "'z'", "C", "'z'"],
    ],
  ],
  ["ENV A  b c ", [["A", "b c", "A", "b c"]]],
  [
    "LABEL k=v\\\nw x=y",
    [
      ["k", "vw", "k", "v\\\nw"],
      ["x", "y", "x", "y"],
    ],
  ],
  ["ENV NA\\\nME=v", [["NAME", "v", "NA\\\nME", "v"]]],
  [
    "ARG A B=c=d E=",
    [
      ["A", undefined, "A", undefined],
      ["B", "c=d", "B", "c=d"],
      ["E", "", "E", ""],
    ],
  ],
  [
    "ENV A= \\\n  B=1",
    [
      ["A", "", "A", ""],
      ["B", "1", "B", "1"],
    ],
  ],
])("the pairs of %j", (text, pairs) => {
  const [read] = statements(text);
  if (read?.kind !== "env" && read?.kind !== "label" && read?.kind !== "arg") throw new Error("no pairs");
  expect(
    read.pairs.map(({ name, value }) => [
      name.text,
      value?.text,
      under(text, name.span),
      value && under(text, value.span),
    ]),
  ).toEqual(pairs);
});

describe("COPY and ADD", () => {
  test("all flags of COPY", () => {
    const text =
      "COPY --from=build --chown=1:2 --chmod=755 --link --parents=false --exclude=*.md --exclude=.git a b /c/";
    const copy = statement("copy", text);
    expect(copy).toMatchObject({
      sources: [{ text: "a" }, { text: "b" }],
      destination: { text: "/c/" },
      from: { text: "build" },
      chown: "1:2",
      chmod: "755",
      link: true,
      parents: false,
      exclude: ["*.md", ".git"],
      keepGitDir: false,
    });
    expect(
      [copy.from, ...copy.sources, copy.destination].map((word) => word && under(text, word.span)),
    ).toEqual(["build", "a", "b", "/c/"]);
  });

  test("all flags of ADD", () => {
    const add = statement(
      "add",
      "ADD --keep-git-dir=true --unpack=FALSE --checksum=sha256:0 --link=false a /b",
    );
    expect(add).toMatchObject({ keepGitDir: true, unpack: false, link: false, parents: false });
    expect(statement("add", "ADD a b").unpack).toBeUndefined();
    expect(statement("add", "ADD --unpack a b").unpack).toBe(true);
  });

  test("JSON form and heredocs", () => {
    expect(statement("copy", 'COPY ["a b", "/c d"]')).toMatchObject({
      sources: [{ text: "a b" }],
      destination: { text: "/c d" },
    });
    const copy = statement("copy", "COPY a <<E /d\nx\nE\n");
    expect(copy.sources.map(({ text }) => text)).toEqual(["a"]);
    expect(copy.instruction.heredocs[0]?.content).toBe("x\n");
  });
});

describe("mounts", () => {
  const plain: Partial<Mount> = { type: "bind", readWrite: false, required: false };
  test.each<[string, Partial<Mount>]>([
    ["target=/x", { ...plain, target: "/x" }],
    [
      "type=bind,from=b,src=/s,dst=/t,rw",
      { ...plain, from: "b", source: "/s", target: "/t", readWrite: true },
    ],
    ["source=/s,destination=/t,readwrite=false", { ...plain, source: "/s", target: "/t" }],
    ["type=cache,id=c,target=/x", { ...plain, type: "cache", id: "c", target: "/x", readWrite: true }],
    ["type=cache,target=/x,ro", { ...plain, type: "cache", target: "/x" }],
    ["type=cache,target=/x,readonly=0", { ...plain, type: "cache", target: "/x", readWrite: true }],
    ["TYPE=Secret,id=s,env=T", { ...plain, type: "secret", id: "s", env: "T" }],
    ["type=secret,id=s,required", { ...plain, type: "secret", id: "s", required: true }],
    ["type=secret,id=s,required=false", { ...plain, type: "secret", id: "s" }],
    ["type=ssh", { ...plain, type: "ssh" }],
    ["type=tmpfs,target=/t,size=1g", { ...plain, type: "tmpfs", target: "/t", readWrite: true }],
    // Quotes of the instruction's own flags come off first, so that those of the list are escaped.
    [String.raw`type=secret,\"id=a,b\",target=/t`, { ...plain, type: "secret", id: "a,b", target: "/t" }],
    [String.raw`\"target=/a\"\"b\"`, { ...plain, target: '/a"b' }],
  ])("%s", (flag, mount) => {
    const text = `RUN --network=none --mount=${flag} x`;
    const [read] = statement("run", text).mounts;
    const { span, ...fields } = read!;
    expect(fields).toEqual(mount);
    expect(under(text, span)).toBe(`--mount=${flag}`);
  });
});

describe("commands", () => {
  test("the shell form points back into the source", () => {
    const text = "RUN --network=none a && \\\n # c\n  b  ";
    const { command } = statement("run", text);
    if (command.form !== "shell") throw new Error("not the shell form");
    expect(command.text).toBe("a &&   b");
    expect([0, 2, 7].map((offset) => text[command.sourceOffset(offset)])).toEqual(["a", "&", "b"]);
    expect(command.sourceOffset(command.text.length)).toBe(text.trimEnd().length);
  });

  test("the exec form has words", () => {
    const text = String.raw`CMD [ "a\"b", "é" ]`;
    const { command } = statement("cmd", text);
    if (command.form !== "exec") throw new Error("not the exec form");
    expect(command.words.map((word) => [word.text, under(text, word.span)])).toEqual([
      ['a"b', String.raw`"a\"b"`],
      ["é", '"é"'],
    ]);
  });

  test("HEALTHCHECK", () => {
    expect(statement("healthcheck", "HEALTHCHECK NONE")).toMatchObject({ none: true });
    const text = "HEALTHCHECK --retries=2 CMD curl x";
    const { command } = statement("healthcheck", text);
    if (command?.form !== "shell") throw new Error("not the shell form");
    expect([command.text, text.slice(command.sourceOffset(0))]).toEqual(["curl x", "curl x"]);
    expect(statement("healthcheck", 'HEALTHCHECK CMD ["a"]').command).toMatchObject({
      form: "exec",
      words: [{ text: "a" }],
    });
  });

  test("SHELL", () =>
    expect(statement("shell", 'SHELL ["/bin/bash", "-c"]').shell).toEqual(["/bin/bash", "-c"]));
});

test("the others", () => {
  expect(statement("workdir", "WORKDIR /a b").value.text).toBe("/a b");
  expect(statement("expose", "EXPOSE 80 $P/udp").values.map(({ text }) => text)).toEqual(["80", "$P/udp"]);
  expect(statement("volume", 'VOLUME ["/a", "/b"]').values.map(({ text }) => text)).toEqual(["/a", "/b"]);
  expect(statements("FOO x\nSHELL a\nUSER\nCOPY a\n").map(({ kind }) => kind)).toEqual(
    Array(4).fill("unknown"),
  );
});

test("ONBUILD holds a statement, with the heredocs that stand below it", () => {
  const text = "FROM a\nONBUILD COPY --from=b <<E c /d\nbody\nE\n";
  const onbuild = statement("onbuild", text).statement;
  if (onbuild.kind !== "copy") throw new Error("not a COPY");
  expect(onbuild.sources.map((word) => [word.text, under(text, word.span)])).toEqual([["c", "c"]]);
  expect(onbuild.from && under(text, onbuild.from.span)).toBe("b");
  expect(onbuild.instruction.heredocs.map(({ content }) => content)).toEqual(["body\n"]);
});
