import type { Random } from "../random";

const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Makes strings that nothing else holds, and remembers them. */
export class Canaries {
  readonly all: string[] = [];

  constructor(private readonly random: Random) {}

  make(): string {
    const { random } = this;
    const letters = Array.from({ length: 24 }, () => LETTERS[random.between(0, LETTERS.length - 1)]).join("");
    // With a digit among them, no canary is taken for words.
    const canary = `${letters.slice(0, 9)}${random.between(2, 9)}${letters.slice(9)}`;
    this.all.push(canary);
    return canary;
  }
}

/** A file that Watertight takes for a secret, by its name and what stands in it. */
export interface SecretFileKind {
  readonly name: string;
  content(canary: string): string;
}

const settings = (name: string): SecretFileKind => ({
  name,
  content: (canary) => `MODE=production\nDB_PASSWORD=${canary}\nPORT=8080\n`,
});

const privateKey = (name: string): SecretFileKind => ({
  name,
  content: (canary) =>
    [
      "-----BEGIN ",
      "PRIVATE KEY-----\n",
      `MIIEvQIBADANBgkqhkiG9w0BAQEF\n${canary}\n`,
      "-----END ",
      "PRIVATE KEY-----\n",
    ].join(""),
});

export const SECRET_FILES: readonly SecretFileKind[] = [
  settings(".env"),
  settings(".env"),
  settings(".env.production"),
  {
    name: ".npmrc",
    content: (canary) => `save-exact=true\n//npm.example.com/:_authToken=${canary}\n`,
  },
  { name: ".netrc", content: (canary) => `machine git.example.com\nlogin ci\npassword ${canary}\n` },
  {
    name: ".pypirc",
    content: (canary) => `[distutils]\nindex-servers = ours\n\n[ours]\nusername = ci\npassword = ${canary}\n`,
  },
  {
    name: ".aws/credentials",
    content: (canary) => `[default]\naws_secret_access_key = ${canary}\n`,
  },
  { name: ".git-credentials", content: (canary) => `https://ci:${canary}@git.example.com\n` },
  { name: ".pgpass", content: (canary) => `db.example.com:5432:app:ci:${canary}\n` },
  privateKey(".ssh/id_rsa"),
  privateKey("certs/server.key"),
];

/** Files that hold nothing, some with names near to those above. */
export const HARMLESS_FILES: readonly SecretFileKind[] = [
  { name: "README.md", content: () => "# An application\n" },
  { name: "package.json", content: () => '{ "name": "app", "version": "1.0.0" }\n' },
  { name: "src/main.js", content: () => "console.log(process.env.DB_PASSWORD);\n" },
  { name: "src/lib/util.js", content: () => "exports.add = (a, b) => a + b;\n" },
  { name: "config/app.conf", content: () => "port = 8080\n" },
  { name: ".env.example", content: () => "DB_PASSWORD=changeme\n" },
  {
    name: "certs/server.crt",
    content: () => "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
  },
  { name: ".npmrc", content: () => "save-exact=true\n" },
  { name: ".env", content: () => "MODE=production\n" },
  { name: "scripts/start.sh", content: () => "#!/bin/sh\nexec node src/main.js\n" },
];

/** Names of variables that promise a secret. */
export const SECRET_NAMES = [
  "NPM_TOKEN",
  "DB_PASSWORD",
  "GITHUB_TOKEN",
  "API_SECRET",
  "AWS_SECRET_ACCESS_KEY",
  "SENTRY_AUTH_TOKEN",
] as const;

/** Names that promise none. */
export const PLAIN_NAMES = ["APP_VERSION", "MODE", "PORT", "TARGET_DIR"] as const;
