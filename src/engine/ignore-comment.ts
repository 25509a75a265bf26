import { nearest } from "./nearest";

/** What a comment `# watertight ignore=<rule>[,<rule>…] [name=<name>] [until=<date>] -- <reason>` says. */
export interface IgnoreComment {
  readonly rules: readonly string[];
  /** Only findings of the secret of this name. */
  readonly name?: string;
  /** The last day on which it counts, `2027-01-31`. */
  readonly until?: string;
  /** Undefined where something is wrong, so that the comment does not count. */
  readonly reason?: string;
  readonly mistakes: readonly Mistake[];
}

export interface Mistake {
  readonly message: string;
  readonly help: string;
}

export const IGNORE_MARKER = "watertight ignore=";

const SETTINGS = ["ignore", "name", "until"];

/** Reads the text of a comment, without its `#`. Undefined where it is another comment. */
export function readIgnoreComment(text: string, knownRules: readonly string[]): IgnoreComment | undefined {
  if (!text.startsWith(IGNORE_MARKER)) return undefined;
  const [said, reason] = atDashes(text.slice("watertight ".length));
  const settings = settingsOf(said);
  const rules = (settings.get("ignore") ?? "").split(/[\s,]+/).filter((id) => id !== "");
  const name = settings.get("name");
  const until = settings.get("until");
  const unknown = rules.filter((id) => !knownRules.includes(id));
  // These leave it open what is meant; an unknown rule beside a known one does not.
  const fatal = [...unknownSettings(settings), ...wrongDate(until), ...missingReason(reason)];
  return {
    rules: rules.filter((id) => knownRules.includes(id)),
    ...(name === undefined ? {} : { name }),
    ...(until === undefined ? {} : { until }),
    ...(fatal.length > 0 ? {} : { reason }),
    mistakes: [...unknown.map((id) => unknownRule(id, knownRules)), ...fatal],
  };
}

function atDashes(text: string): [string, string] {
  const words = text.split(/\s+/);
  const at = words.indexOf("--");
  return at < 0 ? [text, ""] : [words.slice(0, at).join(" "), words.slice(at + 1).join(" ")];
}

/** A word without a setting's name goes on with the value before it: names of files may hold spaces. */
function settingsOf(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  let current = "";
  for (const word of text.split(/\s+/)) {
    const [, key, value = ""] = /^([a-z]+)=(.*)$/.exec(word) ?? [];
    if (key !== undefined) current = key;
    settings.set(current, key === undefined ? `${settings.get(current) ?? ""} ${word}`.trim() : value);
  }
  return settings;
}

const unknownRule = (id: string, knownRules: readonly string[]): Mistake => ({
  // What is no rule's name may be anything, also a secret.
  message: `This comment ignores ${/^[a-z-]{1,40}$/.test(id) ? `the rule ${id}` : "a rule"}, which does not exist.`,
  help: `The nearest rule is ${nearest(id.slice(0, 40), knownRules) ?? "none"}.`,
});

const unknownSettings = (settings: ReadonlyMap<string, string>): Mistake[] =>
  [...settings.keys()]
    .filter((key) => !SETTINGS.includes(key))
    .map((key) => ({
      message: `This comment has a setting ${key.slice(0, 40)}=, which does not exist, so it does not count.`,
      help:
        key === "reason"
          ? "Give the reason at the end, after two dashes: -- <why this is no leak>."
          : `The nearest setting is ${nearest(key.slice(0, 40), SETTINGS)}=.`,
    }));

const missingReason = (reason: string): Mistake[] =>
  reason === ""
    ? [
        {
          message: "This comment gives no reason, so it does not count.",
          help: "End it with two dashes and the reason: -- <why this is no leak>.",
        },
      ]
    : [];

const wrongDate = (until: string | undefined): Mistake[] =>
  until === undefined || isDate(until)
    ? []
    : [
        {
          message: "This comment has an until= that is no date, so it does not count.",
          help: "Write the last day on which it counts as year-month-day, such as until=2027-01-31.",
        },
      ];

/** A day that the calendar has, as `2027-01-31`. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
