import type { Command } from "../commands/command";

/**
 * What is known of one way in which a credential comes to rest in a file, or does not: a row of the table. Lists of words are
 * written as one text, parted by blanks. See README.md for how to add one.
 */
export interface CredentialRow {
  /** The name of the fact; one row each. */
  readonly id: string;
  /** Names of the program. A row without one tells of a file that people write themselves (`echo … > ~/.netrc`). */
  readonly programs?: string;
  /** The words right behind the program, options left out: `config set`. Spellings are parted by `|`. */
  readonly words?: string;
  /** Only calls that have one of these options, of these operands (`#ssh`), or settings of the environment (`NPM_CONFIG_LOGS_MAX=0`). */
  readonly needs?: string;
  /** Only calls that have none of these options. */
  readonly unless?: string;
  /** Only calls whose arguments hold all of these words: for scripts, as in `python -c`. */
  readonly mentions?: string;
  /** More options of the program that take a value, so that the value is not taken for a word. */
  readonly valued?: string;
  /** Where the credential comes from, besides the arguments, all of which are taken. */
  readonly takes?: Takes;
  /** What names one entry of the file among others, so that the next of the same name replaces it and the counterpart finds it. */
  readonly entry?: Entry;
  /** Files that get it. None: the tool uses the credential and stores nothing. */
  readonly files?: readonly Place[];
  /** Logs and caches that keep a copy; the counterpart leaves them. */
  readonly copies?: readonly Place[];
  readonly erased?: readonly Erase[];
  /** In place of all of the above, what a row cannot say. */
  readonly does?: Command;
  /** What to write in its place. */
  readonly instead: Instead;
}

export interface Takes {
  /** Options whose value is the credential: literals there are judged as one. */
  readonly options?: string;
  /** Only values that start with it, and what is behind it: `pass:` */
  readonly prefix?: string;
  /** The operand, counted from 1 behind the words, from which on all are credentials. */
  readonly operands?: number;
  /** `KEY VALUE`, or any number of `KEY=VALUE`, with keys of this form: the key names the entry. */
  readonly settings?: RegExp;
  readonly stdin?: true;
  /** Variables that the program reads. */
  readonly variables?: string;
  /** What a literal is called where it is judged: by default the option's place says PASSWORD, and a setting has its key. */
  readonly as?: string;
  /** Files that are copied in: paths, options whose value is one, or `#1` for the first operand. */
  readonly contentOf?: string;
  /** The program makes a key, and every container of the image has the same one. */
  readonly makes?: string;
  /** A server gives the program a credential of its own for the one it was shown. */
  readonly issues?: string;
  /** Only a hash of it is stored. */
  readonly hashed?: true;
}

/** A file, under the circumstances in which it is that one. */
export interface Place {
  /** `~` is the home of the RUN's user, `#1` the first operand, `-` standard output; a relative path is of the working directory. */
  readonly at: string;
  /**
   * By option (`--global`, `--location=project`), by variable, or for `root`: where it is instead; `{}` is the value of the option
   * or variable. The first that holds wins.
   */
  readonly moved?: Readonly<Record<string, string>>;
  /** Only with one of these options, or without. */
  readonly when?: string;
  readonly unless?: string;
  /** Not every version of the program does it. */
  readonly uncertain?: true;
  /** The kind of token that the program hides in it. */
  readonly hides?: string;
}

export interface Entry {
  /** The operand, counted from 1, or the options that hold the name. */
  readonly in: number | string;
  readonly otherwise?: string;
}

/** The counterpart: the words of the command that takes the entry out of the same files, or out of its own. */
export interface Erase {
  readonly words?: string;
  readonly needs?: string;
  /** Where it has the name of the entry, if elsewhere than the row; `all`: it takes out every entry of the program. */
  readonly entry?: Entry | "all";
  /** The entry is a URL, and every entry below it goes. */
  readonly below?: true;
}

/** How the tool is used without a copy: what the advice of a finding says. */
export type Instead =
  /** A secret mount: at `target`, as `variable`, or at /run/secrets/<id> where neither is named. */
  | {
      readonly mount: string;
      readonly target?: string;
      /** For a tool that insists on it: `0600`. */
      readonly mode?: string;
      readonly variable?: string;
      /** The command that uses it. */
      readonly run: string;
      /** What `docker build --secret` takes: a variable, or the path of a file. */
      readonly from: string;
      /** A folder that the tool writes the credential to all the same: kept off the layer by a tmpfs. */
      readonly tmpfs?: string;
    }
  /** Your SSH agent. */
  | { readonly ssh: string }
  /** Nothing can be mounted: what to do, and the build command if there is one. */
  | { readonly words: string; readonly build?: string };

/** A tool that reads its credential from a variable, which a mount can set. */
export const byVariable = (variable: string, run: string): Instead => ({
  mount: variable.toLowerCase(),
  variable,
  run,
  from: variable,
});
