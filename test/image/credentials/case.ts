/**
 * One entry of the list of commands that store credentials. A text is the words of a RUN, or whole instructions where it starts with
 * a keyword; `$API_TOKEN` is a build arg, `/run/secrets/s` a secret mount where the text has one.
 */
export interface CredentialCase {
  readonly id: string;
  /** A command, and every file of the layer that holds the credential afterwards; none where the tool stores nothing. */
  readonly leaves: readonly (readonly [run: string, ...files: string[]])[];
  /** The tool used as it should be, or cleaned up in the same RUN: no file holds anything. */
  readonly clean: readonly string[];
  /** What looks alike and is no secret: no file, and nothing found. */
  readonly harmless?: readonly string[];
}

export const mounted = "--mount=type=secret,id=s";
