import type { TraceStep } from "../finding";
import type { Judge } from "../secrets";
import type { Span } from "../text/source";
import { type Borrowing, cameBy } from "./borrowing";
import { KnownLiterals } from "./known-literals";
import { apart, type LiteralSpan } from "./literal-spans";
import { bounded, CLOSE, LONGEST, MARK, MEMBER, marksIn, OPEN, UNKNOWN, unitsIn } from "./marks";
import type { Dye, Secret } from "./model";
import { oneFurther } from "./steps";

export { MEMBER, OPAQUE, UNKNOWN } from "./marks";

/** So many ways of secrets into one text are told apart: a text that takes in its own copies doubles them each time. */
const MOST_JOURNEYS = 64;
const FIRST_OPAQUE = 0xe100;
const LAST_OPAQUE = 0xf8ff;
/** No Dockerfile that a person writes holds so many, and nobody reads as many findings. */
export const MOST_LITERALS = 5_000;

/**
 * The secrets of one evaluation. Inside the evaluator a text that holds a secret holds a mark in its place (two private-use
 * characters around a number), so texts can be joined, split and written to files by ordinary string code, the secret follows,
 * and no message can show a value by accident.
 */
export class Dyes {
  /** `number` keeps its marks apart from those of other evaluations that it takes texts of: see `include`. */
  constructor(
    readonly judge: Judge,
    private readonly number = 0,
  ) {
    this.#tables.set(number.toString(36), this.#dyes);
  }

  readonly #dyes: Dye[] = [];
  /** What marks stand for, by the number of the evaluation that made them. */
  readonly #tables = new Map<string, readonly Dye[]>();
  readonly #secrets = new Set<Secret>();
  #literals = new KnownLiterals();
  #spans: LiteralSpan[] = [];
  #borrowing: Borrowing | undefined;
  /** The first literal after the limit, which stands for the rest: they are hidden like the others. */
  furtherLiterals: { readonly secret: Secret; readonly mark: string } | undefined;

