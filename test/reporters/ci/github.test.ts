import { finding, report } from "../reports";
import { HOSTILE, linted, made, printed, projects } from "./projects";

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a line as the runner does: the name, properties parted by commas, and the message after the second `::`. */
function readCommand(line: string): Command {
  const parts = /^::([a-z]+) ([^:]*)::(.*)$/.exec(line);
  if (!parts) throw new Error(`no command: ${line}`);
  const data = (text: string) => text.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
  const property = (text: string) => data(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
  const properties = parts[2]!.split(",").map((pair) => {
    const cut = pair.indexOf("=");
    return [pair.slice(0, cut), property(pair.slice(cut + 1))] as const;
  });
  return { name: parts[1]!, properties: Object.fromEntries(properties), message: data(parts[3]!) };
}

const commands = (text: string) => text.split("\n").filter(Boolean).map(readCommand);

test.each(projects)("%s: each line is one command, and no text makes another", (_, from) => {
  const read = commands(printed("github", from));
  const failures = from.findings.filter(({ severity }) => severity !== "note");
  expect(read).toHaveLength(failures.length + from.problems.length);
  for (const { name } of read) expect(["error", "warning"]).toContain(name);
});

test("a finding stands at its lines, with what there is to know", () => {
  const read = commands(printed("github", linted)).find(({ properties }) =>
    properties.title?.includes("deleted"),
  );
  expect(read).toMatchObject({
    name: "error",
    properties: { file: "api server/Dockerfile", line: "7", endLine: "7", col: "5", endColumn: "16" },
    message: expect.stringMatching(/^this deletes .*\nships in the image: .*\n(?:.*\n)+Fix: /),
  });
});

test("a range over lines has no columns", () => {
  const range = { start: { line: 2, column: 5 }, end: { line: 3, column: 2 } };
  const [read] = commands(printed("github", report("FROM a\nRUN b \\\n c\n", [finding({ range })])));
  expect(read!.properties).toEqual({
    file: "Dockerfile",
    line: "2",
    endLine: "3",
    title: "watertight secret-in-env",
  });
});

test("odd texts come out as they went in, but for what acts on a terminal", () => {
  const [read] = commands(printed("github", made));
  const shown = HOSTILE.replace("\u0007", "\u2407")
    .replace("\u202e", "<U+202E>")
    .replace("\ud800", "<U+D800>")
    .replace("\n", "\u240a");
  expect(read!.properties.file).toBe(`dir ü/${shown}`);
  expect(read!.message.split("\n")[0]).toBe(shown);
});
