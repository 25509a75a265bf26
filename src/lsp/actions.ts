import {
  type CodeAction,
  CodeActionKind,
  type CreateFile,
  type Diagnostic,
  type Range,
  type SnippetTextEdit,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { type Edit, type Finding, type Fix, parseDockerfile, type Report } from "../index";
import { rangesIn, touches } from "./places";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.watertight`;

export interface ActionOptions {
  /** The document, relative to the project's root. */
  readonly file: string;
  readonly uri: string;
  readonly range: Range;
  /** Those that the editor asks about. */
  readonly diagnostics: readonly Diagnostic[];
  /** The kinds that the editor asks for; all where it does not say. */
  readonly only: readonly string[] | undefined;
  readonly edits: EditWriter;
}

/** How edits are written down for this editor. */
export interface EditWriter {
  uriOf(file: string): string;
  /** The version of a document that is open; null for one that is not. */
  versionOf(file: string): number | null;
  exists(file: string): boolean;
  /** What the editor can do: edits of several files with versions, new files, a place in an edit that waits to be filled. */
  readonly can: { readonly documentChanges: boolean; readonly create: boolean; readonly snippets: boolean };
}

/** What can be done about the findings at a range: each fix, a comment that silences one, and all safe fixes at once. */
export function actionsAt(reports: Iterable<Report>, options: ActionOptions): CodeAction[] {
  const { file, range, only, edits } = options;
  const wants = (kind: string) =>
    only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
  const all = [...reports];
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const fixes = new Map<string, CodeAction>();
    for (const report of all) {
      const rangeOf = rangesIn(report.sources);
      const isHere = (place: { readonly file: string; readonly range: Finding["range"] }) =>
        place.file === file && touches(rangeOf(place.file, place.range), range);
      for (const finding of report.findings.filter(isHere)) {
        const about = diagnosticsFor(finding, rangeOf(file, finding.range), options);
        if (finding.fix) addFix(fixes, finding.fix, report, about, edits);
        const ignore = ignoring(finding, report, options, about);
        if (ignore) actions.push(ignore);
      }
      for (const { fix } of report.problems) {
        const [edit] = fix?.edits ?? [];
        if (fix && edit && isHere(edit)) addFix(fixes, fix, report, [], edits);
      }
    }
    actions.unshift(...fixes.values());
  }
  if (wants(FIX_ALL)) actions.push(...fixAll(all, edits));
  return actions;
}

const diagnosticsFor = (
  { rule }: Finding,
  range: Range,
  { diagnostics }: ActionOptions,
): readonly Diagnostic[] =>
  diagnostics.filter(
    (each) => each.code === rule && each.range.start.line === range.start.line && touches(each.range, range),
  );

/** The same edits often mend several findings: one action for all of them. */
function addFix(
  fixes: Map<string, CodeAction>,
  fix: Fix,
  report: Report,
  about: readonly Diagnostic[],
  writer: EditWriter,
): void {
  if (fix.edits.length === 0) return;
  const key = JSON.stringify(fix.edits);
  const known = fixes.get(key);
  fixes.set(key, {
    title: fix.safety === "safe" ? fix.title : `${fix.title} (look at the result)`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [...(known?.diagnostics ?? []), ...about],
    isPreferred: fix.safety === "safe",
    edit: workspaceEdit(fix.edits, report, writer),
  });
}

/** All safe fixes that do not touch one another. What has to wait for another one is offered again afterwards. */
function fixAll(reports: readonly Report[], writer: EditWriter): CodeAction[] {
  const chosen: Edit[] = [];
  const taken = new Set<string>();
  for (const report of reports) {
    for (const { fix } of [...report.findings, ...report.problems]) {
      if (fix?.safety !== "safe" || fix.edits.length === 0) continue;
      const added = fix.edits.filter((edit) => !taken.has(JSON.stringify(edit)));
      if (added.some((edit) => chosen.some((other) => collide(edit, other)))) continue;
      for (const edit of added) taken.add(JSON.stringify(edit));
      chosen.push(...added);
    }
  }
  const [first] = reports;
  if (!first || chosen.length === 0) return [];
  const sources = new Map(reports.flatMap(({ sources: each }) => [...each]));
  return [
    {
      title: "Fix all safe findings of Watertight",
      kind: FIX_ALL,
      edit: workspaceEdit(chosen, { ...first, sources }, writer),
    },
  ];
}

const collide = (one: Edit, other: Edit): boolean =>
  one.file === other.file &&
  !isBefore(one.range.end, other.range.start) &&
  !isBefore(other.range.end, one.range.start);

const isBefore = (one: Edit["range"]["start"], other: Edit["range"]["start"]): boolean =>
  one.line < other.line || (one.line === other.line && one.column < other.column);

/**
 * A comment that silences a finding, without the reason: it counts once somebody has written one. It stands above the instruction, as a line
 * inside might be in a heredoc. Other files than a Dockerfile and its ignore file have no such comments.
 */
function ignoring(
  { rule, range, secret }: Finding,
  report: Report,
  { file, uri, edits }: ActionOptions,
  about: readonly Diagnostic[],
): CodeAction | undefined {
  const source = report.sources.get(file);
  const build = report.builds.find(
    ({ dockerfile, ignoreFile }) => dockerfile === file || ignoreFile === file,
  );
  if (!source || !build) return undefined;
  let { line } = range.start;
  if (build.dockerfile === file) {
    const around = parseDockerfile(source.text).instructions.find(
      ({ startLine, endLine }) => startLine <= line && line <= endLine,
    );
    line = around?.startLine ?? line;
  }
  const name = /^[\w.@/-]+$/.test(secret.name) ? ` name=${secret.name}` : "";
  const comment = `# watertight ignore=${rule}${name} -- `;
  const lineEnd = source.text.includes("\r\n") ? "\r\n" : "\n";
  const at = rangesIn(report.sources)(file, { start: { line, column: 1 }, end: { line, column: 1 } });
  const snippet = `${comment.replace(/[\\$}]/g, "\\$&")}\${1:why this is no leak}${lineEnd}`;
  return {
    title: `Ignore ${rule} here, with a reason`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [...about],
    edit: edits.can.snippets
      ? writeEdit([
          {
            uri,
            version: edits.versionOf(file),
            edits: [{ range: at, snippet: { kind: "snippet", value: snippet } }],
          },
        ])
      : edits.can.documentChanges
        ? writeEdit([
            { uri, version: edits.versionOf(file), edits: [{ range: at, newText: comment + lineEnd }] },
          ])
        : { changes: { [uri]: [{ range: at, newText: comment + lineEnd }] } },
  };
}

interface Changed {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: (TextEdit | SnippetTextEdit)[];
}

const writeEdit = (changed: readonly Changed[], created: readonly CreateFile[] = []): WorkspaceEdit => ({
  documentChanges: [
    ...created,
    ...changed.map(({ uri, version, edits }) => TextDocumentEdit.create({ uri, version }, edits)),
  ],
});

function workspaceEdit(edits: readonly Edit[], { sources }: Report, writer: EditWriter): WorkspaceEdit {
  const rangeOf = rangesIn(sources);
  const files = [...new Set(edits.map(({ file }) => file))];
  const changed = files.map((file) => ({
    uri: writer.uriOf(file),
    version: writer.versionOf(file),
    edits: edits
      .filter((edit) => edit.file === file)
      .map(({ range, text }): TextEdit => ({ range: rangeOf(file, range), newText: text })),
  }));
  if (!writer.can.documentChanges)
    return { changes: Object.fromEntries(changed.map(({ uri, edits: written }) => [uri, written])) };
  const created = writer.can.create ? files.filter((file) => !writer.exists(file)) : [];
  return writeEdit(
    changed,
    created.map((file) => ({ kind: "create", uri: writer.uriOf(file), options: { ignoreIfExists: true } })),
  );
}
