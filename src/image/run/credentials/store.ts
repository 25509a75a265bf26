import { keepNamedLiteral } from "../../literals";
import type { Secret } from "../../model";
import { baseName } from "../../paths";
import type { Call } from "../commands/command";
import type { Field } from "../words";
import {
  entryOf,
  hasAny,
  listOf,
  operandsBehind,
  optionValue,
  pathOf,
  type Reading,
  readingOf,
} from "./reading";
import type { CredentialRow, Erase, Place, Takes } from "./row";
import { settingsOf } from "./settings";

/** Does what the rows of a program say that it does to files. Gives what it prints of credentials. */
export function keepCredentials(call: Call, rows: readonly CredentialRow[]): string {
  const reading = readingOf(call, rows);
  let output = "";
  for (const row of rows) {
    for (const erase of row.erased ?? []) eraseEntry(row, erase, reading);
    const operands = operandsBehind(row.words, reading);
    if (operands === undefined || hasAny(reading, row.unless)) continue;
    if (row.needs !== undefined && !hasAny(reading, row.needs)) continue;
    if (row.mentions && !mentions(call, row.mentions)) continue;
    output += row.does ? row.does(call) : storeEntries(row, reading, operands);
  }
  return output;
}

const mentions = (call: Call, words: string): boolean =>
  listOf(words).every((word) => call.args.some(({ text }) => text.includes(word)));

function storeEntries(row: CredentialRow, reading: Reading, operands: readonly Field[]): string {
  const { call } = reading;
  let output = "";
  const { shell } = call;
  const by = `${call.name} ${wordsOf(row, reading)}`.trim();
  const literals = literalCredentials(row.takes, reading, operands);
  const entries = row.takes?.settings
    ? settingsOf(call, operands, row.takes)
    : [
        [
          entryOf(row.entry, reading, operands, call.name),
          credentialOf(row.takes, reading, operands, literals),
        ] as const,
      ];
  for (const [name, value] of entries) {
    for (const place of row.files ?? []) {
      const path = pathOf(place, reading, operands);
      if (path === undefined) continue;
      const content = value || newCredential(row.takes, path, reading, by);
      if (path === "-") {
        output += content;
        continue;
      }
      removeEntries(call, path, [name], by);
      if (!shell.dyes.marked(content)) continue;
      const uncertain = place.uncertain ?? false;
      shell.write(path, `${name}=${content}\n`, { by, span: call.span, append: true, uncertain });
    }
  }
  const words = entries.map(([name, value]) => shell.dyes.marksOf(`${name}${value}`)).join("");
  for (const place of row.copies ?? []) keepCopy(place, words, reading, operands, by);
  return output;
}

/** The spelling of the row's words that the call has. */
const wordsOf = (row: CredentialRow, { parsed }: Reading): string =>
  (row.words ?? "")
    .split("|")
    .map((spelling) => spelling.trim())
    .find((spelling) => spelling.split(" ").every((word, index) => parsed.operands[index]?.text === word)) ??
  "";

function keepCopy(
  place: Place,
  given: string,
  reading: Reading,
  operands: readonly Field[],
  by: string,
): void {
  const path = pathOf(place, reading, operands);
  if (path === undefined) return;
  const { shell, span } = reading.call;
  const words = shell.dyes.marksOf(given, ({ kind }) => kind !== place.hides);
  if (words === "") return;
  shell.write(path, words, { by, span, append: true, incidental: true, uncertain: place.uncertain ?? false });
}

/** Marks of literals that stand where a credential is expected, so that they are one whatever their shape. */
function literalCredentials(
  takes: Takes | undefined,
  { call, parsed }: Reading,
  operands: readonly Field[],
): string {
  if (!takes) return "";
  const prefix = takes.prefix ?? "";
  const judge = (text: string) =>
    text === "-" || call.shell.dyes.marked(text) || !text.startsWith(prefix)
      ? ""
      : keepNamedLiteral(call.shell, takes.as ?? "PASSWORD", text.slice(prefix.length), call);
  const given = listOf(takes.options).flatMap((option) =>
    (parsed.options.get(option) ?? []).map((value) => judge(value)),
  );
  // `password=…` has been judged by its own name.
  if (takes.operands !== undefined)
    given.push(
      ...operands.slice(takes.operands - 1).map(({ text }) => (/^\w+=/.test(text) ? "" : judge(text))),
    );
  if (takes.stdin && call.stdin !== "") given.push(judge(call.stdin.trim()));
  return call.shell.dyes.marksOf(given.join(""));
}

