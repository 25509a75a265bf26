import { isTraditionalCrypt, judgeName, secretKindOf } from "../secrets";
import type { SecretText } from "../secrets/types";
import { replaceOccurrences } from "../text/known-texts";
import type { Span } from "../text/source";
import { type Dyes, UNKNOWN } from "./dyes";
import { LiteralPlaces } from "./literal-places";
import type { Secret } from "./model";
import type { Site } from "./site";

/** Something with a place, which is asked for only where a secret is found: to work it out takes time. */
export type Spanned = {
  readonly span: Span;
  /** Where the variables get their values that it refers to: what does not stand in itself was written there. */
  readonly besides?: readonly Spanned[];
};

/** What the functions below need of whoever evaluates: a shell, or an instruction. */
export type Evaluating = {
  readonly dyes: Dyes;
  readonly base: {
    readonly site: Site;
    /** Where the instruction stands whose shell it is. */
    readonly instruction?: Span;
    /** Gets the marks of default passwords that a RUN gives to accounts and services, shown by its history or not. */
    readonly sets?: string[];
  };
};

/** Puts marks in place of what is a credential by its shape. `passing`: a default among it is none where nothing else keeps it. */
export function keepTokens(where: Evaluating, text: string, at: Spanned, passing?: "passing"): string {
  if (text.includes(UNKNOWN)) return keepAround(text, (known) => keepTokens(where, known, at, passing));
  const tokens = where.dyes.judge.findTokens(text);
  if (tokens.length === 0) return text;
  const textOf = ({ span: { start, end } }: (typeof tokens)[number]) => text.slice(start, end);
  const places = new LiteralPlaces(where, tokens.map(textOf), at);
  const here = places.known.places(text);
  // A short one may stand in the Dockerfile several times: what is ahead of it counts.
  const ahead = new Map<string, number>();
  let kept = "";
  let done = 0;
  for (const token of tokens) {
    const value = textOf(token);
    if (where.dyes.marked(value)) continue;
    let times = ahead.get(value) ?? 0;
    while ((here.get(value)?.[times] ?? token.span.start) < token.span.start) times++;
    ahead.set(value, times);
    kept += text.slice(done, token.span.start);
    kept += markLiteral(
      where,
      value,
      {
        kind: token.kind,
        name: token.kind,
        confidence: token.confidence,
        ...(passing && token.risk ? { passing: true } : {}),
      },
      at,
      { risk: token.risk, place: places.of(value, times) },
    );
    done = token.span.end;
  }
  return done === 0 ? text : kept + text.slice(done);
}

/** Judges a text without its unknown parts. What was found has a mark in the text, if it stood there in one piece. */
function keepAround(text: string, judge: (known: string) => string): string {
  const known = text.replaceAll(UNKNOWN, "");
  const kept = judge(known);
  if (kept === known) return text;
  let start = 0;
  while (kept[start] === known[start]) start++;
  let end = 0;
  while (end < known.length - start && kept.at(-1 - end) === known.at(-1 - end)) end++;
  const value = known.slice(start, known.length - end);
  return text.replace(value, () => kept.slice(start, kept.length - end));
}

/**
 * Judges the literal text of a variable, an option or a setting by its name and value together, and puts a mark in place of what is
 * secret in it. Text that holds marks already is searched for token shapes only. `passing`: it is for a variable of one RUN; `apart`: it
 * is for one that an instruction sets, and is told as that also where another has the same value.
 */
export function keepNamedLiteral(
  where: Evaluating,
  name: string,
  text: string,
  at: Spanned,
  use?: "passing" | "apart",
): string {
  if (where.dyes.marked(text)) return keepTokens(where, text, at);
  if (text.includes(UNKNOWN))
    return keepAround(text, (known) => keepNamedLiteral(where, name, known, at, use));
  const verdict = where.dyes.judge.judgeValue(name, text);
  if (verdict.verdict === "harmless") return text;
  const value = text.slice(verdict.span.start, verdict.span.end);
  const strength = judgeName(name).strength;
  const apart = use === "apart";
  const named = { kind: verdict.kind === "secret" ? secretKindOf(name) : verdict.kind, name };
  const mark =
    verdict.verdict === "secret"
      ? markLiteral(where, value, { ...named, confidence: verdict.confidence }, at, { apart })
      : markLiteral(
          where,
          value,
          {
            ...named,
            confidence: strength === "known" ? "high" : "medium",
            ...(use === "passing" ? { passing: true } : {}),
          },
          at,
          { risk: verdict.kind, apart },
        );
  return text.slice(0, verdict.span.start) + mark + text.slice(verdict.span.end);
}

