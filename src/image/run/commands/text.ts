import { MEMBER, OPAQUE, UNKNOWN } from "../../dyes";
import { slice } from "../expansion";
import type { Shell } from "../shell";
import { type Call, type Command, filesOf, has, option, parseArguments, readAll } from "./command";
import { someLines } from "./some-lines";

/** Changes a text; marks in it stand for secrets. */
type Change = (text: string, call: Call) => string;

/** Reads files, or standard input where there are none, and passes a text on. `leading`: operands of its own before the files. */
const filter =
  (change: Change, withValue: readonly string[] = [], leading = 0): Command =>
  (call) => {
    const operands = parseArguments(call.args, withValue).operands.slice(leading);
    const text = operands.length === 0 ? call.stdin : readAll(call.shell, operands, call.stdin);
    call.shell.spend(text.length >> 6);
    return change(text, call);
  };

const same: Change = (text) => text;

/** Another form of the text: nothing of it can be read, but for whoever has it. */
const encoded: Change = (text, { shell }) => shell.dyes.marksOf(text) + UNKNOWN;

/** A number, a digest: it tells nothing of the text. */
const summary: Change = () => `${UNKNOWN}\n`;

/** Commands that read lines of text, and print some of them or change them. */
export const OF_LINES: ReadonlySet<string> = new Set(
  [
    "sed awk gawk mawk grep egrep fgrep tr cut sort head tail paste join",
    "tac rev uniq fold nl expand strings dos2unix iconv",
  ].flatMap((line) => line.split(" ")),
);

/** Another form of it that is of no use where the text was packed: so it says that it was. */
const otherLines: Change = (text, { shell }) =>
  shell.dyes.marksOf(text) + UNKNOWN + (text.includes(MEMBER) ? MEMBER : "");

const marked: Change = (text, { shell }) => (shell.dyes.marked(text) ? text : UNKNOWN);

const isKnown = (text: string, shell: Shell): boolean => !shell.dyes.marked(text) && !text.includes(UNKNOWN);

const base64: Command = filter(
  (text, call) => {
    const { shell, args } = call;
    if (!isKnown(text, shell)) return encoded(text, call);
    const decodes = args.some((field) => /^(?:-[a-z]*[dD]|--decode)/.test(field.text));
    const bytes = decodes
      ? Buffer.from(text, "base64").toString("utf8")
      : Buffer.from(text).toString("base64");
    return decodes ? bytes : `${bytes}\n`;
  },
  ["-w", "--wrap"],
);

/** `tr A B`, `tr -d A`: on what is known; a secret stays one. */
const translate: Command = ({ args, shell, stdin }) => {
  const parsed = parseArguments(args);
  const [from = "", to = ""] = parsed.operands.map((field) => characters(field.text));
  const deletes = has(parsed, "-d", "--delete");
  if (has(parsed, "-c", "-C", "--complement", "-s")) {
    const squeezes = !deletes && !has(parsed, "-c", "-C", "--complement");
    return shell.dyes.marked(stdin) ? (squeezes ? stdin : shell.dyes.doubted(stdin)) : UNKNOWN;
  }
  const translated = shell.dyes.asCharacters(stdin, (text) =>
    text.replace(/[\s\S]/g, (character) => {
      const at = from.indexOf(character);
      if (at < 0 || character === UNKNOWN) return character;
      return deletes ? "" : (to[Math.min(at, to.length - 1)] ?? character);
    }),
  );
  // Letters and digits may be those of a secret: in capitals it opens nothing.
  return /[A-Za-z0-9]/.test(from) ? shell.dyes.doubted(translated) : translated;
};

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const CLASSES: Readonly<Record<string, string>> = {
  lower: LOWER,
  upper: LOWER.toUpperCase(),
  digit: DIGITS,
  alpha: LOWER.toUpperCase() + LOWER,
  alnum: DIGITS + LOWER.toUpperCase() + LOWER,
  xdigit: `${DIGITS}ABCDEFabcdef`,
  space: " \t\n\r\v\f",
  blank: " \t",
};
const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The characters that a set of tr names: classes, ranges, escapes, and each for itself. */
function characters(set: string): string {
  const end = (_: string, escaped: string | undefined, plain: string | undefined): string =>
    escaped === undefined
      ? (plain ?? "")
      : /^[0-7]/.test(escaped)
        ? String.fromCharCode(Number.parseInt(escaped, 8))
        : (ESCAPES[escaped] ?? escaped);
  return set.replace(
    /\[:([a-z]+):\]|(\\[0-7]{1,3}|\\[\s\S]|[\s\S])(?:-(\\[0-7]{1,3}|\\[\s\S]|[\s\S]))?/g,
    (written, name: string | undefined, low: string | undefined, high: string | undefined) => {
      if (name !== undefined) return CLASSES[name] ?? written;
      const [first, last] = [low, high].map((one) => one?.replace(/^\\([0-7]{1,3}|[\s\S])$|^([\s\S])$/, end));
      if (first === undefined || last === undefined) return first ?? "";
      const [from, size] = [first.charCodeAt(0), last.charCodeAt(0) - first.charCodeAt(0) + 1];
      if (size < 1 || size > 256) return `${first}-${last}`;
      return Array.from({ length: size }, (_, index) => String.fromCharCode(from + index)).join("");
    },
  );
}

