import type { Build } from "./build";
import { openContext } from "./context";
import { describedAgain } from "./discover/defined";
import { reads } from "./discover/touched";
import { type RunOptions, runRules } from "./engine";
import type { FileSystem } from "./files/file-system";
import { overlay } from "./files/overlay";
import type { LintAgain, Linted } from "./fixes/recheck";
import type { ParentImages } from "./parent-images";
import { rules } from "./rules";
import type { Judge } from "./secrets";
import { type OpenedBuild, openBuild } from "./subject";

interface AgainOptions {
  readonly files: FileSystem;
  readonly judge: Judge;
  readonly content: boolean | undefined;
  readonly asked: Omit<RunOptions, "rules" | "subject">;
  readonly parents: ParentImages;
  /** The parent images as they are with other files. */
  readonly parentsIn: (files: FileSystem) => ParentImages;
}

/** The same build with other texts for some of its files, as they would be after a fix. */
export function lintAgain(
  build: Build,
  { subject: { context }, parents: before }: OpenedBuild,
  texts: Parameters<LintAgain>[0],
  { files, judge, asked, content, parents, parentsIn }: AgainOptions,
): Linted | undefined {
  const changedFiles = overlay(files, texts);
  const described = describedAgain(build, changedFiles);
  if (!described) return undefined;
  const dockerfileText = texts.get(build.dockerfile) ?? build.dockerfileText;
  // The secrets that a fix asks for are going to be given.
  const { secrets: _, ...open } = described;
  const changed = { ...open, ...(dockerfileText === undefined ? {} : { dockerfileText }) };
  // What the context holds, its Dockerfile does not change.
  const isSameContext = [...texts.keys()].every((path) => path === build.dockerfile);
  const isRead = [...texts.keys()].some((path) => before.some(({ subject }) => reads(subject.build, path)));
  const opened = openBuild(changed, changedFiles, judge, {
    content,
    parent: (isRead ? parentsIn(changedFiles) : parents).parentOf(build),
    // A fix keeps more out of the context, if it changes it, so what is known of it is asked.
    openContext: (options) =>
      options.root !== context.root
        ? openContext(options)
        : isSameContext
          ? context
          : openContext({ ...options, wider: context }),
  });
  if (!("subject" in opened)) return undefined;
  // All rules look, whichever were asked for: what one no longer finds, another may find instead.
  const { findings, problems } = runRules({ ...asked, rules, subject: opened.subject });
  return { subject: opened.subject, findings, problems: [...opened.problems, ...problems] };
}
