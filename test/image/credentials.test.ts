import { credentialRows } from "../../src/image/run/credentials";
import { lint } from "../../src/lint";
import { accountCases } from "./credentials/accounts";
import type { CredentialCase } from "./credentials/case";
import { clientCases } from "./credentials/clients";
import { cloudCases } from "./credentials/clouds";
import { gitCases } from "./credentials/git";
import ids from "./credentials/ids.json";
import { keyCases } from "./credentials/keys";
import { languageCases } from "./credentials/languages";
import { nodeCases } from "./credentials/node";
import { pythonCases } from "./credentials/python";
import { serviceCases } from "./credentials/services";
import { buildOptions, table } from "./table";

const cases: readonly CredentialCase[] = [
  ...nodeCases,
  ...pythonCases,
  ...languageCases,
  ...gitCases,
  ...cloudCases,
  ...serviceCases,
  ...clientCases,
  ...accountCases,
  ...keyCases,
];

/** A build with the text as its last instructions; `ARG API_TOKEN` where the text names it. */
function build(text: string): { readonly Dockerfile: string } {
  const instructions = /^(?:RUN|COPY|ADD|USER|ENV|WORKDIR) /.test(text) ? text : `RUN ${text}`;
  const argument = text.includes("$API_TOKEN") || /\benv >|printenv|-p > |-px > /.test(text);
  return { Dockerfile: `FROM node:22\n${argument ? "ARG API_TOKEN\n" : ""}${instructions}\n` };
}

const files = (text: string): string[] =>
  table(build(text))
    .flatMap((line) => (line.startsWith("layer ") ? [line.split(" ")[2]!] : []))
    .sort();

