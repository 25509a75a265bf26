import { judgeName, secretKindOf } from "../../src/secrets";
import { cpuSeconds, PATIENCE } from "../patience";

const strengthOf = (name: string) => judgeName(name).strength;

const names: readonly (readonly [name: string, strength: string])[] = [
  ["NPM_TOKEN", "known"],
  ["npm_token", "known"],
  ["AWS_SECRET_ACCESS_KEY", "known"],
  ["VAULT_SECRET_ID", "known"],
  ["UV_INDEX_PRIVATE_PASSWORD", "known"],
  ["BUNDLE_GEMS__EXAMPLE__COM", "known"],
  ["DATABASE_URL", "url"],
  ["PIP_INDEX_URL", "url"],
  ["MY_SERVICE_ENDPOINT", "url"],
  ["adminPassword", "strong"],
  ["ROOTPASSWORD", "strong"],
  ["HTTPAuthToken", "strong"],
  ["APP_PWD", "strong"],
  ["MY_API_KEY", "strong"],
  ["SLACK_ALERTS_WEBHOOK_URL", "strong"],
  ["PASSWORD2", "strong"],
  ["GPG_SIGNING_PASSPHRASE", "strong"],
  ["MY_GPG_PRIVATE_KEY", "strong"],
  ["MY_KEY", "weak"],
  ["SERVICE_AUTH", "weak"],
  ["NEXT_PUBLIC_API_KEY", "public"],
  ["VITE_TOKEN", "public"],
  ["SUPABASE_ANON_KEY", "public"],
  ...[
    "PATH",
    "PWD",
    "AUTHOR",
    "KEYBOARD",
    "MONKEY",
    "COMPASS",
    "PASSENGER_VERSION",
    "TOKENIZERS_PARALLELISM",
    "GPG_KEY",
    "MY_GPG_KEY",
    "DB_PASSWORD_FILE",
    "TOKEN_TTL",
    "API_KEY_NAME",
    "SECRET_ID",
    "AUTH_METHOD",
    "SSH_AUTH_SOCK",
    "MYSQL_ALLOW_EMPTY_PASSWORD",
    "CACHE_KEY",
    "HOST_KEY",
    "NO_PASSWORD",
    "CSRF_TOKEN",
    "MAX_TOKENS",
    "EOS_TOKEN",
    "SECRET_KEY_BASE_DUMMY",
    "BUNDLE_PATH",
    "BUNDLE_SILENCE_ROOT_WARNING",
    "STRIPE_PUBLISHABLE_KEY",
    "CLIENT_ID",
    "NODE_VERSION",
  ].map((name) => [name, "none"] as const),
];

test.each(names)("%s is %s", (name, strength) => expect(strengthOf(name)).toBe(strength));

test("halves and paths are told apart", () => {
  expect(judgeName("AWS_ACCESS_KEY_ID")).toMatchObject({ strength: "known", identifier: true });
  expect(judgeName("KUBECONFIG")).toMatchObject({ strength: "known", path: true });
});

test("the kind is what the name promises", () => {
  expect(
    ["DB_PASS", "NPM_TOKEN", "SSH_PRIVATE_KEY", "OPENAI_API_KEY", "APP_KEY", "JWT_SECRET"].map(secretKindOf),
  ).toEqual(["password", "token", "private-key", "api-key", "key", "token"]);
});

test("a hostile name costs linear time", () => {
  const work = () => {
    for (const unit of ["A_", "aB", "PASSWORD_", "_", "key-"]) judgeName(unit.repeat(200_000));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});
