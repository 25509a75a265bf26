/** One position of a pattern: a character, a class, or a wildcard. */
type Token = { readonly star: true } | { readonly star?: false; accepts(unit: string): boolean };

/** Longer work than this is not done: nothing is then known of the match. */
const MOST_WORK = 2_000_000;

/**
 * A pattern of the shell (`*`, `?`, `[…]`, a backslash before what is meant as written), matched on characters of which a mark is one.
 * It takes time in the product of the lengths at most.
 */
export class Glob {
  readonly #tokens: readonly Token[];
  /** A pattern of another syntax, `@(a|b)`: nothing is known of what it matches. */
  readonly readable: boolean;
  /** How often a position of the pattern was held against a character, until now. */
  compared = 0;

  /** `wild`: whether `?` and classes match a mark, whose characters are not known. */
  constructor(pattern: readonly string[], wild = false) {
    this.#tokens = tokens(pattern, wild);
    this.readable = !/[?*+@!]\(/.test(pattern.join(""));
  }

  matches(units: readonly string[]): boolean | undefined {
    const all = this.#tokens;
    if (!this.readable || units.length * (all.length + 1) > MOST_WORK) return undefined;
    let [at, state] = [0, 0];
    // Whatever follows a wildcard need only be tried from the last one on: what lies before it matches as early as it can.
    let [wild, from] = [-1, 0];
    while (at < units.length) {
      const token = all[state];
      if (token?.star) [wild, from, state] = [state, at, state + 1];
      else if (token?.accepts(units[at]!)) [at, state] = [at + 1, state + 1];
      else if (wild >= 0) [from, at, state] = [from + 1, from + 1, wild + 1];
      else return false;
    }
    while (all[state]?.star) state++;
    return state === all.length;
  }

  /** The length of the shortest or longest stretch that matches from a place on; undefined where none does. */
  prefix(units: readonly string[], longest: boolean, from = 0): number | undefined {
    return this.#ends(units, this.#tokens, !longest, from)?.at(-1);
  }

  suffix(units: readonly string[], longest: boolean): number | undefined {
    return this.#ends([...units].reverse(), [...this.#tokens].reverse(), !longest)?.at(-1);
  }

  /** The lengths that the pattern can have from a place on: all of them, or the first. */
  #ends(units: readonly string[], all: readonly Token[], onlyFirst: boolean, from = 0): number[] | undefined {
    if (!this.readable || units.length * (all.length + 1) > MOST_WORK) return undefined;
    const ends: number[] = [];
    let states = new Set([0]);
    const closed = (from: Set<number>) => {
      for (const state of from) if (all[state]?.star) from.add(state + 1);
      return from;
    };
    closed(states);
    if (states.has(all.length)) ends.push(0);
    for (let at = from; at < units.length; at++) {
      if (onlyFirst && ends.length > 0) break;
      this.compared += states.size;
      const next = new Set<number>();
      for (const state of states) {
        const token = all[state];
        if (token?.star) next.add(state);
        else if (token?.accepts(units[at]!)) next.add(state + 1);
      }
      if (next.size === 0) break;
      states = closed(next);
      if (states.has(all.length)) ends.push(at + 1 - from);
    }
    return ends;
  }
}

function tokens(pattern: readonly string[], wild: boolean): Token[] {
  const found: Token[] = [];
  const known = (unit: string) => wild || (unit.length === 1 && unit !== "\uE002");
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern[at]!;
    const close = unit === "[" ? classEnd(pattern, at) : -1;
    if (unit === "*") {
      if (!found.at(-1)?.star) found.push({ star: true });
    } else if (unit === "?") found.push({ accepts: known });
    else if (close > 0) {
      const accepts = characterClass(pattern.slice(at + 1, close));
      found.push({ accepts: (each) => known(each) && accepts(each) });
      at = close;
    } else {
      const literal = unit === "\\" && at + 1 < pattern.length ? pattern[++at]! : unit;
      found.push({ accepts: (each) => each === literal });
    }
  }
  return found;
}

function classEnd(pattern: readonly string[], open: number): number {
  let at = open + 1;
  if (pattern[at] === "!" || pattern[at] === "^") at++;
  for (let index = at; index < pattern.length; index++) {
    if (pattern[index] === "[" && pattern[index + 1] === ":") {
      const end = pattern.indexOf("]", index + 2);
      if (end > 0) index = end;
    } else if (pattern[index] === "]" && index > at) return index;
  }
  return -1;
}

const NAMED: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  upper: /[A-Z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
};

function characterClass(inside: readonly string[]): (unit: string) => boolean {
  const negated = inside[0] === "!" || inside[0] === "^";
  const body = (negated ? inside.slice(1) : inside).join("");
  const named = [...body.matchAll(/\[:([a-z]{1,10}):\]/g)].map((match) => NAMED[match[1]!]);
  const rest = body.replace(/\[:[a-z]{1,10}:\]/g, "");
  const singles = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < rest.length; at++) {
    if (rest[at + 1] === "-" && at + 2 < rest.length) {
      ranges.push([rest[at]!, rest[at + 2]!]);
      at += 2;
    } else singles.add(rest[at]!);
  }
  return (unit) => {
    const within =
      singles.has(unit) ||
      ranges.some(([low, high]) => unit >= low && unit <= high) ||
      named.some((each) => each?.test(unit));
    return within !== negated;
  };
}

/** A text as a pattern that matches only itself. */
export const quotedPattern = (text: string): string => text.replace(/[*?[\]\\]/g, "\\$&");
