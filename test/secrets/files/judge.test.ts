import { fileJudge, judgeFile, judgeWith, secretsInFile } from "../../../src/secrets";
import { cpuSeconds, PATIENCE } from "../../patience";

const bytes = (text: string) => new TextEncoder().encode(text);
const judged = (path: string, text: string | undefined) =>
  judgeFile(path, () => (text === undefined ? undefined : bytes(text)));
const value = ["k7QzR2", "mWx9Lp", "T4vBnY", "c8HdJs"].join("");
const pem = (kind: string) =>
  `-----BEGIN ${kind}-----\n${`${value}${value}\n`.repeat(4)}-----END ${kind}-----\n`;

test.each([
  [".env", `PORT=3000\nDB_PASSWORD=${value}\n`, "env-file", ["DB_PASSWORD"]],
  ["services/api/.env", `export API_KEY="${value}"\n`, "env-file", ["API_KEY"]],
  [".env.production", `STRIPE_SECRET_KEY: ${value}\n`, "env-file", ["STRIPE_SECRET_KEY"]],
  [".env", "STRIPE=k7QzR2mWx9LpT4vB\n", "env-file", ["STRIPE"]],
  ["docker.env", `TOKEN=${value}\n`, "env-file", ["TOKEN"]],
  [".env", "CNRYt75c8e22d24\n", "env-file", []],
  [
    ".npmrc",
    `//registry.example.org/:_authToken=${value}\n`,
    "npmrc",
    ["//registry.example.org/:_authToken"],
  ],
  [".npmrc", `_auth=${value}\n`, "npmrc", ["_auth"]],
  [".yarnrc.yml", `npmAuthToken: "${value}"\n`, "yarnrc", ["npmAuthToken"]],
  ["pip.conf", `[global]\nindex-url = https://ci:${value}@pypi.example.org/simple\n`, "pip-config", []],
  [".netrc", `machine h\nlogin me\npassword ${value}\n`, "netrc", []],
  [".pypirc", `[pypi]\npassword = ${value}\n`, "pypirc", ["password"]],
  [
    ".aws/credentials",
    `[default]\naws_secret_access_key = ${value}\n`,
    "aws-credentials",
    ["aws_secret_access_key"],
  ],
  [".docker/config.json", `{"auths":{"r.example.org":{"auth":"${value}"}}}`, "docker-config", ["auth"]],
  ["kubeconfig", `users:\n- name: me\n  user:\n    token: ${value}\n`, "kubeconfig", ["token"]],
  ["keys/server.key", pem("PRIVATE KEY"), "private-key", []],
  ["tls.pem", pem("EC PRIVATE KEY"), "private-key", []],
  [".ssh/id_rsa", pem("OPENSSH PRIVATE KEY"), "ssh-key", []],
  ["deploy_rsa", pem("RSA PRIVATE KEY"), "ssh-key", []],
  [
    "sa/service-account.json",
    JSON.stringify({ type: "service_account", private_key: pem("PRIVATE KEY") }),
    "service-account",
    [],
  ],
  ["terraform.tfstate", `{"password": "${value}"}`, "terraform-state", ["password"]],
  ["prod.tfvars", `db_password = "${value}"\n`, "terraform-variables", ["db_password"]],
  ["config/master.key", `${value}\n`, "rails-key", []],
  [".git/config", `[remote "origin"]\nurl = https://me:${value}@git.example.org/a\n`, "git-config", []],
  [".pgpass", `db:5432:app:me:${value}\n`, "pgpass", []],
  ["config/database.yml", `production:\n  password: ${value}\n`, "application-settings", ["password"]],
  ["settings.xml", `<server><password>${value}</password></server>`, "maven-settings", ["password"]],
  ["wp-config.php", `define('DB_PASSWORD', '${value}');\n`, "application-settings", ["DB_PASSWORD"]],
  ["app/settings.py", `SECRET_KEY = "${value}"\n`, "application-settings", ["SECRET_KEY"]],
  [".bash_history", `export GITHUB_TOKEN=${value}\n`, "shell-history", ["GITHUB_TOKEN"]],
  ["cert.p12", "\u0000\u0001binary", "keystore", []],
])("%s holds a secret", (path, text, kind, names) => {
  const found = judged(path, text);
  expect(found).toMatchObject({ kind });
  for (const name of names) expect(found?.names).toContain(name);
  expect(JSON.stringify(found)).not.toContain(value);
});

test.each([
  [".env", "PORT=3000\nNODE_ENV=production\n"],
  [".env", "DB_PASSWORD=\nAPI_KEY=changeme\nTOKEN=$" + "{TOKEN}\n"],
  [".env", ""],
  [
    ".env",
    "VERSION=k7QzR2mWx9LpT4vB\nCOMMIT=0123abc4567\nBUILD=20261124\nTHEME=midnightBlue42\nREGION=eu-central-1\n",
  ],
  [".env.example", `DB_PASSWORD=${value}\n`],
  [".env.sample", `DB_PASSWORD=${value}\n`],
  [".npmrc", "save-exact=true\nregistry=https://registry.example.org/\n"],
  [".npmrc", "//registry.example.org/:_authToken=$" + "{NPM_TOKEN}\n"],
  ["pip.conf", "[global]\nindex-url = https://pypi.example.org/simple\n"],
  ["tls.pem", pem("CERTIFICATE")],
  ["server.key", pem("PUBLIC KEY")],
  ["id_rsa.pub", "ssh-rsa AAAA me@host"],
  [".ssh/known_hosts", "host ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"],
  [".aws/config", "[default]\nregion = eu-central-1\n"],
  ["node_modules/x/test/key.pem", pem("PRIVATE KEY")],
  ["testdata/server.key", pem("PRIVATE KEY")],
  ["src/index.ts", `const password = "${value}"`],
  ["secrets.enc.yaml", `password: ENC[AES256,data:${value}]\n`],
  ["config/database.yml", "production:\n  password: <%= ENV['DB_PASSWORD'] %>\n"],
  [
    "app/settings.py",
    'DB_PASSWORD: str = config.get("DB_PASSWORD", "")\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
  ],
  [".env", "JWT_SECRET_KEY=%kernel.project_dir%/config/jwt/private.pem\n"],
  ["package-lock.json", '{"resolved": "https://registry.example.org/a/-/a-1.0.0.tgz"}'],
])("%s is no finding", (path, text) => expect(judged(path, text)).toBeUndefined());

