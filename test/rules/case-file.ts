import type { BuildInputs } from "../../src/build";
import { definitionReader } from "../../src/discover/definitions/readers";
import { placeholders } from "./placeholders";

/** One case of a rule's README.md or cases.md: a project, and what the rule says of it. */
export interface Case {
  readonly title: string;
  /** Paths in the project to texts, markers stripped and placeholders replaced. */
  readonly files: Readonly<Record<string, string>>;
  /** The files whose blocks are written in the language `dockerfile`. */
  readonly dockerfiles: readonly string[];
  /** A file of the project describes its builds, so that the whole project is linted and each is built as it says. */
  readonly isDescribed: boolean;
  readonly expected: readonly Expected[];
  /** The texts that the rule's fixes make, by path: those of the files that they change. */
  readonly fixed: Readonly<Record<string, string>>;
  /** What the `docker build` of its console block gives. */
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly inputs: BuildInputs;
}

export interface Expected {
  readonly file: string;
  /** 1-based, in the stripped file. */
  readonly line: number;
  /** 1-based; the end is behind the last character. */
  readonly startColumn: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly where: string;
  /** Not compared where the marker does not say it. */
  readonly path?: string;
  readonly hiddenByLine?: number;
  readonly words?: string;
}

interface Block {
  readonly language: string;
  readonly path: string;
  /** Not a file of the project, but what a fix makes of it. */
  readonly fixed: boolean;
  readonly lines: readonly string[];
}

/** Reads the cases of a markdown text: a section with at least one block that names a file is a case. Throws on a marker that it cannot read. */
export function readCases(markdown: string): Case[] {
  return sections(markdown).flatMap(({ title, blocks, commands }) =>
    blocks.length > 0 ? [{ ...caseOf(title, blocks), ...givenBy(commands) }] : [],
  );
}

function sections(markdown: string): { title: string; blocks: Block[]; commands: string[] }[] {
  const found: { title: string; blocks: Block[]; commands: string[] }[] = [];
  let fence: { readonly end: string; readonly block: Block & { lines: string[] } } | undefined;
  for (const line of markdown.split("\n")) {
    if (fence) {
      if (line === fence.end) fence = undefined;
      else fence.block.lines.push(line);
      if (line.startsWith("$ docker build ") && fence?.block.language === "console")
        found.at(-1)?.commands.push(line);
      continue;
    }
    const opening = /^(`{3,})(\S*)(?: +(\S.*))?$/.exec(line);
    if (opening) {
      const info = opening[3]?.trim() ?? "";
      const path = info.replace(/ fixed$/, "");
      const block = { language: opening[2]!, path, fixed: path !== info, lines: [] };
      fence = { end: opening[1]!, block };
      if (block.path !== "") found.at(-1)?.blocks.push(block);
    } else if (/^##+ /.test(line)) found.push({ title: line.replace(/^#+ /, ""), blocks: [], commands: [] });
  }
  if (fence) throw new Error(`a block is not closed: ${fence.block.path}`);
  return found;
}

/** Reads the flags of `docker build` that a case may use. Throws on others. */
function givenBy(commands: readonly string[]): Pick<Case, "buildArgs" | "inputs"> {
  const buildArgs: Record<string, string> = {};
  let inputs: BuildInputs = {};
  for (const word of commands.flatMap((command) => fill(command).split(" ").slice(3))) {
    const [, flag = "", value = ""] = /^--([a-z-]+)=(.*)$/.exec(word) ?? [];
    const cut = value.indexOf("=");
    if (word === ".") continue;
    else if (flag === "build-arg") buildArgs[value.slice(0, cut)] = value.slice(cut + 1);
    else if (flag === "provenance") inputs = { ...inputs, provenance: value === "mode=max" ? "max" : "none" };
    else if (flag === "cache-to") inputs = { ...inputs, cacheTo: value.includes("mode=max") ? "max" : "min" };
    else throw new Error(`a case knows no ${word}`);
  }
  return { buildArgs, inputs };
}

function caseOf(title: string, blocks: readonly Block[]): Omit<Case, "buildArgs" | "inputs"> {
  const files: Record<string, string> = {};
  const expected: Expected[] = [];
  const whole = (lines: readonly string[]) => lines.map((line) => `${fill(line)}\n`).join("");
  const given = blocks.filter((block) => !block.fixed);
  const fixed = Object.fromEntries(
    blocks.filter((block) => block.fixed).map(({ path, lines }) => [path, whole(lines)]),
  );
  for (const { path, lines } of given) {
    const kept: string[] = [];
    for (const line of lines) {
      const marker = /^#( *)(\^+) +(?=(?:error|warning|note) )(.*)$/.exec(line);
      if (!marker) {
        kept.push(line);
        continue;
      }
      const [, indent, carets, text] = marker;
      // A marker cannot stand in column 1: carets directly behind the `#` cover it too.
      const start = indent === "" ? 0 : indent!.length + 1;
      const end = indent!.length + 1 + carets!.length;
      const marked = kept.at(-1) ?? "";
      if (end > marked.length) throw new Error(`the marker is longer than its line: ${line}`);
      const columns = {
        startColumn: filledLength(marked.slice(0, start)) + 1,
        endColumn: filledLength(marked.slice(0, end)) + 1,
      };
      expected.push({ file: path, line: kept.length, ...columns, ...readMarker(text!) });
    }
    files[path] = whole(kept);
  }
  const dockerfiles = given.filter(({ language }) => language === "dockerfile").map(({ path }) => path);
  const isDescribed = given.some(({ path }) => definitionReader(`/${path}`) !== undefined);
  return { title, files, dockerfiles, isDescribed, expected, fixed };
}

function readMarker(text: string): Pick<Expected, "severity" | "where" | "path" | "hiddenByLine" | "words"> {
  const parts =
    /^(error|warning|note) (layer|env|label|command|history|provenance|cache)(?: ([^:]+?))??(?: hidden by line (\d+))?(?:: (.+))?$/.exec(
      text,
    );
  if (!parts) throw new Error(`cannot read the marker: ${text}`);
  const [, severity, where, path, hidden, words] = parts;
  return {
    severity: severity!,
    where: where!,
    ...(path === undefined ? {} : { path }),
    ...(hidden === undefined ? {} : { hiddenByLine: Number(hidden) }),
    ...(words === undefined ? {} : { words }),
  };
}

function fill(line: string): string {
  return line.replace(/\{\{([a-z-]+)\}\}/g, (written, name: string) => {
    const value = placeholders[name];
    if (value === undefined) throw new Error(`there is no placeholder ${written}`);
    return value;
  });
}

/** Where a column of the written line is once placeholders before it are filled in. */
const filledLength = (before: string): number => fill(before).length;
