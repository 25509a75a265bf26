import { copySources, matchesSource, takenSecretFiles } from "../context";
import type { SecretFile } from "../context/types";
import type { DockerfileWord, Statement } from "../dockerfile/types";
import type { Evaluation } from "./evaluation";
import { keepLiteral, keepTokens } from "./literals";
import type { ContextCopy } from "./model";
import { baseName, isWithin, rebase, resolvePath } from "./paths";
import type { StageState } from "./stage-state";

type CopyStatement = Extract<Statement, { kind: "copy" | "add" }>;

/** A COPY or ADD under way: where it puts what it takes (build-semantics 6.1 to 6.4). */
interface Destination {
  readonly path: string;
  /** Written as a directory, or known to be one. */
  readonly directory: boolean;
}

const REMOTE = /^(?:https?|ftp):\/\/|^git@|^(?:git|ssh):\/\//;

/** COPY and ADD: from the context, from another stage, from a heredoc, from a URL. */
export function evaluateCopy(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  stageView: (reference: string) => StageState | undefined,
): readonly ContextCopy[] {
  const written = evaluation.expandWord(statement.destination, state, statement);
  const path = resolvePath(state.workdir, written);
  const directory = /(?:^|\/)\.?$/.test(written) || state.view.isDirectory(path);
  const destination: Destination = { path, directory };
  const sources = statement.sources.map((word) => ({
    word,
    text: evaluation.expandWord(word, state, statement),
  }));
  const local = sources.filter(({ text }) => !(statement.kind === "add" && REMOTE.test(text)));
  for (const { word, text } of sources)
    if (!local.some((source) => source.word === word)) keepTokens(evaluation.sourceWords, text, word);
  record(evaluation, state, statement, sources, path);
  if (statement.from) {
    const source = stageView(statement.from.text);
    if (source)
      for (const { word, text } of local)
        copyFromStage(evaluation, state, statement, source, word, text, destination);
  }
  const copies = statement.from
    ? []
    : local.map(({ word, text }) => contextCopy(evaluation, statement, word, text, destination));
  for (const copy of copies) copyFromContext(evaluation, state, statement, copy, destination);
  copyHeredocs(evaluation, state, statement, destination);
  if (directory || local.length > 1) state.view.addDirectory(path);
  return copies;
}

function contextCopy(
  evaluation: Evaluation,
  statement: CopyStatement,
  word: DockerfileWord,
  text: string,
  destination: Destination,
): ContextCopy {
  const source = text.replace(/^\/+/, "") || ".";
  const { exclude, parents } = statement;
  return {
    source,
    exclude,
    parents,
    get step() {
      const message = `${statement.kind.toUpperCase()} takes ${source} from the build context`;
      return evaluation.site.stepAt(word.span, message);
    },
    target: (path) => {
      const entry = matchesSource(source, path)?.entry;
      if (entry === undefined || excluded(exclude, `/${path}`, entry === "." ? "/" : `/${entry}`))
        return undefined;
      const below = entry === path ? null : entry === "." ? path : path.slice(entry.length + 1);
      return placed(destination, baseName(`/${path}`), below);
    },
  };
}

function record(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  sources: readonly { readonly word: DockerfileWord; readonly text: string }[],
  path: string,
): void {
  const shown = sources.map(({ word, text }) => keepTokens(evaluation.sourceWords, text, word));
  for (const heredoc of statement.instruction.heredocs) shown.push(`<<${heredoc.name}`);
  evaluation.record(
    state,
    statement,
    `${statement.kind.toUpperCase()} ${shown.join(" ")} ${path} # buildkit`,
  );
}

/** `below` is the path under the destination; null for a single file, which is named by the destination. */
const placed = (destination: Destination, name: string, below: string | null): string => {
  if (below !== null) return resolvePath(destination.path, below);
  return destination.directory ? resolvePath(destination.path, name) : destination.path;
};

