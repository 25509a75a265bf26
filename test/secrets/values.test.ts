import { judgeValue } from "../../src/secrets";
import { cpuSeconds, PATIENCE } from "../patience";

const verdictOf = (name: string | undefined, value: string) => judgeValue(name, value).verdict;
const random = ["k7QzR2", "mWx9Lp", "T4vBnY", "c8HdJs"].join("");

test.each([
  ["TOKEN", "CNRYt75c8e22d24"],
  ["DB_PASS", "hunter2-prod-9f8a"],
  ["DB_PASSWORD", "blue-horse-41-Staple"],
  ["PGPASSWORD", "Zx81-keyboard!"],
  ["API_KEY", random],
  ["JWT_SECRET", random],
  ["SECRET_KEY", `django-insecure-${random}`],
  ["MY_KEY", random],
  ["HEROKU_API_KEY", "3f2b8c1e-94d7-4a60-b5e8-71c09fd2a634"],
  ["COMPOSER_AUTH", `{"github-oauth":{"github.com":"${random}"}}`],
  ["ANYTHING", `postgres://app:${random}@db/x`],
  [undefined, `https://user:${random}@host/x`],
  ["MAVEN_GPG_PASSPHRASE", "correct horse battery 41"],
])("%s=%s is a secret", (name, value) => expect(verdictOf(name, value)).toBe("secret"));

test.each([
  ["POSTGRES_PASSWORD", "postgres"],
  ["MYSQL_ROOT_PASSWORD", "root"],
  ["DB_PASSWORD", "password123"],
  ["DB_PASSWORD", "Passw0rd!"],
  ["DB_PASSWORD", "123456"],
  ["DB_PASSWORD", "k7Qz"],
  ["DB_PASSWORD", "Harbor12345"],
  ["DB_PASSWORD", "sonarqube"],
  ["JWT_SECRET", "dev-secret"],
  ["DATABASE_URL", "postgres://postgres:postgres@db/x"],
])("%s=%s is a default", (name, value) => expect(verdictOf(name, value)).toBe("default"));

test.each([
  ["DB_PASSWORD", ""],
  ["DB_PASSWORD", ","],
  ["DB_PASSWORD", "changeme"],
  ["DB_PASSWORD", "change_me_please"],
  ["API_KEY", "your-api-key-here"],
  ["API_KEY", "<token>"],
  ["API_KEY", "xxxxxxxx"],
  ["API_KEY", "API_KEY"],
  ["AWS_SECRET_ACCESS_KEY", "secretaccesskey"],
  ["NPM_TOKEN", "$" + "{NPM_TOKEN}"],
  ["NPM_TOKEN", "{{ token }}"],
  ["TOKEN", "true"],
  ["TOKEN", "16"],
  ["TOKEN", "1.2.3"],
  ["TOKEN", "30s"],
  ["TOKEN", "/run/secrets/token"],
  ["PRIVATE_KEY", "certs/server.key"],
  ["SECRET", "https://vault.example.org/v1/x"],
  ["AUTH_TOKEN", "bearer"],
  ["MY_KEY", "cache-v1-linux"],
  ["MY_API_TOKEN", "3f2b8c1e-94d7-4a60-b5e8-71c09fd2a634"],
  ["AWS_ACCESS_KEY_ID", "minioadmin"],
  ["NEXT_PUBLIC_API_KEY", random],
  ["GPG_KEY", "7169605F62C751356D054A26A821E680E5FA6305"],
  ["SSH_KEY", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@host"],
  ["CHECKSUM", random],
  ["SECRET", `ENC[AES256,data:${random}]`],
  [undefined, random],
  [undefined, "password"],
])("%s=%s is harmless", (name, value) => expect(verdictOf(name, value)).toBe("harmless"));

test("hashes are told apart", () => {
  expect(verdictOf("ADMIN_PASSWORD", `$2y$10$${random}${random}`)).toBe("hash");
  expect(verdictOf("ROOT_PASSWORD", `{SSHA}${random}`)).toBe("hash");
});

test("the span is the secret's place", () => {
  const value = `  ${random} `;
  const verdict = judgeValue("API_KEY", value);
  expect("span" in verdict && value.slice(verdict.span.start, verdict.span.end)).toBe(random);
});

test("hostile values cost linear time", () => {
  const work = () => {
    for (const unit of ["a", "a-", "pass", "0", "$", "{", '{"a":"', "x@", "your-"])
      judgeValue("DB_PASSWORD", unit.repeat(Math.ceil(200_000 / unit.length)));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});
