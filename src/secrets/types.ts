import type { Span } from "../text/source";

export type Confidence = "high" | "medium" | "low";

/** What a variable's name says, before anyone looks at its value. */
export interface NameVerdict {
  /**
   * known: on the list of exact names; strong: secret by its words; weak: only a literal with entropy makes it one;
   * url: ask only the value; public: published by design; none: says nothing.
   */
  readonly strength: "known" | "strong" | "weak" | "url" | "public" | "none";
  /** The name holds an identifier (`AWS_ACCESS_KEY_ID`): of interest only beside its secret half, or with a real-looking value. */
  readonly identifier: boolean;
  /** The name holds a path (`KUBECONFIG`): no secret where the value is a path. */
  readonly path: boolean;
}

/** A stretch of text that is a credential by its shape. `kind` is kebab-case: `github-token`, `private-key`, `url-credentials`. */
export interface Token {
  readonly kind: string;
  readonly span: Span;
  readonly confidence: Confidence;
  /** A risk and no leak: a well-known default under a URL's user, or a hash. */
  readonly risk?: "default-password" | "password-hash";
}

export type ValueVerdict =
  /** A real credential. `span` is its place in the value. */
  | {
      readonly verdict: "secret";
      readonly kind: string;
      readonly span: Span;
      readonly confidence: Confidence;
    }
  /** A well-known default (`postgres`, `changeit`, `admin`) under a secret's name: a default password, a risk and no leak. */
  | { readonly verdict: "default"; readonly kind: "default-password"; readonly span: Span }
  /** A password hash: can be cracked, is no leak by itself. */
  | { readonly verdict: "hash"; readonly kind: "password-hash"; readonly span: Span }
  /** Empty, placeholder, reference, path, boolean, version, public key, ciphertext: no secret. `why` is one word for tests. */
  | { readonly verdict: "harmless"; readonly why: string };

/** A secret in the text of a file. */
export interface SecretText {
  readonly kind: string;
  readonly value: string;
  readonly confidence: Confidence;
  /** A well-known default: a risk, and no leak. */
  readonly risk?: "default-password";
}

/** What a file of the context is, judged by its name first and then by its content. */
export interface FileVerdict {
  /** `env-file`, `npmrc`, `private-key`, `aws-credentials`, `git-directory` … */
  readonly kind: string;
  /** What it holds, in a few words, for messages. */
  readonly holds: string;
  readonly confidence: Confidence;
  /** Names of the variables or keys in it that hold secrets, in file order; never values. */
  readonly names: readonly string[];
  /** name: only the name speaks. content: it was read by its format and showed a secret. search: a file of whatever kind, with a credential by its shape. */
  readonly by: "name" | "content" | "search";
  /** 1-based line of the first secret, where one was found at a place. */
  readonly line?: number;
  /** The project needs the file, and the secret is a part of it: source, a lock file, settings. */
  readonly needed?: true;
  /** Nothing in it but well-known default passwords: a risk, and no leak. */
  readonly risk?: "default-password";
}