/** What the program takes in as the credential, as marks. */
function credentialOf(
  takes: Takes = {},
  reading: Reading,
  operands: readonly Field[],
  literals: string,
): string {
  const { call } = reading;
  const { shell } = call;
  const files = listOf(takes.contentOf).map((file) => {
    if (file.startsWith("#")) return operands[Number(file.slice(1)) - 1]?.text;
    return file.startsWith("-") ? optionValue(reading, file) : file;
  });
  // What comes into being here is stored, and not what was shown for it.
  const isNew = takes.makes !== undefined || takes.issues !== undefined;
  const texts = [
    ...(isNew ? [] : call.args.map(({ text }) => text)),
    takes.stdin ? call.stdin : "",
    ...listOf(takes.variables).map((name) => shell.variable(name) ?? ""),
    ...files.map((path) => (path === undefined ? "" : shell.read(path))),
  ];
  const marks = shell.dyes.marksOf(texts.join(" ")) + (isNew ? "" : literals);
  return takes.hashed ? hashOf(marks, call) : marks;
}

/** The mark of a password's hash. A hash of what a mount gave is what the advice itself leaves, and tells no password. */
export function hashOf(marks: string, { shell, span }: Call): string {
  const made = shell.dyes
    .in(marks)
    .filter(({ secret }) => secret.origin !== "secret-mount")
    .map(({ secret, steps }) =>
      shell.dyes.mark(
        {
          ...secret,
          kind: "password-hash",
          origin: "generated",
          confidence: "medium",
          risk: "password-hash",
        },
        [...steps, shell.base.site.step(span, `${secret.name} is hashed here`)],
      ),
    );
  return made.join("");
}

/** The mark of a credential that comes into being here: a key that is generated, a token that a server gives. */
function newCredential(takes: Takes | undefined, path: string, { call }: Reading, by: string): string {
  const kind = takes?.makes ?? takes?.issues;
  if (takes === undefined || kind === undefined) return "";
  const name = path === "-" ? kind : baseName(path);
  const verb = takes.makes === undefined ? "obtains" : "generates";
  const secret: Secret = {
    kind,
    name,
    origin: "generated",
    confidence: "medium",
    ...(takes.makes === undefined ? {} : { risk: "shared-key" as const }),
    declared: call.shell.base.site.step(call.span, `${by} ${verb} ${name} here`),
  };
  return call.shell.dyes.mark(secret);
}

function eraseEntry(row: CredentialRow, erase: Erase, reading: Reading): void {
  const operands = operandsBehind(erase.words, reading);
  if (operands === undefined || (erase.needs !== undefined && !hasAny(reading, erase.needs))) return;
  const { call } = reading;
  const names =
    erase.entry === "all"
      ? undefined
      : row.takes?.settings && erase.entry === undefined
        ? operands.map(({ text }) => text)
        : [entryOf(erase.entry ?? row.entry, reading, operands, call.name)];
  const by = `${call.name} ${erase.words ?? ""}`.trim();
  const below = erase.below ?? false;
  for (const place of row.files ?? []) {
    const path = pathOf(place, reading, operands);
    if (path !== undefined) removeEntries(call, path, names, by, below);
  }
}

/** Takes lines out of a file by the name in front of their `=`; without names, all. The same secret has another mark there, one step further on its way. */
export function removeEntries(
  call: Call,
  path: string,
  names: readonly string[] | undefined,
  by: string,
  below = false,
): void {
  const { dyes } = call.shell;
  const plain = names?.map((name) => (below ? name.replace(/^[a-z]+:/, "") : dyes.redact(name)));
  const isGone = (line: string): boolean => {
    if (plain === undefined) return true;
    const shown = dyes.redact(line).trimStart();
    return plain.some(
      (name) => shown.startsWith(name) && (below || shown.slice(name.length).trimStart().startsWith("=")),
    );
  };
  const change = (content: string) =>
    content
      .split("\n")
      .filter((line) => !isGone(line))
      .join("\n");
  // Most settings are new, and a script may have thousands of them: a file without the name is left alone.
  const mayHold =
    plain === undefined ||
    names?.some((name) => dyes.marked(name)) ||
    plain.some((name) => call.shell.read(path).includes(name));
  if (mayHold) call.shell.replace(path, change, call.span, by);
}
