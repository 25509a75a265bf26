import type { Confidence } from "../types";

/**
 * How a file's text is read. settings: `name = value` in any common notation, JSON by its structure; dotenv: as the dotenv family does;
 * commands: typed commands; key: a private key; armour: one between BEGIN and END; url: credentials in URLs; netrc, pgpass: words by position;
 * hash: password hashes; word: the whole text is the secret; statement: SQL; kubernetes-secret: manifests; database: SQLite; binary: its
 * first bytes.
 */
export type Reader =
  | "settings"
  | "dotenv"
  | "commands"
  | "key"
  | "url"
  | "netrc"
  | "pgpass"
  | "hash"
  | "word"
  | "binary"
  | "database"
  | "armour"
  | "statement"
  | "kubernetes-secret";

/** always: the name says enough. often: the name speaks where the content cannot be read. content: only the content speaks. */
export type Certainty = "always" | "often" | "content";

export interface SensitiveFile {
  readonly kind: string;
  readonly holds: string;
  readonly reader: Reader;
  readonly certainty: Certainty;
  /** Names in it that are secret there and say nothing elsewhere, such as `auth` in a Docker config. */
  readonly keys: ReadonlySet<string>;
  /** How sure a name alone is. */
  readonly confidence: Confidence;
  /** It is there to hold secrets: a generated value under a name that says nothing is likely one. */
  readonly isPrivate: boolean;
  /** The project needs it as it is, so a secret in it must come out of it. */
  readonly needed: boolean;
}

/** Patterns of one group, in the notation of an ignore file without the leading `**`; a name that ends in `/` stands for all below it. */
export interface FileGroup {
  readonly kind: string;
  readonly holds: string;
  readonly reader: Reader;
  readonly keys?: string;
  readonly needed?: true;
  readonly always?: string;
  readonly often?: string;
  readonly content?: string;
}

/** Names of samples, public halves and ciphertext: never a finding. */
export const LOOKALIKE_ENDS =
  ".example .sample .template .tmpl .tpl .dist .default .defaults .pub .enc .age .vault .schema .ci .baseline .sig.asc .gpg.key .asc.key .crt.pem -example -sample .sealed";

export const LOOKALIKE_NAMES =
  "example.env sample.env template.env default.env defaults.env cert.pem chain.pem fullchain.pem ca.pem cacert.pem ca-cert.pem ca-bundle.pem debug.keystore truststore.jks cacerts.jks KEYS.asc SHA256SUMS.asc schema.sql wp-config-sample.php wp-config-docker.php default.settings.php example.settings.local.php vault_pass.sh vault_pass.py runtime.exs oauth-public.key known_hosts known_hosts.old authorized_keys .gitignore .gitattributes .gitkeep";

/** Parts between dots that mark a sample or ciphertext: `secrets.enc.yaml`, `config.schema.json`. */
export const LOOKALIKE_PARTS = "enc sealed sops schema example sample template encrypt";

/** Directories of made-up files, and of packages that somebody published. */
export const LOOKALIKE_DIRECTORIES =
  "testdata fixtures __fixtures__ examples example samples node_modules site-packages dist-packages";
