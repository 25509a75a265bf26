import type { Span } from "../../text/source";
import { strengthOfWords } from "../name-strength";
import type { Confidence, Token } from "../types";
import { isFake, isMixed } from "./literals";

/** A stretch of a text that has a format's shape, with the text around it for checks that look there. */
export interface Candidate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** The user name before a URL's password, or the setting's name before an assigned value; empty elsewhere. */
  readonly name: string;
}

/** Says how sure a candidate is, or undefined where it is no token. */
export type Check = (candidate: Candidate) => Confidence | undefined;

/** A public format of credentials. */
export interface TokenFormat {
  readonly kind: string;
  /** Literal texts, one of which stands where the shape starts. */
  readonly keywords: readonly string[];
  /**
   * Sticky, every quantifier bounded. The token is the whole match, less the group `lead`, plus the group `before` of a
   * lookbehind; the group `value` ends it where more follows.
   */
  readonly shape: RegExp;
  readonly confidence: Confidence;
  readonly check?: Check;
  /** Reads on from the end of the shape to the end of the token; undefined where no token follows. */
  readonly readOn?: (text: string, header: Span) => { end: number; confidence: Confidence } | undefined;
  /** What the token is where it is a risk and no leak. */
  readonly risk?: Token["risk"];
  /** Tried once in a run of word characters, because its shape may read far. */
  readonly long: boolean;
  /** Found by what stands around it: loses against a format of the same span, and may touch word characters. */
  readonly context: boolean;
}

type Options = Partial<Omit<TokenFormat, "kind" | "keywords" | "shape">>;

/** A row of a table of formats. `keywords` are separated by spaces. The shape is made for the first text that holds one of them: most never are. */
export const format = (
  kind: string,
  keywords: string,
  shape: () => RegExp,
  ...options: readonly Options[]
): TokenFormat => new Row(kind, keywords.split(" "), shape, options);

class Row implements TokenFormat {
  readonly confidence: Confidence = "high";
  readonly long: boolean = false;
  readonly context: boolean = false;

  #shape?: RegExp;

  constructor(
    readonly kind: string,
    readonly keywords: readonly string[],
    private readonly make: () => RegExp,
    options: readonly Options[],
  ) {
    for (const each of options) Object.assign(this, each);
  }

  get shape(): RegExp {
    this.#shape ??= this.make();
    return this.#shape;
  }
}

export const medium = { confidence: "medium" } as const;
export const low = { confidence: "low" } as const;
export const long = { long: true } as const;
export const context = { context: true } as const;
export const checked = (check: Check): Options => ({ check });

/** Keywords as people write them: as given, in lower case, in upper case, with a capital; each once. */
export const spellings = (words: string): string =>
  [
    ...new Set(
      words
        .split(" ")
        .flatMap((word) => [
          word,
          word.toLowerCase(),
          word.toUpperCase(),
          `${word[0]?.toUpperCase()}${word.slice(1)}`,
        ]),
    ),
  ].join(" ");

/** How a setting's name ends, and what separates it from its value in an ENV, a shell, YAML, JSON or a program. */
const ASSIGNMENT = /[\w.-]{0,40}["'\]]{0,2}[ \t]{0,4}(?:=>|:=|[=: \t])[ \t]{0,4}["']?/.source;

/**
 * A row for a vendor whose credentials have no sign of their own: the vendor's word starts the name of a setting that says
 * `token`, `key` or the like, and the value has the vendor's shape. Words are in lower case.
 */
export const assigned = (
  kind: string,
  words: string,
  value: () => RegExp,
  ...options: Options[]
): TokenFormat => {
  const shape = () => {
    const names = words.split(" ").map((word) => word.replace(/[-_]/g, "[-_]?"));
    const lead = `(?<lead>(?:${names.join("|")})${ASSIGNMENT})`;
    return new RegExp(`${lead}(?<value>${value().source})(?![\\w+/=-])`, "iy");
  };
  const begins = words.split(" ").map((word) => word.split(/[-_]/, 1)[0] ?? word);
  return format(kind, spellings(begins.join(" ")), shape, context, medium, checked(named), ...options);
};

/** Whether the name before a value promises a secret, and the value is not made up. */
const named: Check = ({ text, start, value }) => {
  const line = text.slice(Math.max(0, start - 100), start);
  const name = /[\w.-]{1,64}(?=["'\]]{0,2}[ \t]{0,4}(?:=>|:=|[=: \t])[ \t]{0,4}["']?$)/.exec(line)?.[0] ?? "";
  const promising = strengthOfWords(name) === "strong" || strengthOfWords(name) === "weak";
  return promising && isMixed(value) && !isFake(value) ? "medium" : undefined;
};
