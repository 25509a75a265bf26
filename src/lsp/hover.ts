import type { Hover, Position } from "vscode-languageserver/node";
import type { Finding, Place, Report, SuppressedFinding, TraceStep } from "../index";
import { placeText } from "../reporters";
import { rangesIn, touches } from "./places";

/** What happens to the secrets under a place: where they come from, where they rest, why a later deletion is no help, what is. */
export function hoverAt(
  reports: Iterable<Report>,
  file: string,
  position: Position,
  uriOf: (file: string) => string,
): Hover | undefined {
  const texts = new Set<string>();
  for (const report of reports) {
    const rangeOf = rangesIn(report.sources);
    const at = { start: position, end: position };
    const isHere = (step: Pick<TraceStep, "file" | "range">) =>
      step.file === file && touches(rangeOf(step.file, step.range), at);
    // Where findings stand right here, those that only pass by are told at their own places.
    const all: readonly (Finding | SuppressedFinding)[] = [...report.findings, ...report.suppressed];
    const direct = all.filter(isHere);
    const passing = direct.length > 0 ? [] : all.filter(({ trace }) => trace.some(isHere));
    const found =
      direct.length + passing.length > 0 ? [...direct, ...passing] : named(all, report, file, position);
    for (const finding of found) texts.add(describe(finding, uriOf));
  }
  if (texts.size === 0) return undefined;
  return { contents: { kind: "markdown", value: [...texts].join("\n\n---\n\n") } };
}

/** The findings of a file about the variable whose name stands at a place, as `$NPM_TOKEN` in a RUN that leaves no trace of it itself. */
function named<Found extends Finding>(
  findings: readonly Found[],
  { sources }: Report,
  file: string,
  { line, character }: Position,
): readonly Found[] {
  const text = sources.get(file)?.line(line + 1) ?? "";
  let start = character;
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  const name = /^\w*/.exec(text.slice(start))![0];
  return name === ""
    ? []
    : findings.filter((finding) => finding.file === file && finding.secret.name === name);
}

function describe(finding: Finding | SuppressedFinding, uriOf: (file: string) => string): string {
  const { secret, place, trace, fix, rule } = finding;
  const link = ({ file, range: { start } }: TraceStep) =>
    `[${plain(file)}:${start.line}](${uriOf(file)}#L${start.line})`;
  return [
    `**${plain(secret.name)}** (${plain(secret.kind)}) ${plain(placeText(finding))}`,
    trace.map((step, index) => `${index + 1}. ${link(step)}: ${plain(step.message)}`).join("\n"),
    LATER[place.where],
    ...("suppression" in finding ? [`Silenced: ${plain(finding.suppression.reason)}`] : []),
    ...(fix ? [`**Fix:** ${plain(fix.title)}`, ...block([...fix.advice, ...fix.commands])] : []),
    `\`${rule}\``,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Why nothing that a later instruction does takes the secret back. */
const LATER: Readonly<Record<Place["where"], string>> = {
  layer:
    "A later `RUN rm` makes one more layer and only hides the file: whoever pulls the image can read the layer that holds it.",
  env: "To set it anew later changes the environment only: the history keeps this value.",
  label: "Whoever pulls the image can read its labels, and its history keeps those that were replaced.",
  command: "Whoever pulls the image can read its configuration, and its history keeps what was replaced.",
  history:
    "`docker history` shows it to whoever pulls the image, and no later instruction changes an earlier line.",
  provenance: "The image itself does not hold it; the provenance that is published with the image does.",
  cache:
    "The image itself does not hold it; the exported cache does, and whoever can read the cache can read it.",
};

const block = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`\`\`\`text\n${lines.join("\n").replaceAll("```", "'''")}\n\`\`\``];

/** A text as Markdown that shows it as it is. Inside a word, `_` means nothing. */
const plain = (text: string): string =>
  text.replace(/[\\`*[\]<>#|~]|(?<!\w)_|_(?!\w)/g, "\\$&").replace(/\s+/g, " ");
