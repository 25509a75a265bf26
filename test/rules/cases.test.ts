import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDockerfile } from "../../src/dockerfile";
import type { FileSystem } from "../../src/files/file-system";
import { memory } from "../../src/files/memory";
import type { Finding } from "../../src/finding";
import { applyFixes, type FixedFile } from "../../src/fixes/apply";
import { inspect, type LintOptions, lint } from "../../src/lint";
import type { Report } from "../../src/report";
import { type Case, type Expected, readCases } from "./case-file";
import { withFixedBlocks } from "./fixed-blocks";
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

const textsOf = (files: readonly FixedFile[]): Files =>
  Object.fromEntries(files.map(({ path, after }) => [path, after]));

/** The files that the fixes of some rules change, made one after the other as the command line makes them. */
function fixedTexts(example: Case, rules?: readonly string[]): Files {
  let texts: Files = {};
  for (let pass = 0; pass < 20; pass++) {
    const report = lintCase(example, rules, { ...example.files, ...texts });
    const { files } = applyFixes(report, { unsafe: true });
    if (files.length === 0) return texts;
    texts = { ...texts, ...textsOf(files) };
  }
  throw new Error(`${example.title}: the fixes never come to an end`);
}

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
  const cases = ["README.md", "cases.md"].flatMap((file) =>
    readCases(readFileSync(join(folder, id, file), "utf8")).map((example) => ({ example, file })),
  );
  describe(id, () => {
    for (const { example, file } of cases) {
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

        test("its fixes make the texts of the `fixed` blocks", () => {
          const changed = fixedTexts(example, [id]);
          if (process.env.UPDATE_FIXED) {
            const page = join(folder, id, file);
            writeFileSync(page, withFixedBlocks(readFileSync(page, "utf8"), example.title, changed));
          } else expect(changed).toEqual(example.fixed);
        });

        test("each fix by itself settles what it is for, and nothing new is found", () => {
          const before = lintCase(example);
          for (const finding of before.findings.filter(({ fix }) => fix && fix.edits.length > 0)) {
            const { files } = applyFixes({ ...before, findings: [finding] }, { unsafe: true });
            expect(files).not.toEqual([]);
            const after = lintCase(example, undefined, { ...example.files, ...textsOf(files) });
            const told = after.findings.map(({ message }) => message);
            expect(after.problems).toEqual([]);
            // Of a finding about several files, one that only a person can mend is left.
            expect(after.findings.length).toBeLessThanOrEqual(before.findings.length);
            expect(told).not.toContain(finding.message);
          }
        });

        test("fixed once, it stays as it is", () => {
          const changed = fixedTexts(example);
          const files = { ...example.files, ...changed };
          expect(fixedTexts({ ...example, files })).toEqual({});
        });

        test("a comment with a reason silences it", () => {
          for (const finding of own().findings) {
            const { file: where } = finding;
            const comment = `# watertight ignore=${id} name=${finding.secret.name} -- a made-up project`;
            const text = insertLine(example.files[where]!, commentLine(example, finding), comment);
            const after = lintCase(example, [id], { ...example.files, [where]: text });
            expect(after.problems).toEqual([]);
            expect(after.suppressed.length).toBeGreaterThan(0);
            expect(after.findings.length + after.suppressed.length).toBe(own().findings.length);
          }
        });

        test("no output holds a secret of it", () => {
          const secrets = plantedSecrets(Object.values(example.files).join("\n"));
          const again = (texts: Files) => lintCase(example, undefined, { ...example.files, ...texts });
          const outputs = everyOutput(lintCase(example), inspect(options(example, example.files)), again);
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
