import fc from "fast-check";
import { type Files, findings, problems } from "./table";

const value = ["plainly", "Fake", "4711", "Value"].join("-");
/** Not the beginning of one another: a text that holds a known literal is marked wherever it stands. */
const others = [["other", "Fake", "0815", "Words"].join("-"), ["third", "Fake", "3141", "Thing"].join("-")];
const context: Files = {
  ".env": `DB_PASSWORD=${value}\n`,
  "api/.env": `API_KEY=${value}\n`,
  ".npmrc": `//registry.example.org/:_authToken=${value}\n`,
  "app.js": "1\n",
};
const INSTRUCTIONS = [
  "FROM a",
  "FROM a AS b",
  "FROM b",
  "ARG NPM_TOKEN",
  "ARG X=1",
  `ENV API_KEY=${value}`,
  "ENV T=$NPM_TOKEN",
  "WORKDIR /app",
  "COPY . .",
  "COPY .env /app/",
  "COPY --from=b /app /srv",
  "ADD api /api",
  "RUN rm -f /app/.env",
  'RUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc && npm ci && rm .npmrc',
  "RUN mv .env /etc/env; chmod 600 /etc/env",
  "RUN --mount=type=secret,id=t cat /run/secrets/t > /t",
  "RUN if [ -f .env ]; then rm .env; fi",
  'CMD ["node", "app.js"]',
];
const dockerfile = fc
  .array(fc.constantFrom(...INSTRUCTIONS), { minLength: 1, maxLength: 10 })
  .map((lines) => ["FROM a AS start", ...lines]);
const text = (lines: readonly string[]) => `${lines.join("\n")}\n`;
const found = (lines: readonly string[], more: Files = {}) =>
  findings({ ...context, ...more, Dockerfile: text(lines) });

test("no text makes it throw, and a mutated Dockerfile neither", () => {
  const mutated = fc
    .tuple(
      dockerfile,
      fc.array(fc.tuple(fc.nat(400), fc.string({ maxLength: 6, unit: "binary" })), { maxLength: 6 }),
    )
    .map(([lines, edits]) =>
      edits.reduce((whole, [at, piece]) => whole.slice(0, at) + piece + whole.slice(at + 2), text(lines)),
    );
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ maxLength: 300 })), (Dockerfile) => {
      const files = { ...context, Dockerfile };
      expect(findings(files)).toBeInstanceOf(Array);
      expect(problems(files).filter(({ message }) => message.includes("failed on this file"))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("comments, blank lines and the case of keywords change no finding", () => {
  const lower = (line: string) => line.replace(/^[A-Z]+/, (keyword) => keyword.toLowerCase());
  fc.assert(
    fc.property(dockerfile, fc.array(fc.nat(10), { maxLength: 4 }), (lines, places) => {
      const changed = lines.flatMap((line, index) =>
        places.includes(index) ? ["# a comment", "", lower(line)] : [line],
      );
      expect(found(changed)).toEqual(found(lines));
    }),
    { numRuns: 150 },
  );
});

test("continuations and other names of stages change no finding", () => {
  const continued = (line: string) =>
    /^(?:RUN|COPY|ENV) [^"'-]*$/.test(line) ? line.replace(" ", " \\\n  ") : line;
  const renamed = (line: string) =>
    line
      .replace(/ AS b$/, " AS Other-1")
      .replace(/^FROM b$/, "FROM other-1")
      .replace("--from=b ", "--from=other-1 ");
  fc.assert(
    fc.property(dockerfile, fc.array(fc.nat(10), { maxLength: 4 }), (lines, places) => {
      const changed = lines.map((line, index) => renamed(places.includes(index) ? continued(line) : line));
      expect(found(changed)).toEqual(found(lines));
    }),
    { numRuns: 150 },
  );
});

test("instructions that have nothing to do with each other may stand in any order", () => {
  const independent = fc.shuffledSubarray([
    `ENV API_KEY=${value}`,
    "COPY .env /one/",
    "COPY api/.env /two/",
    `LABEL token=${others[0]}`,
    "RUN echo x > /x",
    `RUN echo "DB_PASSWORD=${others[1]}" > /three/.env`,
    "RUN --mount=type=secret,id=t cat /run/secrets/t > /t",
    'CMD ["node", "app.js"]',
  ]);
  fc.assert(
    fc.property(independent, (lines) => {
      expect(found(["FROM a", ...lines])).toEqual(found(["FROM a", ...[...lines].sort()]));
    }),
    { numRuns: 100 },
  );
});

test("two RUNs that write different things say what one RUN says", () => {
  const write = fc.uniqueArray(
    fc.constantFrom(
      `echo "DB_PASSWORD=${value}" > /a/.env`,
      'echo "//r/:_authToken=$NPM_TOKEN" > /root/.npmrc',
      'printf "%s" "$NPM_TOKEN" > /b',
      "mkdir -p /c",
      "rm -f /app/.env",
    ),
    { minLength: 2, maxLength: 4 },
  );
  const layers = (lines: readonly string[]) =>
    new Set(found(lines).filter((line) => line.includes(" layer ")));
  const start = ["FROM a", "ARG NPM_TOKEN", "COPY .env /app/"];
  fc.assert(
    fc.property(write, (commands) => {
      const split = layers([...start, ...commands.map((command) => `RUN ${command}`)]);
      expect(layers([...start, `RUN ${commands.join(" && ")}`])).toEqual(split);
    }),
    { numRuns: 60 },
  );
});

const ships = (all: readonly string[]) => all.filter((line) => line.startsWith("context-secret"));

test("a stricter ignore file never makes more ship", () => {
  const line = fc.constantFrom("**/.env", ".env", "api", ".npmrc", "**/.npmrc", "*");
  fc.assert(
    fc.property(dockerfile, fc.array(line, { maxLength: 3 }), line, (lines, ignored, further) => {
      const loose = ships(found(lines, { ".dockerignore": text(ignored) }));
      const strict = ships(found(lines, { ".dockerignore": text([...ignored, further]) }));
      expect(strict.length).toBeLessThanOrEqual(loose.length);
    }),
    { numRuns: 150 },
  );
});

test("what one RUN does and undoes leaves less than two RUNs that do it", () => {
  const inLayers = (lines: readonly string[]) =>
    found(lines).filter((line) => line.includes(" layer ")).length;
  const write = 'echo "//r/:_authToken=$NPM_TOKEN" > .npmrc';
  expect(inLayers(["FROM a", "ARG NPM_TOKEN", `RUN ${write} && rm .npmrc`])).toBe(0);
  expect(inLayers(["FROM a", "ARG NPM_TOKEN", `RUN ${write}`, "RUN rm .npmrc"])).toBe(1);
  fc.assert(
    fc.property(dockerfile, (lines) => {
      // Split at `&&`, each part in a layer of its own: nothing that shipped may be gone.
      const split = lines.flatMap((line) =>
        line.startsWith("RUN ") && !line.includes("--mount")
          ? line
              .slice(4)
              .split(" && ")
              .map((part) => `RUN ${part}`)
          : [line],
      );
      expect(inLayers(split)).toBeGreaterThanOrEqual(inLayers(lines));
    }),
    { numRuns: 150 },
  );
});