/** Judges what a RUN or heredoc writes into a file by the file's name and format, as a file of the context is judged. */
export function keepLiteral(where: Evaluating, path: string, content: string, at: Spanned): string {
  if (where.dyes.marked(content) || content.length < 4) return content;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const secrets = new Map<string, SecretText & { readonly met: number }>();
  for (const found of where.dyes.judge.secretsInFile(path.slice(1), content.replaceAll(UNKNOWN, "")))
    if (!secrets.has(found.value)) secrets.set(found.value, { ...found, met: secrets.size });
  if (secrets.size === 0) return content;
  // A dump may hold thousands: all are looked for at once, in what is written and in the text that writes it.
  const places = new LiteralPlaces(where, [...secrets.keys()], at);
  const marks = new Map<string, string>();
  const standing = places.known.in(content).map((each) => ({ ...each, ...secrets.get(each.text)! }));
  return replaceOccurrences(content, standing, ({ kind, value, confidence, risk }) => {
    const mark =
      marks.get(value) ??
      markLiteral(where, value, { kind, name, confidence }, at, {
        risk,
        place: places.of(value),
      });
    marks.set(value, mark);
    return mark;
  });
}

/** A password that a command gives to an account of the image: a default for whoever runs it, however well it was chosen. Gives its mark. */
export function keepAccountPassword(where: Evaluating, text: string, at: Spanned): string {
  if (where.dyes.marked(text)) {
    const passing = where.dyes.in(text).filter(({ secret }) => secret.passing);
    const kept = passing.map(({ secret: { passing: _, ...secret }, steps }) =>
      where.dyes.mark(secret, steps),
    );
    where.base.sets?.push(...kept);
    return where.dyes.marksOf(text);
  }
  const judged = where.dyes.judge.judgeValue("PASSWORD", text);
  // `changeme` asks for another, and the account has it all the same.
  if (text.includes(UNKNOWN) || (judged.verdict === "harmless" && /^(?:empty|reference)$/.test(judged.why)))
    return "";
  const risk = judged.verdict === "hash" || isTraditionalCrypt(text) ? "password-hash" : "default-password";
  const secret = { kind: risk, name: "PASSWORD", confidence: "high" } as const;
  const mark = markLiteral(where, text, secret, at, { risk, apart: true });
  where.base.sets?.push(mark);
  return mark;
}

interface Marking {
  readonly risk?: Secret["risk"] | undefined;
  /** Its offset in the Dockerfile; -1 where it does not stand there. */
  readonly place?: number;
  /** Each account or variable that gets the same word is a thing of its own. */
  readonly apart?: boolean | undefined;
}

function markLiteral(
  where: Evaluating,
  value: string,
  secret: Pick<Secret, "kind" | "name" | "confidence" | "passing">,
  spanned: Spanned,
  { risk, place = new LiteralPlaces(where, [value], spanned).of(value), apart }: Marking = {},
): string {
  const { dyes, base } = where;
  // A default password is often a word that stands elsewhere, too.
  const { instruction } = base;
  const isOutside = instruction && !(place >= instruction.start && place < instruction.end);
  const at = risk && isOutside ? -1 : place;
  const literal = at < 0 ? base.site.sourceSpan(spanned.span) : { start: at, end: at + value.length };
  const words =
    risk === "default-password"
      ? "a default password"
      : risk === "password-hash"
        ? "a password hash"
        : "a literal";
  const declared = base.site.stepAt(literal, `${secret.name} is written here as ${words}`);
  // What stands nowhere in the Dockerfile has no place there that a report must hide.
  const hidden = at < 0 ? undefined : literal;
  const whole = { ...secret, origin: "literal", ...(risk ? { risk } : {}), declared } as const;
  return dyes.literal(value, whole, hidden, apart);
}
