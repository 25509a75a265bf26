import { lowerCase, skipSpacesBack } from "./characters";
import { flagBoolean, flagValue, flagValues, parseFlag } from "./flag-values";
import { isHeredocWord } from "./heredoc";
import { readMount } from "./mount";
import { flagValueWord, pairAt, wordAt, wordsOf } from "./statement-words";
import type { CommandText, Instruction, Mount, Statement } from "./types";

type StatementOf<Kind extends Statement["kind"]> = Extract<Statement, { readonly kind: Kind }>;

/**
 * Reads an instruction by its kind. What cannot be understood is of the kind "unknown", and the problems of the parse say
 * why. Spans are worked out when they are first asked for. Never throws.
 */
export function readStatement(instruction: Instruction): Statement {
  return readKnown(instruction) ?? { instruction, kind: "unknown" };
}

function readKnown(instruction: Instruction): Statement | undefined {
  const { keyword, args } = instruction;
  switch (keyword) {
    case "from":
      return readFrom(instruction);
    case "arg":
      return { instruction, kind: keyword, pairs: args.map((_, index) => pairAt(instruction, index)) };
    case "env":
    case "label": {
      const pairs = args.filter((_, index) => index % 3 === 0).map((_, index) => pairAt(instruction, index));
      return { instruction, kind: keyword, pairs };
    }
    case "copy":
    case "add":
      return readCopy(instruction, keyword);
    case "run":
      return {
        instruction,
        kind: keyword,
        command: commandOf(instruction, 0),
        mounts: mountsOf(instruction),
      };
    case "cmd":
    case "entrypoint":
      return { instruction, kind: keyword, command: commandOf(instruction, 0) };
    case "healthcheck":
      return readHealthcheck(instruction);
    case "shell":
      return instruction.json && args.length > 0 ? { instruction, kind: keyword, shell: args } : undefined;
    case "workdir":
    case "user":
    case "stopsignal":
    case "maintainer":
      return args.length === 1 ? { instruction, kind: keyword, value: wordAt(instruction, 0) } : undefined;
    case "volume":
    case "expose":
      return { instruction, kind: keyword, values: wordsOf(instruction) };
    case "onbuild":
      return readOnbuild(instruction);
    default:
      return undefined;
  }
}

function readFrom(instruction: Instruction): StatementOf<"from"> | undefined {
  const { args, flags } = instruction;
  if (args.length === 0) return undefined;
  const platform = flagValue(flags, "platform");
  const named = args.length === 3 && lowerCase(args[1]!) === "as";
  return {
    instruction,
    kind: "from",
    image: wordAt(instruction, 0),
    ...(platform !== undefined && platform !== "" && { platform }),
    // Stage names are lower-cased when they are read (build-semantics 1.1).
    ...(named && { name: lowerCase(args[2]!) }),
  };
}

function readCopy(instruction: Instruction, kind: "copy" | "add"): Statement | undefined {
  const { args, flags } = instruction;
  if (args.length < 2) return undefined;
  const words = wordsOf(instruction);
  const from = kind === "copy" ? flagValueWord(instruction, "from") : undefined;
  const unpack = kind === "add" ? flagBoolean(flags, "unpack") : undefined;
  const chown = flagValue(flags, "chown");
  const chmod = flagValue(flags, "chmod");
  return {
    instruction,
    kind,
    sources: words.slice(0, -1).filter(({ text }) => !isHeredocWord(text)),
    destination: words[words.length - 1]!,
    ...(from && from.text !== "" && { from }),
    exclude: flagValues(flags, "exclude"),
    parents: kind === "copy" && (flagBoolean(flags, "parents") ?? false),
    link: flagBoolean(flags, "link") ?? false,
    keepGitDir: kind === "add" && (flagBoolean(flags, "keep-git-dir") ?? false),
    ...(unpack !== undefined && { unpack }),
    ...(chown !== undefined && chown !== "" && { chown }),
    ...(chmod !== undefined && chmod !== "" && { chmod }),
  };
}

function readHealthcheck(instruction: Instruction): StatementOf<"healthcheck"> | undefined {
  const { args } = instruction;
  const type = args[0]?.toUpperCase();
  if (type === "NONE") return { instruction, kind: "healthcheck", none: true };
  if (type !== "CMD" || args.length < 2) return undefined;
  return { instruction, kind: "healthcheck", none: false, command: commandOf(instruction, 1) };
}

function readOnbuild(instruction: Instruction): StatementOf<"onbuild"> | undefined {
  const { onbuild, heredocs } = instruction;
  if (!onbuild) return undefined;
  return {
    instruction,
    kind: "onbuild",
    statement: readStatement(heredocs.length > 0 ? withHeredocs(onbuild, instruction) : onbuild),
  };
}

/** BuildKit's parser hangs heredocs on the ONBUILD; a statement has them where they are used. */
function withHeredocs(nested: Instruction, outer: Instruction): Instruction {
  return {
    ...nested,
    heredocs: outer.heredocs,
    sourceOffset: (offset) => nested.sourceOffset(offset),
    argumentSpans: () => nested.argumentSpans(),
    flagSpans: () => nested.flagSpans(),
  };
}

function commandOf(instruction: Instruction, first: number): CommandText {
  const { args, json, original } = instruction;
  if (json) return { form: "exec", words: wordsOf(instruction).slice(first) };
  const text = args[first] ?? "";
  // The shell form takes the rest of the instruction, so that it ends where the instruction ends.
  const end = skipSpacesBack(original, original.length);
  const start = end - text.length;
  return {
    form: "shell",
    text,
    sourceOffset: (offset) =>
      offset >= text.length && end > 0
        ? instruction.sourceOffset(end - 1) + 1
        : instruction.sourceOffset(start + Math.max(0, offset)),
  };
}

function mountsOf(instruction: Instruction): Mount[] {
  return instruction.flags.flatMap((flag, index): Mount[] => {
    const { name, value } = parseFlag(flag);
    if (name !== "mount" || value === undefined) return [];
    return [
      {
        ...readMount(value),
        get span() {
          return instruction.flagSpans()[index] ?? instruction.span;
        },
      },
    ];
  });
}