function copyFromContext(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  copy: ContextCopy,
  destination: Destination,
): void {
  const { context } = evaluation;
  if (context.kind(copy.source.replace(/\/+$/, "")) === "directory")
    state.view.addDirectory(destination.path);
  const before = [...state.view.files.keys()];
  const taken = takenSecretFiles(context, [copy.source], copy.exclude, copy.parents);
  const targets = taken.map(({ file, below, name }) => {
    const target = placed(destination, name, below);
    put(evaluation, state, statement, copy, file, target);
    return target;
  });
  if (before.length === 0) return;
  const { entries } = copySources(context, copy.source);
  for (const path of before) {
    const covered = entries.some((entry) => {
      if (entry.kind !== "directory") return placed(destination, baseName(`/${entry.path}`), null) === path;
      if (!isWithin(path, destination.path)) return false;
      return context.kind(rebase(path, destination.path, `/${entry.target}`).slice(1)) === "file";
    });
    if (covered && !targets.includes(path)) overwrite(evaluation, state, statement, path);
  }
}

function put(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  copy: ContextCopy,
  file: SecretFile,
  path: string,
): void {
  // The history of a repository counts as a whole; a credential in its config is that one file.
  const target = file.directory && file.verdict.by === "content" ? `${path}/config` : path;
  const step = {
    ...copy.step,
    message: `copied to ${evaluation.dyes.redact(target)} by ${statement.kind.toUpperCase()} from the build context`,
  };
  state.view.write(target, {
    content: evaluation.dyes.further(evaluation.contextFile(file), step),
    arrival: "context",
    by: statement.kind.toUpperCase(),
    entered: step,
    source: file.path,
    certain: true,
    incidental: false,
  });
}

/** A directory is copied by its contents, a file to the destination or into it (6.3). Only the final view of the stage is seen (9.4). */
function copyFromStage(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  source: StageState,
  word: DockerfileWord,
  text: string,
  destination: Destination,
): void {
  const pattern = resolvePath("/", text);
  if (source.view.isDirectory(pattern)) state.view.addDirectory(destination.path);
  for (const [path, file] of source.view.files) {
    const entry = matchesSource(pattern, path)?.entry;
    if (entry === undefined) continue;
    const isFile = entry === path;
    const target = isFile ? placed(destination, baseName(path), null) : rebase(path, entry, destination.path);
    if (excluded(statement.exclude, path, entry)) continue;
    const step = evaluation.site.stepAt(
      word.span,
      `carried from stage ${source.label} to ${evaluation.dyes.redact(target)} by COPY --from`,
    );
    state.view.write(target, {
      ...file,
      content: evaluation.dyes.further(file.content, step),
      arrival: "carried",
      by: "COPY --from",
      entered: step,
    });
  }
}

/** `--exclude` of plain names, below a copied directory only (6.11). */
const excluded = (patterns: readonly string[], path: string, entry: string): boolean =>
  path !== entry &&
  patterns.some(
    (pattern) =>
      isWithin(path, resolvePath(entry, pattern)) ||
      (pattern.startsWith("**/") && baseName(path) === pattern.slice(3)),
  );

/** The body of a heredoc is a file; unquoted delimiters have variables expanded in it (4.7). */
function copyHeredocs(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  destination: Destination,
): void {
  for (const heredoc of statement.instruction.heredocs) {
    const body = heredoc.chomp ? heredoc.content.replace(/^\t+/gm, "") : heredoc.content;
    const text = heredoc.expand ? evaluation.expand(body, state.variables, statement, "raw") : body;
    const path = placed(destination, heredoc.name, null);
    const kept = keepLiteral(
      evaluation.sourceWords,
      path,
      keepTokens(evaluation.sourceWords, text, heredoc),
      heredoc,
    );
    if (!evaluation.dyes.marked(kept)) {
      overwrite(evaluation, state, statement, path);
      continue;
    }
    const step = evaluation.site.stepAt(
      statement.instruction.keywordSpan,
      `written to ${evaluation.dyes.redact(path)} by ${statement.kind.toUpperCase()}`,
    );
    state.view.write(path, {
      content: evaluation.dyes.further(kept, step),
      arrival: "heredoc",
      by: statement.kind.toUpperCase(),
      entered: step,
      certain: true,
      incidental: false,
    });
  }
}

/** A clean file takes the place of a dyed one: hidden, and still in its layer. */
function overwrite(evaluation: Evaluation, state: StageState, statement: CopyStatement, path: string): void {
  const step = evaluation.site.stepAt(
    statement.instruction.keywordSpan,
    `${evaluation.dyes.redact(path)} is overwritten here: hidden, not removed`,
  );
  state.view.hide(path, { how: "overwritten", step });
}