test("every entry has a case, and a row of the same name", () => {
  expect(cases.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const rows = credentialRows.map(({ id }) => id);
  expect(ids.filter((id) => !rows.includes(id))).toEqual([]);
  expect(rows.filter((id, index) => rows.indexOf(id) !== index)).toEqual([]);
});

describe.each(cases.map((each) => [each.id, each] as const))("%s", (_, { leaves, clean, harmless }) => {
  test.each(leaves.map(([text, ...left]) => [text, left] as const))("leaves: %s", (text, left) => {
    expect(files(text)).toEqual([...left].sort());
  });

  test.each(clean)("leaves nothing: %s", (text) => {
    expect(files(text)).toEqual([]);
  });

  if (harmless)
    test.each(harmless)("is no secret: %s", (text) => {
      expect(files(text)).toEqual([]);
      expect(lint(buildOptions(build(text))).findings).toEqual([]);
    });
});

/** One for each way in which something is taken back: in the same RUN it is gone, in a later one it is hidden. */
describe("taken back", () => {
  test.each<[stored: string, removed: string, file: string]>([
    ["npm config set _auth $API_TOKEN --logs-max=0", "npm config delete _auth", "/root/.npmrc"],
    ["npm config set _auth $API_TOKEN --logs-max=0", "npm config set _auth=x --logs-max=0", "/root/.npmrc"],
    [
      "npm config set //r.example/:_auth $API_TOKEN --logs-max=0",
      "npm logout --registry=https://r.example",
      "/root/.npmrc",
    ],
    ["docker login -p $API_TOKEN r.example", "docker logout r.example", "/root/.docker/config.json"],
    [
      "cargo login --registry acme $API_TOKEN",
      "cargo logout --registry acme",
      "/root/.cargo/credentials.toml",
    ],
    [
      "poetry config http-basic.a u $API_TOKEN",
      "poetry config http-basic.a --unset",
      "/root/.config/pypoetry/auth.toml",
    ],
    [
      "doctl auth init -t $API_TOKEN",
      "doctl auth remove --context default",
      "/root/.config/doctl/config.yaml",
    ],
    ["PULUMI_ACCESS_TOKEN=$API_TOKEN pulumi login", "pulumi logout", "/root/.pulumi/credentials.json"],
    ["stripe config --set k $API_TOKEN", "stripe logout --all", "/root/.config/stripe/config.toml"],
    [
      "git config --global http.proxy http://u:$API_TOKEN@p",
      "git config --global --unset http.proxy",
      "/root/.gitconfig",
    ],
    [
      "git config --global http.proxy http://u:$API_TOKEN@p",
      "git config --global http.proxy http://p",
      "/root/.gitconfig",
    ],
    [
      "git config --global http.proxy http://u:$API_TOKEN@p",
      "git config --global --remove-section http",
      "/root/.gitconfig",
    ],
    ["git clone https://$API_TOKEN@g/o/r", "git -C r remote set-url origin https://g/o/r", "/r/.git/config"],
    ["git clone https://$API_TOKEN@g/o/r", "rm -rf /r/.git", "/r/.git/config"],
    [
      "printf 'host=g\\npassword=%s' $API_TOKEN | git credential approve",
      "echo host=g | git credential reject",
      "/root/.git-credentials",
    ],
    ["useradd -p $API_TOKEN app", "passwd -d app", "/etc/shadow"],
    ["useradd -p $API_TOKEN app", "userdel -r app", "/etc/shadow"],
    [
      "echo d d/p password $API_TOKEN | debconf-set-selections",
      "echo PURGE | debconf-communicate d",
      "/var/cache/debconf/passwords.dat",
    ],
    ["ssh-keygen -t rsa -N '' -f /key", "rm /key", "/key"],
    ["wandb login $API_TOKEN", "truncate -s 0 ~/.netrc", "/root/.netrc"],
  ])("%s; %s", (stored, removed, file) => {
    const later = ["FROM node:22", "ARG API_TOKEN", `RUN ${stored}`, `RUN ${removed}`].join("\n");
    const layers = (Dockerfile: string) => table({ Dockerfile }).filter((line) => line.startsWith("layer"));
    expect(layers(later)).toEqual([`layer 3 ${file} hidden by 4`]);
    expect(files(`${stored} && ${removed}`)).toEqual([]);
  });

  test("what names another entry takes nothing back", () => {
    const kept: readonly (readonly [string, string])[] = [
      ["npm config set _auth $API_TOKEN --logs-max=0 && npm config delete registry", "/root/.npmrc"],
      [
        "helm repo add a https://a --password $API_TOKEN && helm repo remove b",
        "/root/.config/helm/repositories.yaml",
      ],
      ["git clone https://$API_TOKEN@g/o/r && git -C r remote remove upstream", "/r/.git/config"],
      ["aws configure set aws_session_token $API_TOKEN && aws logout", "/root/.aws/credentials"],
      ["useradd -p $API_TOKEN app && userdel other", "/etc/shadow"],
      ["wandb login $API_TOKEN && heroku logout", "/root/.netrc"],
    ];
    for (const [text, file] of kept) expect(files(text)).toEqual([file]);
  });

  test("a log of npm outlives the setting", () =>
    expect(files("npm config set _auth $API_TOKEN && npm config delete _auth")).toEqual([
      "/root/.npm/_logs/*-debug-0.log",
    ]));
});

/** A literal stands where a credential is expected, so it is one whatever it looks like. */
describe("literals", () => {
  const value = ["blue", "Horse", "4711", "Staple"].join("-");
  test.each<[run: string, ...files: string[]]>([
    ["vault login VALUE", "/root/.vault-token"],
    ["wandb login VALUE", "/root/.netrc"],
    ["docker login -u u -p VALUE r.example", "/root/.docker/config.json"],
    ["docker login -u u -pVALUE", "/root/.docker/config.json"],
    ["echo VALUE | docker login -u u --password-stdin", "/root/.docker/config.json"],
    ["poetry config http-basic.acme user VALUE", "/root/.config/pypoetry/auth.toml"],
    ["npm config set //r.example/:_authToken=VALUE --logs-max=0", "/root/.npmrc"],
    ["aws configure set aws_secret_access_key VALUE", "/root/.aws/credentials"],
    ["bundle config set gems.example.com user:VALUE", "/.bundle/config"],
    ["snyk config set api=VALUE", "/root/.config/configstore/snyk.json"],
    ["composer config -g http-basic.r.example user VALUE", "/root/.composer/auth.json"],
    ["jf c add r --user=u --password=VALUE", "/root/.jfrog/jfrog-cli.conf.v6"],
    ["echo 'd d/password password VALUE' | debconf-set-selections", "/var/cache/debconf/passwords.dat"],
    ["x11vnc -storepasswd VALUE /v", "/v"],
    ["useradd -p VALUE app", "/etc/shadow"],
    ["htpasswd -bc /h admin VALUE", "/h"],
    ["sshpass -p VALUE ssh h ls"],
    ["sshpass -pVALUE ssh h ls"],
    ["openssl rsa -in /k -passin pass:VALUE -check"],
    ["gpg --batch --passphrase VALUE -d x"],
    ["twine upload -u u -p VALUE dist/*"],
    ["redis-cli -a VALUE ping"],
    ["mongosh -u u -p VALUE s.js"],
    ["wget --password=VALUE https://h/x"],
    ["keytool -certreq -keystore /k -storepass VALUE"],
  ])("%s", (run, ...left) => {
    const text = run.replace("VALUE", value);
    expect(files(text)).toEqual(left);
    expect(table(build(text))).toContain("history 2");
    expect(JSON.stringify(lint(buildOptions(build(text))))).not.toContain("Horse");
  });

  test.each([
    "docker login -u u -p $PASSWORD r.example",
    "docker login -u u -p '' r.example",
    "vault login <token>",
    "vault login -method=oidc role=ci",
    "helm repo add bitnami https://charts.example/bitnami",
    "aws configure set aws_access_key_id ''",
    "uv auth login pypi.example --token -",
    "snyk auth",
    "cargo login",
    "kubectl config set current-context production",
    "pip config set global.trusted-host pypi.example",
    "jf config add r --url=https://jf.example --user=build",
    "openssl rsa -in k -passin env:KEY_PASSWORD",
  ])("no literal: %s", (run) => {
    expect(files(run)).toEqual([]);
    expect(lint(buildOptions(build(run))).findings).toEqual([]);
  });
});
