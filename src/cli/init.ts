import { mkdirSync } from "node:fs";
import { posix } from "node:path";
import { version } from "../../package.json";
import { loadConfig } from "../config";
import { disk } from "../files/disk";
import { rules } from "../index";
import { type ProposedFile, propose } from "../init";
import { coloursOf, visible } from "../reporters";
import { EXIT } from "./run";
import type { Streams } from "./streams";
import { colourOf } from "./terminal";
import { writeFile } from "./write-file";

interface InitArguments {
  readonly yes: boolean;
  readonly colour: "auto" | "always" | "never";
}

/** `watertight init`: shows what the project lacks, and writes it where a person agrees. Gives the exit code. Throws ConfigError. */
export function runInit({ yes, colour }: InitArguments, streams: Streams): number {
  const { directory, stdout } = streams;
  const { file } = loadConfig({ directory, files: disk, rules: rules.map(({ id }) => id) });
  const { files, remarks } = propose({ directory, files: disk, version, isConfigured: file !== undefined });
  if (files.length === 0) {
    stdout(`Nothing to write: the project has all that init would add.\n${byHand(remarks)}`);
    return EXIT.clean;
  }
  stdout(`${files.map((each) => preview(each, colourOf(colour, streams))).join("\n")}\n`);
  if (!yes && !agrees(files.length, streams)) {
    stdout(
      `Nothing was written${streams.isTerminal("stdin") ? "" : "; --yes writes it"}.\n${byHand(remarks)}`,
    );
    return EXIT.clean;
  }
  const failed = files.filter((each) => !write(each, streams));
  for (const { path, before } of files.filter((each) => !failed.includes(each)))
    stdout(`${before === undefined ? "wrote" : "added to"} ${visible(path)}\n`);
  stdout(byHand(remarks));
  return failed.length > 0 ? EXIT.incomplete : EXIT.clean;
}

/** The file as it would be: each line that is new behind a `+`. */
function preview({ path, before, text, purpose }: ProposedFile, colour: boolean): string {
  const { bold, green } = coloursOf(colour);
  const head = `${bold(visible(path))} ${before === undefined ? "(new)" : "(added to)"}: ${purpose}`;
  return [
    head,
    ...newLines(before ?? "", text).map((line) => green(`  + ${visible(line)}`.trimEnd())),
    "",
  ].join("\n");
}

/** What stands between the beginning and the end that both texts have: lines are only ever added, in one place. */
function newLines(before: string, after: string): string[] {
  const old = before === "" ? [] : before.split("\n");
  const now = after.replace(/\n$/, "").split("\n");
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let same = 0;
  const kept = before.replace(/\n$/, "").split("\n");
  while (same < kept.length - start && kept.at(-1 - same) === now.at(-1 - same)) same++;
  return now.slice(start, now.length - same);
}

function agrees(count: number, { isTerminal, stdout, line }: Streams): boolean {
  if (!isTerminal("stdin") || !isTerminal("stdout")) return false;
  stdout(`Write ${count === 1 ? "this file" : `these ${count} files`}? [y/N] `);
  return /^y(?:es)?$/i.test(line().trim());
}

/** A new file is only made where none is there; one that is there gets its lines only where it is still what was shown. */
function write({ path, before, text }: ProposedFile, { directory, stderr }: Streams): boolean {
  const file = posix.join(directory, path);
  const problem = madeFolder(posix.dirname(file))
    ? writeFile(file, before, text)
    : "its folder cannot be made";
  if (problem !== undefined) stderr(`watertight: ${visible(path)} was left alone: ${problem}\n`);
  return problem === undefined;
}

function madeFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

const byHand = (remarks: readonly string[]): string =>
  remarks.length === 0
    ? ""
    : `\nBy hand:\n${remarks.map((remark) => `  ${remark.trimEnd().replaceAll("\n", "\n    ")}\n`).join("")}`;