  /** Texts of another evaluation may come in from now on: of the image that a FROM names. */
  include(other: Dyes): void {
    for (const [number, table] of other.#tables) this.#tables.set(number, table);
  }

  /** Whether this evaluation found a secret, and not one that it takes texts of. */
  owns(secret: Secret): boolean {
    return this.#secrets.has(secret);
  }

  /**
   * While `run` evaluates what another Dockerfile says, its literals are known; what is found in it is no literal of this one. A secret that
   * comes to the place of `at` comes there `via` the other Dockerfile.
   */
  borrow(literals: Dyes, { via, at }: Pick<Borrowing, "via" | "at">, run: () => void): void {
    const [own, spans] = [this.#literals, this.#spans];
    this.#literals = new KnownLiterals(literals.#literals);
    this.#spans = [];
    this.#borrowing = { via, at, own };
    run();
    [this.#literals, this.#spans] = [own, spans];
    this.#borrowing = undefined;
  }

  /** The mark that stands for a secret. */
  mark(secret: Secret, steps: readonly TraceStep[] = [secret.declared]): string {
    this.#secrets.add(secret);
    return this.#markOf({ secret, steps });
  }

  #markOf(dye: Dye): string {
    this.#dyes.push(this.#borrowing ? cameBy(dye, this.#borrowing) : dye);
    const number = this.number === 0 ? "" : `${this.number.toString(36)}.`;
    return `${OPEN}${number}${(this.#dyes.length - 1).toString(36)}${CLOSE}`;
  }

  #dyeOf(number: string | undefined, index: string): Dye | undefined {
    return this.#tables.get(number ?? "0")?.[Number.parseInt(index, 36)];
  }

  /** The mark of a literal; the same text met again is the same secret, unless it is told `apart`. `span` is its place in the Dockerfile. */
  literal(value: string, secret: Secret, span: Span | undefined, apart = false): string {
    if (span) this.#spans.push({ start: span.start, end: span.end, name: secret.name });
    const known = this.#literals.get(value);
    if (known && !(known.passing && !secret.passing)) {
      // What another Dockerfile has written is told there.
      const isOwn = this.in(known.mark).some((dye) => this.owns(dye.secret));
      return apart && isOwn && this.#secrets.size < MOST_LITERALS ? this.mark(secret) : known.mark;
    }
    if (this.#literals.size >= MOST_LITERALS) this.furtherLiterals ??= { secret, mark: this.mark(secret) };
    const mark = this.furtherLiterals?.mark ?? this.mark(secret);
    // A default password is often an ordinary word: hide it where it stands and not in every `FROM postgres`.
    const ordinary = secret.risk ? value.length < 8 || !/\d/.test(value) : value.length < 6;
    const passing = secret.passing ?? false;
    this.#literals.set(value, { mark, name: secret.name, everywhere: !ordinary, passing });
    return mark;
  }

  /** Remembers a value that came from outside the Dockerfile, so that no text which holds it is shown as it is. */
  hide(value: string, name: string, mark: string): void {
    const tables = [this.#literals, ...(this.#borrowing ? [this.#borrowing.own] : [])];
    for (const literals of tables)
      if (value.length >= 6 && !literals.get(value))
        literals.set(value, { mark, name, everywhere: true, passing: false });
  }

  /** Puts marks in a text that was not evaluated, where the literals stand that its evaluation found. */
  markLiterals(text: string): string {
    return this.#literals.marked(text);
  }

  /** The dyes of a text, one a secret, in the order they appear. */
  in(text: string): readonly Dye[] {
    const found = new Map<Secret, Dye>();
    for (const mark of marksIn(text)) {
      const dye = this.#dyeOfMark(mark);
      const known = dye && found.get(dye.secret);
      if (dye && (!known || known.doubtful)) found.set(dye.secret, dye);
    }
    return [...found.values()];
  }

  #dyeOfMark(mark: string): Dye | undefined {
    const dot = mark.indexOf(".");
    return this.#dyeOf(dot < 0 ? undefined : mark.slice(1, dot), mark.slice(dot < 0 ? 1 : dot + 1, -1));
  }

  /** The same text, each secret in it one step further on its way. */
  further(text: string, step: TraceStep): string {
    return this.#changed(text, (dye) => ({ ...dye, steps: oneFurther(dye.steps, step) }));
  }

  /** The same text, of whose secrets nobody knows whether they are in it. */
  doubted(text: string): string {
    return this.#changed(text, (dye) => (dye.doubtful ? dye : { ...dye, doubtful: true }));
  }

  /** The same text with another dye in place of each. */
  #changed(text: string, change: (dye: Dye) => Dye): string {
    if (!text.includes(OPEN)) return text;
    // A file may hold one secret on every line.
    const marks = new Map<string, string>();
    const first = { sure: new Map<Secret, string>(), doubtful: new Map<Secret, string>() };
    return text.replace(MARK, (mark, number: string | undefined, index: string) => {
      const known = marks.get(mark);
      if (known !== undefined) return known;
      const dye = this.#dyeOf(number, index);
      const same = dye && first[dye.doubtful ? "doubtful" : "sure"];
      const other = marks.size >= MOST_JOURNEYS && dye ? same?.get(dye.secret) : undefined;
      const changed = dye && other === undefined ? change(dye) : dye;
      const result = other ?? (changed && changed !== dye ? this.#markOf(changed) : mark);
      marks.set(mark, result);
      if (dye && !same?.has(dye.secret)) same?.set(dye.secret, result);
      return result;
    });
  }

  /** Only the marks of a text, or those of the secrets that are asked for. */
  marksOf(text: string, wanted?: (secret: Secret) => boolean): string {
    const marks = marksIn(text);
    return (wanted ? marks.filter((mark) => this.in(mark).some(({ secret }) => wanted(secret))) : marks).join(
      "",
    );
  }

  /** Of some marks those that say more of secrets than a text does: of such as it has not, or only may have. Each such secret once. */
  beyond(marks: readonly string[], held: string): readonly string[] {
    const sure = new Map(this.in(held).map(({ secret, doubtful }) => [secret, doubtful !== true]));
    return marks.filter((mark) => {
      const dye = this.#dyeOfMark(mark);
      const known = dye && sure.get(dye.secret);
      if (!dye || known === true || (known === false && dye.doubtful)) return false;
      sure.set(dye.secret, dye.doubtful !== true);
      return true;
    });
  }

  /** `text.replaceAll`, bounded before it is made: a long text put into another at each letter would be larger than memory. */
  replaced(text: string, search: string, replacement: string): string {
    const size = text.length + (text.split(search).length - 1) * replacement.length;
    return size > LONGEST
      ? bounded(text + replacement + " ".repeat(LONGEST))
      : text.replaceAll(search, () => replacement);
  }

  marked(text: string): boolean {
    return text.includes(OPEN);
  }

  /** Whether a text is a whole file, of which no line is known: an archive of the context, a secret that is mounted. */
  standsForFile(text: string): boolean {
    const contents = text.split(MEMBER).filter((_, index) => index % 2 === 0);
    const [dye] = contents.join("") === this.marksOf(text) ? this.in(text) : [];
    return dye?.secret.origin === "context-file" || dye?.secret.origin === "secret-mount";
  }

  /** Whether a secret is surely in a text. */
  surely(text: string): boolean {
    return this.in(text).some(({ doubtful }) => !doubtful);
  }

  /** Every literal that is a secret and no mere risk, as it was written. */
  literals(): readonly Dye[] {
    const found = [...this.#literals.values()].flatMap(({ mark }) => this.in(mark));
    return found.filter(({ secret }) => !secret.risk);
  }

  /**
   * Runs string code that looks at characters on a text in which each mark is one, of those that `OPAQUE` matches.
   * `restored` gives a part of that text its marks back.
   */
  asCharacters(text: string, change: (text: string, restored: (text: string) => string) => string): string {
    if (!text.includes(OPEN)) return change(text, (same) => same);
    const characters = new Map<string, string>();
    let next = FIRST_OPAQUE;
    const masked = text.replace(MARK, (mark) => {
      const known = characters.get(mark);
      if (known) return known;
      while (text.includes(String.fromCharCode(next))) next++;
      const character = String.fromCharCode(Math.min(next++, LAST_OPAQUE));
      characters.set(mark, character);
      return character;
    });
    const marks = new Map([...characters].map(([mark, character]) => [character, mark]));
    const restored = (changed: string) =>
      changed.replace(/[\uE100-\uF8FF]/g, (character) => marks.get(character) ?? character);
    return restored(change(masked, restored));
  }

  /** The characters of a text, a mark being one. */
  units(text: string): string[] {
    return unitsIn(text);
  }

  /** The text for people: each secret as `<name>`, and `*` for what is not known. */
  redact(text: string): string {
    return text
      .replace(
        MARK,
        (_, number: string | undefined, index: string) =>
          `<${this.#dyeOf(number, index)?.secret.name ?? "secret"}>`,
      )
      .replaceAll(UNKNOWN, "*");
  }

  /** Where the literals of this evaluation stand in a text, so that a reporter can hide them; sorted, not overlapping. */
  literalSpans(text: string, own: boolean): readonly LiteralSpan[] {
    const spans: LiteralSpan[] = own ? [...this.#spans] : [];
    for (const { start, end, name } of this.#literals.standingIn(text)) spans.push({ start, end, name });
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    return apart(spans);
  }
}
