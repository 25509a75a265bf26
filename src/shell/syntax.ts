import type { Span } from "../text/source";

/** The shell syntax tree that the rest of the linter sees. Spans are offsets into the parsed text. */
export interface Script {
  readonly commands: readonly ShellNode[];
  /** True where the text could not be read as shell; the tree is then what could be understood. */
  readonly broken: boolean;
  /** Where a limit of the reader was met: what to tell. */
  readonly limit?: string;
}

/** `a && b || c`: from left to right, both operators alike. */
export interface AndOrList {
  readonly kind: "and-or";
  readonly first: ShellNode;
  readonly rest: readonly { readonly operator: "&&" | "||"; readonly node: ShellNode }[];
  readonly span: Span;
}

export type ShellNode =
  | SimpleCommand
  | AndOrList
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
      /** Undefined for `for x; do`: the positional parameters. */
      readonly words?: readonly ShellWord[];
      readonly body: readonly ShellNode[];
      readonly redirections: readonly Redirection[];
      readonly span: Span;
    }
  /** `for ((i=0; i<3; i++))` */
  | {
      readonly kind: "arithmetic-for";
      readonly initialize?: Arithmetic;
      readonly test?: Arithmetic;
      readonly update?: Arithmetic;
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
        /** `;&` goes on with the next body, `;;&` with the next pattern. */
        readonly terminator: ";;" | ";&" | ";;&";
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
  /** `[[ … ]]` */
  | { readonly kind: "test"; readonly test: TestExpression; readonly span: Span }
  /** `(( … ))` */
  | { readonly kind: "arithmetic"; readonly expression?: Arithmetic; readonly span: Span };

export type TestExpression =
  | { readonly kind: "unary"; readonly operator: string; readonly operand: ShellWord }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: ShellWord;
      readonly right: ShellWord;
    }
  | { readonly kind: "and" | "or"; readonly operands: readonly TestExpression[] }
  | { readonly kind: "not"; readonly operand: TestExpression };

export type Arithmetic =
  /** A number, a variable's name, or words that give one of them. */
  | { readonly kind: "word"; readonly word: ShellWord }
  | {
      readonly kind: "unary";
      readonly operator: string;
      readonly operand: Arithmetic;
      readonly prefix: boolean;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Arithmetic;
      readonly right: Arithmetic;
    }
  | {
      readonly kind: "choice";
      readonly test: Arithmetic;
      readonly consequent: Arithmetic;
      readonly alternate: Arithmetic;
    };

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
  /** Undefined for `A=(…)`. */
  readonly value?: ShellWord;
  /** The elements of `A=(…)`; `[key]=value` stays one word. */
  readonly elements?: readonly ShellWord[];
  /** `A[index]=…` */
  readonly index?: ShellWord;
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
      /** `${NAME[index]}` */
      readonly index?: ShellWord;
      readonly operator?: string;
      /** What follows the operator; for `/` the pattern, for `:` the offset. */
      readonly operand?: ShellWord;
      /** For `/` and `//`; for `:` the length. */
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
  | {
      readonly kind: "arithmetic";
      readonly expression?: Arithmetic;
      readonly quoted: boolean;
      readonly span: Span;
    }
  /** Unquoted `*`, `?`, `[…]`, as written. */
  | { readonly kind: "glob"; readonly text: string; readonly span: Span }
  /** `{a,b}` and `{1..3}` with each alternative as a word. Only bash expands them; for others, and in an assignment, it is its parts. */
  | {
      readonly kind: "brace";
      readonly parts: readonly WordPart[];
      readonly alternatives: readonly ShellWord[];
      readonly span: Span;
    };
