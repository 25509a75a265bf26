import type { Fix } from "../../src/finding";

import { fixInWords, ROTATE, secretId } from "./fix-in-words";

/** Where a tool reads its credential, so that a mount can put it there. */
const MOUNT_TARGETS: readonly {
  readonly file: RegExp;
  readonly id: string;
  readonly source: string;
  readonly command: string;
}[] = [
  { file: /npmrc$/, id: "npmrc", source: "$HOME/.npmrc", command: "npm ci" },
  {
    file: /\.yarnrc(?:\.yml)?$/,
    id: "yarnrc",
    source: "$HOME/.yarnrc.yml",
    command: "yarn install --immutable",
  },
  {
    file: /pip\.(?:conf|ini)$/,
    id: "pip_conf",
    source: "$HOME/.config/pip/pip.conf",
    command: "pip install -r requirements.txt",
  },
  { file: /\.netrc$/, id: "netrc", source: "$HOME/.netrc", command: "<the command that downloads>" },
  {
    file: /\.git-credentials$/,
    id: "git_credentials",
    source: "$HOME/.git-credentials",
    command: "git clone <url>",
  },
  { file: /\.aws\/credentials$/, id: "aws", source: "$HOME/.aws/credentials", command: "aws <command>" },
  {
    file: /\.docker\/config\.json$/,
    id: "docker_config",
    source: "$HOME/.docker/config.json",
    command: "<the command that pulls>",
  },
  { file: /settings\.xml$/, id: "maven_settings", source: "$HOME/.m2/settings.xml", command: "mvn package" },
  { file: /auth\.json$/, id: "composer_auth", source: "auth.json", command: "composer install --no-dev" },
  { file: /NuGet\.Config$/i, id: "nuget_config", source: "NuGet.Config", command: "dotnet restore" },
  {
    file: /\.cargo\/credentials(?:\.toml)?$/,
    id: "cargo",
    source: "$HOME/.cargo/credentials.toml",
    command: "cargo build --release",
  },
  { file: /\.pypirc$/, id: "pypirc", source: "$HOME/.pypirc", command: "<the command that uploads>" },
];

/** For a credential file that a tool reads: the mount that puts it there for one RUN and leaves nothing. */
export function mountAsFile(path: string, command?: string): Fix {
  if (/(?:^|\/)\.git\/config$/.test(path)) return cloneWithMount();
  if (/(?:^|\/)\.ssh\/|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/.test(path)) return agentMount();
  const known = MOUNT_TARGETS.find(({ file }) => file.test(path));
  const name = path.slice(path.lastIndexOf("/") + 1);
  const id = known?.id ?? secretId(name);
  return fixInWords(
    `Mount ${name} as a build secret for the RUN that needs it`,
    [
      `RUN --mount=type=secret,id=${id},target=${path},required ${command ?? known?.command ?? "<the command that needs it>"}`,
    ],
    [`docker build --secret id=${id},src=${known?.source ?? name} .`, ROTATE],
  );
}

const cloneWithMount = (): Fix =>
  fixInWords(
    "Give git the token by a secret mount, so that no URL and no config keeps it",
    [
      "RUN --mount=type=secret,id=git_token,env=GIT_TOKEN \\",
      "    git -c credential.helper='!f() { echo username=x; echo \"password=$GIT_TOKEN\"; }; f' clone https://<host>/<repository>.git",
    ],
    ["docker build --secret id=git_token,env=GIT_TOKEN .", ROTATE],
  );

const agentMount = (): Fix =>
  fixInWords(
    "Use your SSH agent by an SSH mount; the key never enters the build",
    ["RUN --mount=type=ssh git clone git@<host>:<repository>.git"],
    ["docker build --ssh default .", "Replace the key pair if an image with it was ever pushed."],
  );
