import type { Span } from "../text/source";

/** The shell syntax tree that the rest of the linter sees. Spans are offsets into the parsed text. */
export interface Script {
  readonly commands: readonly ShellNode[];
  /** True where the text could not be read as shell; the tree is then what could be understood. */
  readonly broken: boolean;
}

export type ShellNode =
  | SimpleCommand
  /** `a && b`, `a || b`; left associative. */
  | { readonly kind: "and" | "or"; readonly left: ShellNode; readonly right: ShellNode; readonly span: Span }
  | {
      readonly kind: "pipeline";
      readonly commands: readonly ShellNode[];
      readonly negated: boolean;
      readonly span: Span;
    }
  /** `{ …; }` */
  | {
      readonly kind: "group";
      readonly body: readonly ShellNode[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  /** `( … )` */
  | {
      readonly kind: "subshell";
      readonly body: readonly ShellNode[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  | {
      readonly kind: "if";
      /** Each `if`/`elif` with its condition; the `else` has none. */
      readonly branches: readonly {
        readonly condition?: readonly ShellNode[];
        readonly body: readonly ShellNode[];
      }[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  | {
      readonly kind: "while" | "until";
      readonly condition: readonly ShellNode[];
      readonly body: readonly ShellNode[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  | {
      readonly kind: "for";
      readonly name: string;
      /** Undefined for `for x; do` (the positional parameters) and for the arithmetic form. */
      readonly words?: readonly ShellWord[];
      readonly body: readonly ShellNode[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  | {
      readonly kind: "case";
      readonly subject: ShellWord;
      readonly items: readonly {
        readonly patterns: readonly ShellWord[];
        readonly body: readonly ShellNode[];
      }[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  | {
      readonly kind: "function";
      readonly name: string;
      readonly body: readonly ShellNode[];
      readonly span: Span;
    }
  /** `cmd &`: runs, order unknown. */
  | { readonly kind: "background"; readonly command: ShellNode; readonly span: Span }
  /** `[[ … ]]`, `(( … ))`, and what has no effect on files or variables that we follow. */
  | { readonly kind: "test"; readonly words: readonly ShellWord[]; readonly span: Span };

export interface SimpleCommand {
  readonly kind: "command";
  readonly assignments: readonly ShellAssignment[];
  /** The command name first; empty for a line of assignments or redirections alone. */
  readonly words: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  readonly span: Span;
}

export interface ShellAssignment {
  readonly name: string;
  /** Undefined for arrays. */
  readonly value?: ShellWord;
  readonly append: boolean;
  readonly span: Span;
}

export interface Redirection {
  readonly operator: ">" | ">>" | ">|" | "<" | "<>" | ">&" | "<&" | "&>" | "&>>" | "<<" | "<<<";
  readonly fd?: number;
  /** The file, the descriptor, or for `<<<` the text. Undefined for heredocs. */
  readonly target?: ShellWord;
  /** For `<<` and `<<-`: the body, tabs removed for `<<-`; one literal part where the delimiter is quoted. */
  readonly body?: ShellWord;
  readonly span: Span;
}

export interface ShellWord {
  /** As written. */
  readonly text: string;
  readonly parts: readonly WordPart[];
  readonly span: Span;
}

export type WordPart =
  /** Text after quote removal. `quoted` tells whether globbing and tilde expansion are off. */
  | { readonly kind: "literal"; readonly text: string; readonly quoted: boolean; readonly span: Span }
  /** `$NAME`, `${NAME}`, `${NAME:-word}`, `$1`, `$@` … */
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly quoted: boolean;
      readonly operator?: string;
      /** What follows the operator; for `/` the pattern. */
      readonly operand?: ShellWord;
      /** For `/` and `//`. */
      readonly replacement?: ShellWord;
      /** `${#NAME}` */
      readonly length?: boolean;
      /** `${!NAME}` */
      readonly indirect?: boolean;
      readonly span: Span;
    }
  /** `$(…)` and backticks. */
  | { readonly kind: "substitution"; readonly script: Script; readonly quoted: boolean; readonly span: Span }
  /** `<(…)` and `>(…)`. */
  | { readonly kind: "process"; readonly direction: "<" | ">"; readonly script: Script; readonly span: Span }
  | { readonly kind: "arithmetic"; readonly text: string; readonly span: Span }
  /** Unquoted `*`, `?`, `[…]`, as written. */
  | { readonly kind: "glob"; readonly text: string; readonly span: Span }
  /** `{a,b}` with each alternative as a word; ranges `{1..3}` have one alternative with the text as written. */
  | { readonly kind: "brace"; readonly alternatives: readonly ShellWord[]; readonly span: Span };