/** `cut -d: -f2`, `cut -c1-4`. */
const cut: Command = filter(
  (text, { args, shell }) => {
    const parsed = parseArguments(args, CUT_OPTIONS);
    const delimiter = option(parsed, "-d", "--delimiter") ?? "\t";
    const fields = option(parsed, "-f", "--fields");
    const range = /^(\d*)(-?)(\d*)$/.exec(
      fields ?? option(parsed, "-c", "-b", "--characters", "--bytes") ?? "",
    );
    if (!range) return shell.dyes.marked(text) ? shell.dyes.doubted(text) : UNKNOWN;
    const first = Number(range[1] || 1);
    const last = range[3] ? Number(range[3]) : range[2] ? Number.POSITIVE_INFINITY : first;
    const lines = text.split("\n");
    // Of a file of which nothing but the secret is known, each part is a part of it.
    const opaque = (line: string) => shell.dyes.marked(line) && !line.includes(delimiter);
    return lines
      .map((line) => {
        if (fields === undefined) {
          return line === ""
            ? ""
            : slice(
                line,
                first - 1,
                Number.isFinite(last) ? last - first + 1 : undefined,
                Number.isFinite(last),
                shell,
              );
        }
        if (line.includes(UNKNOWN)) return shell.dyes.doubted(line);
        if (opaque(line) || !line.includes(delimiter)) return line;
        return line
          .split(delimiter)
          .slice(first - 1, last)
          .join(delimiter);
      })
      .join("\n");
  },
  ["-d", "-f", "-c", "-b", "--delimiter", "--fields", "--characters", "--bytes"],
);

const CUT_OPTIONS = [
  "-d",
  "-f",
  "-c",
  "-b",
  "--delimiter",
  "--fields",
  "--characters",
  "--bytes",
  "--output-delimiter",
];

const sort: Command = (call) => {
  const withValue = ["-o", "-k", "-t", "-S", "-T"];
  const output = option(parseArguments(call.args, withValue), "-o");
  const text = filter((each) => (each.includes(UNKNOWN) ? each : sorted(each, call)), withValue)(call);
  if (output === undefined || typeof text !== "string" || call.shell.missed) return text;
  call.shell.write(output, text, { by: call.name, span: call.span });
  return "";
};

/** In the order of the characters, as far as it depends on no secret and on no option. */
function sorted(text: string, { args, shell }: Call): string {
  return shell.dyes.asCharacters(text, (characters) => {
    const lines = characters.split("\n");
    if (lines.at(-1) === "") lines.pop();
    lines.sort();
    const unsure = lines.some((line, at) => at > 0 && OPAQUE.test(sharedStart(line, lines[at - 1]!)));
    const plain = args.every(({ text: word }) => !word.startsWith("-") || word === "-o");
    return (
      lines.map((line) => `${line}\n`).join("") + (unsure || (!plain && lines.length > 1) ? UNKNOWN : "")
    );
  });
}

/** What two texts begin with, and the first character that differs of the one. */
function sharedStart(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one.slice(0, at + 1) + other.slice(at, at + 1);
}

/** `uniq f out`: what is printed goes to the second file, where one is named. Options choose among the lines. */
const uniq: Command = (call) => {
  const { args, shell, stdin, span, name } = call;
  const parsed = parseArguments(args, ["-f", "-s", "-w"]);
  const [input, output] = parsed.operands;
  const text = marked(input ? readAll(shell, [input], stdin) : stdin, call);
  const printed = has(parsed, "-d", "-u", "-D", "--repeated", "--unique") ? shell.dyes.doubted(text) : text;
  if (!output) return printed;
  shell.write(output.text, printed, { by: name, span });
  return "";
};

/** Commands that make, pass on and change text. */
export const textCommands: Readonly<Record<string, Command>> = {
  cat: (call) => {
    const text = filter(same)(call);
    return { text: typeof text === "string" ? text : text.text, status: "likely" };
  },
  tac: filter((text) =>
    text.endsWith("\n") ? `${text.slice(0, -1).split("\n").reverse().join("\n")}\n` : text,
  ),
  base64,
  base32: filter(encoded, ["-w", "--wrap"]),
  head: someLines(false),
  tail: someLines(true),
  tr: translate,
  cut,
  rev: filter(otherLines),
  uniq,
  fold: filter(marked, ["-w"]),
  nl: filter(marked),
  expand: filter(same),
  xxd: filter(encoded, ["-c", "-g", "-l", "-s"]),
  od: filter(encoded, ["-A", "-t", "-N", "-j", "-w"]),
  hexdump: filter(encoded, ["-e", "-n", "-s"]),
  strings: filter(otherLines, ["-n"]),
  dos2unix: filter(same),
  iconv: filter(same, ["-f", "-t", "-o"]),
  wc: filter(summary),
  md5sum: filter(summary),
  sha1sum: filter(summary),
  sha256sum: filter(summary),
  sha512sum: filter(summary),
  cksum: filter(summary),
  stat: ({ args, shell }) => {
    for (const operand of parseArguments(args, ["-c", "-f", "--format", "--printf"]).operands)
      filesOf(shell, operand);
    return UNKNOWN;
  },
  expr: () => UNKNOWN,
  date: () => UNKNOWN,
  uname: () => UNKNOWN,
  sleep: () => "",
  sort,
};
