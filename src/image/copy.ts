import type { DockerfileWord } from "../dockerfile/types";
import { contextCopy, copyFromContext, namesNothing, unpackArchive } from "./copy-context";
import { copyFromStage } from "./copy-stage";
import { type Copying, type CopyStatement, overwrite, type SourceOf } from "./copying";
import type { Evaluation } from "./evaluation";
import { keepLiteral, keepTokens } from "./literals";
import type { ContextCopy } from "./model";
import { literalPath, resolvePath } from "./paths";
import { recordContextCopy, recordUnknown } from "./plain-copies";
import { fetchRemote, isRemote } from "./remote";
import type { StageState } from "./stage-state";

/** COPY and ADD: from the context, from another stage, from a heredoc, from a URL. */
export function evaluateCopy(
  evaluation: Evaluation,
  state: StageState,
  statement: CopyStatement,
  sourceOf: SourceOf,
): readonly ContextCopy[] {
  const written = evaluation.expandWord(statement.destination, state, statement);
  const named = resolvePath(state.workdir, literalPath(written));
  // A link is followed, but not by a layer of its own (6.7).
  const path = statement.link ? named : state.view.followed(named);
  const keyword = statement.kind === "copy" ? "COPY" : "ADD";
  const directory = /(?:^|\/)\.?$/.test(written) || state.view.isDirectory(path);
  const place = (name: string) => (directory ? resolvePath(path, name) : path);
  const copying: Copying = { evaluation, state, statement, keyword, path, place };
  const sources = statement.sources.map((word) => {
    const text = evaluation.expandWord(word, state, statement);
    return { word, text, shown: keepTokens(evaluation.sourceWords, text, word) };
  });
  record(copying, sources, written);
  const local = sources.filter(({ text }) => !(statement.kind === "add" && isRemote(text)));
  for (const source of sources) if (!local.includes(source)) fetchRemote(copying, source.text, source.shown);
  if (local.length < sources.length) recordUnknown(state.view.plain, path);
  const copies = statement.from
    ? copyFrom(copying, statement.from, local, sourceOf)
    : copyLocal(copying, local);
  copyHeredocs(copying);
  // Where no source names anything, nothing is made.
  const empty =
    copies.length === sources.length &&
    copies.length > 0 &&
    copies.every(({ source }) => namesNothing(evaluation.context, source));
  if (!empty && (directory || local.length > 1)) state.view.addDirectory(path);
  return copies;
}

type Words = readonly {
  readonly word: DockerfileWord;
  readonly text: string;
  /** Marks stand for secrets in it. */
  readonly shown: string;
}[];

/** As `docker history` shows it: sources and destination expanded, of the flags only those that change the files' look (section 3). */
function record(
  { evaluation, state, statement, keyword }: Copying,
  sources: Words,
  destination: string,
): void {
  const { chown, chmod, parents, instruction } = statement;
  const shown = [
    keyword,
    ...(parents ? ["--parents"] : []),
    ...(chown === undefined ? [] : [`--chown=${evaluation.expand(chown, state.variables, statement)}`]),
    ...(chmod === undefined ? [] : [`--chmod=${evaluation.expand(chmod, state.variables, statement)}`]),
    ...sources.map((source) => source.shown),
    ...instruction.heredocs.map(({ name }) => `<<${name}`),
    destination,
  ];
  evaluation.record(state, statement, `${shown.join(" ")} # buildkit`);
}

function copyLocal(copying: Copying, sources: Words): readonly ContextCopy[] {
  const { evaluation, statement } = copying;
  const { context } = evaluation;
  const into = { context, arrival: "context" } as const;
  return sources.map(({ word, text }) => {
    const copy = contextCopy(copying, word, text);
    recordContextCopy(copying.state.view.plain, context, copy, copying.path);
    // `--unpack=false` leaves archives as they are (6.12).
    const unpacks = statement.kind === "add" && statement.unpack !== false;
    copyFromContext(copying, copy, into, (entry) => unpacks && unpackArchive(copying, copy, entry));
    return copy;
  });
}

/** A named context is no part of the context that the ignore file and the rules look at, so it gives no `ContextCopy`. */
function copyFrom(
  copying: Copying,
  from: DockerfileWord,
  sources: Words,
  sourceOf: SourceOf,
): readonly ContextCopy[] {
  const source = sourceOf(from.text, true);
  const { plain } = copying.state.view;
  for (const { word, text } of sources) {
    if (source?.kind === "stage") copyFromStage(copying, source, word, text);
    else if (source) {
      const into = { context: source.context, name: source.name, arrival: "carried" } as const;
      const copy = contextCopy(copying, word, text);
      recordContextCopy(plain, source.context, copy, copying.path);
      copyFromContext(copying, copy, into, () => false);
    } else recordUnknown(plain, copying.path);
  }
  return [];
}

/** The body of a heredoc is a file; unquoted delimiters have variables expanded in it (4.7). */
function copyHeredocs(copying: Copying): void {
  const { evaluation, state, statement, keyword, place } = copying;
  for (const heredoc of statement.instruction.heredocs) {
    const body = heredoc.chomp ? heredoc.content.replace(/^\t+/gm, "") : heredoc.content;
    const text = heredoc.expand ? evaluation.expand(body, state.variables, statement, "raw") : body;
    const path = place(heredoc.name);
    const tokens = keepTokens(evaluation.sourceWords, text, heredoc);
    const kept = keepLiteral(evaluation.sourceWords, path, tokens, heredoc);
    if (!evaluation.dyes.marked(kept)) {
      overwrite(copying, path);
      state.view.plain.write(path, { kind: "text", text: kept });
      state.view.texts.add(path);
      continue;
    }
    const shown = evaluation.dyes.redact(path);
    const step = evaluation.site.stepAt(
      statement.instruction.keywordSpan,
      `written to ${shown} by ${keyword}`,
    );
    state.view.write(path, {
      content: evaluation.dyes.further(kept, step),
      arrival: "heredoc",
      by: keyword,
      entered: step,
      certain: true,
      incidental: false,
    });
  }
}
