import { DockerignoreError } from "./dockerignore-error";
import { Automaton } from "./re2-automaton";

/** How a pattern is compared with a path (dockerignore rules 22 to 26). */
type Kind = "exact" | "prefix" | "suffix" | "expression";

type PathTest = (path: string) => boolean;

/** One line of an ignore file, or one `--exclude`. */
export class IgnorePattern {
  #test: PathTest | undefined;

  constructor(
    /** Cleaned, without `!` and without a slash in front. */
    readonly pattern: string,
    /** A `!` line: what it names is sent after all. */
    readonly exception: boolean,
    /** 1-based. */
    readonly line: number,
    /** As written, trimmed. */
    readonly text: string,
  ) {}

  /**
   * Whether the pattern names this very path. It is compiled when it is first asked: a malformed line that no path asks does no harm (dockerignore rule 20).
   * @throws DockerignoreError
   */
  matches(path: string): boolean {
    this.#test ??= this.#compile();
    return this.#test(path);
  }

  /** Whether asking it anything fails the build. */
  get malformed(): boolean {
    try {
      this.matches("");
      return false;
    } catch {
      return true;
    }
  }

  #compile(): PathTest {
    const { pattern } = this;
    const { kind, expression } = translate(pattern);
    if (kind === "exact") return (path) => path === pattern;
    if (kind === "prefix") {
      const prefix = pattern.slice(0, -2);
      return (path) => path.startsWith(prefix);
    }
    if (kind === "suffix") {
      const suffix = pattern.slice(2);
      const whole = suffix.startsWith("/") ? suffix.slice(1) : undefined;
      return (path) => path.endsWith(suffix) || path === whole;
    }
    let automaton: Automaton;
    try {
      automaton = new Automaton(expression);
    } catch {
      throw new DockerignoreError(
        this.line,
        "syntax error in pattern: its brackets, braces or backslashes do not make a valid expression",
      );
    }
    const text = longestText(pattern);
    return (path) => path.includes(text) && automaton.test(path);
  }
}

/** The longest text between the wildcards of a pattern, which each path that it names holds; empty where RE2's own syntax may say otherwise. */
const longestText = (pattern: string): string =>
  /^[\w./*-]+$/.test(pattern)
    ? pattern.split(/\*\*\/?|\*/).reduce((longest, text) => (text.length > longest.length ? text : longest))
    : "";

const starEverything = ".*";
const starSegment = "[^/]*";
const anyCharacter = "[^/]";
const folders = "(.*/)?";

/** Rewrites a pattern as an RE2 expression, token by token, the way Docker does; most of RE2's own syntax shines through (dockerignore rules 22 to 31). */
function translate(pattern: string): { readonly kind: Kind; readonly expression: string } {
  // A byte order mark at the very start is skipped here, and here alone (dockerignore rule 30).
  const points = Array.from(pattern.startsWith("\ufeff") ? pattern.slice(1) : pattern);
  let expression = "^";
  let kind: Kind = "exact";
  for (let at = 0, token = 0; at < points.length; token++) {
    const character = points[at++]!;
    if (character === "*" && points[at] === "*") {
      at += points[at + 1] === "/" ? 2 : 1;
      if (at < points.length) {
        expression += folders;
        kind = "expression";
      } else if (kind === "exact") kind = "prefix";
      else {
        expression += starEverything;
        kind = "expression";
      }
      if (token === 0) kind = "suffix";
    } else if (character === "*" || character === "?") {
      expression += character === "*" ? starSegment : anyCharacter;
      kind = "expression";
    } else if (".+()$".includes(character)) expression += `\\${character}`;
    else if (character === "\\") {
      expression += `\\${points[at] ?? ""}`;
      if (at < points.length) kind = "expression";
      at++;
    } else {
      expression += character;
      if (character === "[" || character === "]") kind = "expression";
    }
  }
  return { kind, expression: `${expression}$` };
}
