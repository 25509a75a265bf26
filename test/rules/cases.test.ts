import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDockerfile } from "../../src/dockerfile";
import type { FileSystem } from "../../src/files/file-system";
import { memory } from "../../src/files/memory";
import type { Finding } from "../../src/finding";
import { inspect, type LintOptions, lint } from "../../src/lint";
import type { Report } from "../../src/report";
import { applyEdits } from "./apply-edits";
import { type Case, type Expected, readCases } from "./case-file";
import { everyOutput } from "./outputs";
import { plantedSecrets } from "./placeholders";

const folder = join(__dirname, "../../rules");
const ruleIds = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "cases.md")))
  .map(({ name }) => name)
  .sort();

type Files = Readonly<Record<string, string>>;

const options = (
  { dockerfiles, isDescribed, buildArgs, inputs }: Case,
  files: Files,
  rules?: readonly string[],
): LintOptions => ({
  directory: "/project",
  files: memory(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/project/${path}`, text]))),
  ...(isDescribed ? {} : { paths: dockerfiles, context: "." }),
  buildArgs,
  inputs,
  ...(rules && { rules }),
});

const lintCase = (example: Case, rules?: readonly string[], files: Files = example.files): Report =>
  lint(options(example, files, rules));

function matches(expected: Expected, { file, range, severity, place, message }: Finding): boolean {
  return (
    file === expected.file &&
    range.start.line === expected.line &&
    range.start.column === expected.startColumn &&
    range.end.line === expected.line &&
    range.end.column === expected.endColumn &&
    severity === expected.severity &&
    place.where === expected.where &&
    (expected.path === undefined || place.path === expected.path) &&
    place.hiddenByLine === expected.hiddenByLine &&
    message.includes(expected.words ?? "")
  );
}

const shown = ({
  file,
  line,
  startColumn,
  endColumn,
  severity,
  where,
  path,
  hiddenByLine,
  words,
}: Expected): string =>
  `${file}:${line}:${startColumn}-${endColumn} ${severity} ${where} ${path ?? "?"} hidden by ${hiddenByLine ?? "nothing"}: ${words ?? ""}`;

const shownFinding = ({ file, range, severity, place, message }: Finding): string =>
  shown({
    file,
    line: range.start.line,
    startColumn: range.start.column,
    endColumn: range.end.column,
    severity,
    where: place.where,
    ...(place.path === undefined ? {} : { path: place.path }),
    ...(place.hiddenByLine === undefined ? {} : { hiddenByLine: place.hiddenByLine }),
    words: message,
  });

/** Both ways: what was found and not expected, and what was expected and not found. */
function compare(expected: readonly Expected[], findings: readonly Finding[]): void {
  const left = [...findings];
  const met = expected.map((item) => {
    const at = left.findIndex((finding) => matches(item, finding));
    if (at >= 0) left.splice(at, 1);
    return { text: shown(item), met: at >= 0 };
  });
  const found = [...met.filter((item) => item.met).map((item) => item.text), ...left.map(shownFinding)];
  expect(found.sort()).toEqual(met.map((item) => item.text).sort());
}

const reversed = (files: FileSystem): FileSystem => ({
  ...files,
  list: (path) => [...(files.list(path) ?? [])].reverse(),
});

const insertLine = (text: string, line: number, added: string): string => {
  const lines = text.split("\n");
  lines.splice(line - 1, 0, added);
  return lines.join("\n");
};

/** The line above which a comment belongs: that of the instruction, of the ignore file's pattern, or where a YAML text begins. */
function commentLine({ dockerfiles, files }: Case, { file, range }: Finding): number {
  if (!dockerfiles.includes(file)) {
    const lines = files[file]!.split("\n").slice(0, range.start.line);
    const indent = lines.at(-1)!.search(/\S/);
    const opening = lines.findLastIndex((line) => line.endsWith("|") && line.search(/\S/) < indent);
    return opening < 0 ? range.start.line : opening + 1;
  }
  const { line } = range.start;
  return parseDockerfile(files[file]!).instructions.find(
    ({ startLine, endLine }) => startLine <= line && line <= endLine,
  )!.startLine;
}

for (const id of ruleIds) {
  const cases = ["README.md", "cases.md"].flatMap((name) =>
    readCases(readFileSync(join(folder, id, name), "utf8")),
  );
  describe(id, () => {
    for (const example of cases) {
      describe(example.title, () => {
        const own = () => lintCase(example, [id]);

        test("finds what the markers say, and nothing else", () => {
          const { findings, problems } = own();
          expect(problems).toEqual([]);
          compare(example.expected, findings);
        });

        test("no rule fails on it, and every range is one line of its file", () => {
          const { findings, problems, sources } = lintCase(example);
          expect(problems).toEqual([]);
          for (const { file, range, trace } of findings) {
            for (const place of [{ file, range }, ...trace.filter((step) => sources.has(step.file))]) {
              const { start, end } = place.range;
              expect(end.line).toBe(start.line);
              expect(start.column).toBeGreaterThanOrEqual(1);
              expect(end.column).toBeGreaterThanOrEqual(start.column);
              expect(end.column - 1).toBeLessThanOrEqual(sources.get(place.file)!.line(start.line).length);
            }
          }
        });

        test("edits of a fix can be read again and silence the finding", () => {
          for (const finding of own().findings) {
            const edits = finding.fix?.edits ?? [];
            if (edits.length === 0) continue;
            const files = { ...example.files };
            for (const file of new Set(edits.map((edit) => edit.file))) {
              files[file] = applyEdits(
                files[file] ?? "",
                edits.filter((edit) => edit.file === file),
              );
            }
            const after = lintCase(example, [id], files);
            expect(after.problems).toEqual([]);
            expect(after.findings.length).toBeLessThan(own().findings.length);
          }
        });

        test("a comment with a reason silences it", () => {
          for (const finding of own().findings) {
            const { file } = finding;
            const comment = `# watertight ignore=${id} name=${finding.secret.name} -- a made-up project`;
            const text = insertLine(example.files[file]!, commentLine(example, finding), comment);
            const after = lintCase(example, [id], { ...example.files, [file]: text });
            expect(after.problems).toEqual([]);
            expect(after.suppressed.length).toBeGreaterThan(0);
            expect(after.findings.length + after.suppressed.length).toBe(own().findings.length);
          }
        });

        test("no output holds a secret of it", () => {
          const secrets = plantedSecrets(Object.values(example.files).join("\n"));
          const outputs = everyOutput(lintCase(example), inspect(options(example, example.files)));
          for (const output of outputs) for (const secret of secrets) expect(output).not.toContain(secret);
        });

        test("the order of the disk changes nothing", () => {
          const given = options(example, example.files);
          const { sources: _, redactions: __, ...report } = lint(given);
          expect(lint({ ...given, files: reversed(given.files!) })).toMatchObject(report);
        });
      });
    }
  });
}
