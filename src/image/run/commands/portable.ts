import type { Field } from "../words";
import { readScript, type SedCommand } from "./sed-script";

interface Known {
  /** Short options as getopt is told of them: `n:` takes a value, `i::` may have one in the same word, a first `+` ends them at the first word. */
  readonly short: string;
  readonly long: ReadonlySet<string>;
}

const row = (short: string, long = ""): Known => ({ short, long: new Set(long.split(" ")) });

/** The options that both GNU's programs and BusyBox's know, by the usage texts of BusyBox 1.35. BusyBox fails on any other. */
const known: Readonly<Record<string, Known>> = {
  rm: row("irRfv"),
  mv: row("finTvt:", "interactive force no-clobber no-target-directory verbose target-directory"),
  cp: row(
    "arRPLHdpfinlsTuvt:",
    "archive force interactive no-clobber link dereference no-dereference recursive symbolic-link " +
      "no-target-directory target-directory verbose update remove-destination parents reflink",
  ),
  truncate: row("cs:"),
  shred: row("fuzvxn:s:"),
  sed: row("nrEi::e:f:", "in-place regexp-extended quiet silent expression file"),
  tee: row("ai"),
  ln: row("sfnbvTt:S:"),
  // A mode may begin with a dash.
  chmod: row("RcvfrwxXst"),
  chown: row("RhLHPcvf"),
  chgrp: row("RhLHPcvf"),
  sort: row("nrugMcszbdfiVo:k:t:S:T:"),
  head: row("n:c:qv0123456789"),
  tail: row("n:c:qvfFs:0123456789"),
  cat: row("nbvteA"),
  base64: row("dw:"),
  xargs: row("+0ortpxa:n:s:e::E:I:i::P:", "no-run-if-empty"),
  grep: row("HhnlLcoqvsrRiwxFEzm:A:B:C:e:f:", "color"),
};

/** Words of an expression that find of BusyBox has not. */
const FIND_OF_GNU = new Set(
  (
    "-printf -fprintf -fprint -fprint0 -fls -ls -newermt -regextype -iregex -readable -writable -execdir -okdir -ok -lname -ilname " +
    "-nouser -nogroup -uid -gid -daystart -true -false -xtype -fstype -anewer -cnewer -used"
  ).split(" "),
);

/** Whether a program may refuse its options, and do nothing, in an image whose programs may be BusyBox's. */
export function mayRefuse(name: string, args: readonly Field[]): boolean {
  if (name === "find") return expressionWords(args).some((word) => FIND_OF_GNU.has(word));
  // A size in relation to the old one.
  if (name === "truncate" && args.some(({ text }) => /^(?:-c?s)?[+<>/%]/.test(text))) return true;
  if (name === "sed" && args.some(({ text }) => readScript(text, false)?.some(hasAnyCase))) return true;
  const row = Object.hasOwn(known, name) ? known[name] : undefined;
  return row !== undefined && unknownOption(row, args);
}

const hasAnyCase = ({ address }: SedCommand): boolean => address?.anyCase === true;

function unknownOption({ short, long }: Known, args: readonly Field[]): boolean {
  for (let index = 0; index < args.length; index++) {
    const { text } = args[index]!;
    if (text === "--") return false;
    if (text.startsWith("--")) {
      if (!long.has(text.slice(2).replace(/=.*$/s, ""))) return true;
      continue;
    }
    if (!text.startsWith("-")) {
      if (short.startsWith("+")) return false;
      continue;
    }
    const last = lastOption(short, text);
    if (last === undefined) return true;
    if (last === text.length - 1 && takesValue(short, text[last]!)) index++;
  }
  return false;
}

/** Where the last letter of `-abc` stands that is an option and not its value; undefined where one is not known. */
function lastOption(short: string, text: string): number | undefined {
  for (let at = 1; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === ":" || !short.includes(letter)) return undefined;
    if (takesValue(short, letter) || short.includes(`${letter}::`)) return at;
  }
  return text.length;
}

const takesValue = (short: string, letter: string): boolean =>
  short.includes(`${letter}:`) && !short.includes(`${letter}::`);

/** The words of find's expression without those of the commands in it. */
function expressionWords(args: readonly Field[]): string[] {
  const words: string[] = [];
  let inside = false;
  for (const { text } of args) {
    if (!inside) words.push(text);
    if (text === "-exec") inside = true;
    else if (text === ";" || text === "+") inside = false;
  }
  return words;
}
