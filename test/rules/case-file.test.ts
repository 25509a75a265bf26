import { readCases } from "./case-file";
import { placeholders } from "./placeholders";

const FENCE = "```";
const fenced = (info: string, ...lines: string[]) => [`${FENCE}${info}`, ...lines, FENCE].join("\n");

test("a section with a named file is a case; prose and unnamed blocks are not", () => {
  const text = [
    "# rule",
    "## Why",
    fenced("sh", "docker build ."),
    "## A case",
    fenced("dockerfile Dockerfile", "FROM scratch"),
    "### Another",
    fenced("sh .env", "A=1"),
  ].join("\n");
  expect(readCases(text).map(({ title, files, dockerfiles }) => ({ title, files, dockerfiles }))).toEqual([
    { title: "A case", files: { Dockerfile: "FROM scratch\n" }, dockerfiles: ["Dockerfile"] },
    { title: "Another", files: { ".env": "A=1\n" }, dockerfiles: [] },
  ]);
});

test("markers are stripped, and mark columns of the line above", () => {
  const text = [
    "## Markers",
    fenced(
      "dockerfile Dockerfile",
      "FROM a",
      "COPY . /app",
      "#    ^ error layer /app/.env hidden by line 3: still in",
      "#^^^ note history",
      "RUN rm",
    ),
  ].join("\n");
  const [found] = readCases(text);
  expect(found!.files.Dockerfile).toBe("FROM a\nCOPY . /app\nRUN rm\n");
  expect(found!.expected).toEqual([
    {
      file: "Dockerfile",
      line: 2,
      startColumn: 6,
      endColumn: 7,
      severity: "error",
      where: "layer",
      path: "/app/.env",
      hiddenByLine: 3,
      words: "still in",
    },
    { file: "Dockerfile", line: 2, startColumn: 1, endColumn: 5, severity: "note", where: "history" },
  ]);
});

test("columns count what a placeholder stands for", () => {
  const text = [
    "## Filled",
    fenced("dockerfile Dockerfile", "RUN x {{token}} y", "#     ^^^^^^^^^ error history"),
  ].join("\n");
  const [found] = readCases(text);
  expect(found!.files.Dockerfile).toBe(`RUN x ${placeholders.token} y\n`);
  expect(found!.expected).toMatchObject([{ startColumn: 7, endColumn: 7 + placeholders.token!.length }]);
});

test.each(["#   ^ error nowhere", "#                    ^ error layer"])(
  "a marker that cannot be right is refused: %s",
  (marker) => {
    expect(() =>
      readCases(["## Wrong", fenced("dockerfile Dockerfile", "FROM a", marker)].join("\n")),
    ).toThrow("marker");
  },
);
