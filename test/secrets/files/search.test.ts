import { isSearched, searchFile } from "../../../src/secrets/files/search";
import { holdsUserInfo } from "../../../src/secrets/files/user-info";
import { checksumOf } from "../../../src/secrets/formats/checksums";
import { cpuSeconds, PATIENCE } from "../../patience";
import { samples, value } from "./samples";

const bytes = (text: string) => new TextEncoder().encode(text);
const searched = (text: string, path = "src/config.ts") => searchFile(path, bytes(text));
const stripe = `sk_${"live_"}${value}`;
const body = `${value}Q7rk2W`;
const github = `gh${"p_"}${body}${checksumOf(body)}`;
const keyId = `AK${"IA"}Q3EGRVPLZ2YTKX7N`;
const secretHalf = `${value}${value.slice(0, 16)}`;

test.each([
  ["stripe-key", `const key = "${stripe}";\n`],
  ["github-token", `git clone https://x-access-token@github.com/acme/shop\ntoken: ${github}\n`],
  ["private-key", `const pem = \`${samples.pem}\`;\n`],
  [
    "private-key",
    `{"type": "service_account", "private_key": "${String(samples.pem).replaceAll("\n", "\\n")}"}`,
  ],
  ["aws-access-key-id", `id = "${keyId}"\nsecret = "${secretHalf}"\n`],
  ["url-credentials", `db = connect("postgres://shop:${value}@db.acme-internal.net:5432/shop")\n`],
  ["telegram-bot-token", `bot = Bot("1234567890:AA${value}${value.slice(0, 9)}")\n`],
])("%s", (kind, text) => {
  const found = searched(`one\ntwo\n${text}`);
  expect(found).toMatchObject({ kind, by: "search", confidence: "high", needed: true });
  expect(found?.line).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(found)).not.toContain(value);
});

test.each([
  ["a wrong checksum", `gh${"p_"}${body}000000`],
  ["an id of AWS alone", `"${keyId}"`],
  [
    "the keys of AWS's documentation",
    `AK${"IA"}IOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG/bPxRfiCY${"EXAMPLEKEY"}`,
  ],
  [
    "a local database",
    `postgres://shop:${value}@localhost/shop postgres://shop:${value}@db:5432/shop redis://:${value}@127.0.0.1`,
  ],
  [
    "a placeholder in a URL",
    "https://user:password@git.acme-internal.net/ https://me:$TOKEN@git.acme-internal.net/",
  ],
  ["an example host", `https://me:${value}@api.example.com/`],
  ["a key that browsers get", `AI${"za"}${value}${value.slice(0, 11)}`],
  [
    "a public key",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----",
  ],
  ["a header that code looks for", 'if (text.includes("-----BEGIN RSA PRIVATE KEY-----")) return;'],
  ["a name and a password", `password = "${value}"`],
  ["a mail address", `https://acme.test/ me@acme.test "a:b@c"`],
  ["a binary file", `\u0000${stripe}`],
])("silent: %s", (_, text) => expect(searched(text)).toBeUndefined());

test.each([
  `"${stripe}" // watertight:allow it was revoked`,
  `"${stripe}" # gitleaks:allow`,
  `"${stripe}" # pragma: allowlist secret`,
  `// watertight:allow it was revoked\n"${stripe}"`,
  `# pragma: allowlist nextline secret\n"${stripe}"`,
])("allowed by a comment: %#", (text) => expect(searched(`one\n${text}\nthree`)).toBeUndefined());

test.each([
  `"${stripe}" // watertight:allow`,
  `// gitleaks:allow\n"${stripe}"`,
  `# watertight:allow a reason\n\n"${stripe}"`,
])("not allowed: %#", (text) => expect(searched(text)).toBeDefined());

test("one allowed and one not", () => {
  expect(searched(`a = "${stripe}" // gitleaks:allow\nb = "${stripe}x"\n`)).toMatchObject({ line: 2 });
});

test.each([
  "src/a.ts",
  "deploy.sh",
  "config/app.yaml",
  "latest/a.ts",
  "contests/a.py",
  "src/attest.go",
  "documents/a.txt",
  "a",
  ".profile.d/x.sh",
])("%s is searched", (path) => expect(isSearched(path, path.slice(path.lastIndexOf("/") + 1))).toBe(true));

test.each([
  "test/a.ts",
  "src/tests/a.ts",
  "src/__tests__/a.ts",
  "spec/a.rb",
  "fixtures/a.json",
  "e2e/a.ts",
  "examples/a.py",
  "docs/a.md",
  "README.md",
  "CHANGELOG.md",
  "node_modules/x/a.js",
  "vendor/x/a.go",
  "src/a.test.ts",
  "src/a_test.go",
  "test_a.py",
  "src/AppTest.java",
  "logo.PNG",
  "a.woff2",
  "b.tar.gz",
])("%s is not", (path) => expect(isSearched(path, path.slice(path.lastIndexOf("/") + 1))).toBe(false));

describe("user information before a host", () => {
  test.each(["://u:p@h", "x://:p@h", "a@b ://u:p@h", "://u:p@h@i"])("user information in %s", (text) =>
    expect(holdsUserInfo(bytes(text))).toBe(true),
  );
  test.each(["://u@h", "u:p@h", "//u:p@h", ": //u:p@h", "://a b:c@h", "://h/p:q@r", "@"])(
    "none in %s",
    (text) => expect(holdsUserInfo(bytes(text))).toBe(false),
  );
});

test("hostile content costs linear time", () => {
  const work = () => {
    for (const unit of [
      "@",
      ":@",
      "://u:",
      "://u:p@h ",
      "gh",
      `sk_${"live_"}`,
      "-----BEGIN ",
      "-----",
      `${stripe}\n`,
      `AK${"IA"}Q3EGRVPLZ2YTKX7N `,
      "a",
    ])
      searched(unit.repeat(Math.ceil(500_000 / unit.length)));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});
