import type { BuildContext } from "../../context/types";
import type { Script } from "../../shell/syntax";
import type { Span } from "../../text/source";
import type { Dyes } from "../dyes";
import type { Site } from "../site";

/** What all shells of one RUN share. */
export interface RunBase {
  readonly dyes: Dyes;
  readonly site: Site;
  /** Where the instruction stands. */
  readonly instruction: Span;
  /** Marks of the default passwords that the RUN gives to accounts and services. */
  readonly sets: string[];
  readonly home: string;
  /** Homes of users that the Dockerfile made, filled by `useradd`. */
  readonly homes: Map<string, string>;
  /** Work left before the interpreter gives up, so that no loop runs for long; a command costs one, and `at` is the last that began. */
  readonly budget: {
    left: number;
    depth: number;
    names: number;
    at: { readonly span: Span; readonly site: Site };
  };
  /** Variables of which something was read. */
  readonly used: Set<string>;
  /** Scripts that were read, by their text: a RUN calls the same one again and again. */
  readonly scripts: Map<string, Script>;
  /** Parts of scripts that do not run and were looked at all the same, and functions that ran. */
  readonly looked: Set<object>;
  /** Whether a variable that the Dockerfile does not set is surely unset: the base image sets none besides PATH. */
  readonly plainEnvironment: boolean;
  /** Whether the image surely has GNU's programs: those of BusyBox know fewer options. */
  readonly gnuPrograms: boolean;
  /** The text of a file of the build context, or of a named one; undefined where it cannot be read. */
  readonly contextText: (path: string, context?: BuildContext) => string | undefined;
  /** Says what cannot be known before the build. */
  readonly doubt: (message: string) => void;
  /** Says, once a RUN, that a limit was met. */
  readonly limit: (span: Span, site: Site, message: string) => void;
}