test("what cannot be read is judged by its name", () => {
  expect(judged(".env", undefined)).toMatchObject({ by: "name", confidence: "medium" });
  expect(judged("id_rsa", undefined)).toMatchObject({ by: "name", confidence: "high" });
  expect(judged(".npmrc", undefined)).toBeUndefined();
  expect(judged("main.go", undefined)).toBeUndefined();
});

test("a name that is none of interest is never read", () => {
  judgeFile("src/main.go", () => {
    throw new Error("read");
  });
  expect(fileJudge.namesIn("src/")("main.go")).toBeUndefined();
  expect(fileJudge.namesIn("a/")(".env")).toBeDefined();
});

test("hostile content costs linear time", () => {
  const work = () => {
    for (const unit of ["a=", '"a":"', "-", "a b ", "<a>", '\\"', "'a'=>", "\n", "password "])
      for (const path of [".env", "settings.xml", ".netrc", "id_rsa", "a.sql", "x-secret.yml"])
        judged(path, unit.repeat(Math.ceil(300_000 / unit.length)));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});

test("an encrypted key is told from an open one", () => {
  const openSsh = (cipher: string) =>
    `-----BEGIN OPENSSH ${"PRIVATE KEY-----"}\n${Buffer.concat([
      Buffer.from("openssh-key-v1\0"),
      Buffer.from([0, 0, 0, cipher.length]),
      Buffer.from(cipher + value + value),
    ]).toString("base64")}\n-----END OPENSSH ${"PRIVATE KEY-----"}\n`;
  expect(judged("id_ed25519", openSsh("none"))?.confidence).toBe("high");
  expect(judged("id_ed25519", openSsh("aes256-ctr"))?.confidence).toBe("medium");
  expect(judged("server.key", pem("ENCRYPTED PRIVATE KEY"))?.confidence).toBe("medium");
});

test("a comment that says what a key looks like is none", () => {
  const header = `-----BEGIN RSA ${"PRIVATE KEY-----"}`;
  expect(
    judged(
      "tls.pem",
      `## ${header}\n## name should line up with a certificate/secret/of/the/cluster/itself\n`,
    ),
  ).toBeUndefined();
  expect(judged("tls.pem", `${header}\n${value}${value}\n`)?.confidence).toBe("high");
});

test.each([
  ["on its line", `DB_PASSWORD=${value} # watertight:allow the database of the tests\n`],
  ["on the line above", `# watertight:allow opens nothing\nDB_PASSWORD=${value}\n`],
  ["as other tools read it", `DB_PASSWORD=${value} # gitleaks:allow\n`],
])("a comment allows a secret of an environment file: %s", (_, text) => {
  expect(judged(".env", text)).toBeUndefined();
  expect(judged(".env", `${text}\nAPI_TOKEN=${value}\n`)?.names).toEqual(["API_TOKEN"]);
});

test("a comment without a reason allows nothing", () => {
  expect(judged(".env", `DB_PASSWORD=${value} # watertight:allow\n`)).toBeDefined();
});

test("a key that a comment allows is not told by its name either", () => {
  expect(
    judged("id_rsa", `# watertight:allow a key of the tests\n${pem("RSA PRIVATE KEY")}`),
  ).toBeUndefined();
});

describe("what a project calls secret holds in its files, too", () => {
  const judge = judgeWith({
    isOrdinaryName: (name) => name === "SESSION_TOKEN",
    isSecretName: (name) => name === "FISHBOWL",
  });
  const names = (path: string, text: string) =>
    judge.judge(path, () => new TextEncoder().encode(text))?.names;
  test.each([
    [".env", `SESSION_TOKEN=${value}\n`, undefined],
    [".env", `SESSION_TOKEN=${value}\nAPI_TOKEN=${value}\n`, ["API_TOKEN"]],
    [".env", `FISHBOWL=${value}\n`, ["FISHBOWL"]],
    ["secrets.yml", `SESSION_TOKEN: ${value}\n`, undefined],
  ])("%s %#", (path, text, expected) => expect(names(path, text)).toEqual(expected));
  test("in what a RUN writes", () => {
    expect(judge.secretsInFile(".env", `SESSION_TOKEN=${value}\n`)).toEqual([]);
    expect(judge.secretsInFile(".env", `FISHBOWL=${value}\n`)).toHaveLength(1);
  });
});

test.each(["key.pem", "release.asc", "client.ovpn", "backup.gpg"])(
  "a word is no key in %s, where one stands between BEGIN and END",
  (path) => {
    const kinds = (text: string) => secretsInFile(path, text).map(({ kind }) => kind);
    expect(kinds(`${Buffer.from("MODE=production").toString("base64")}\n`)).toEqual([]);
    expect(kinds(pem("PRIVATE KEY"))).toEqual(["private-key"]);
    expect(kinds(pem("PUBLIC KEY"))).toEqual([]);
  },
);
