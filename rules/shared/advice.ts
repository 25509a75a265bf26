import type { Fix } from "../../src/finding";
import type { Secret } from "../../src/image/model";

const ROTATE =
  "Rotate the credential if an image with it was ever pushed: every copy of the layer and the history keeps it.";

const words = (title: string, advice: readonly string[], commands: readonly string[]): Fix => ({
  title,
  safety: "unsafe",
  advice,
  edits: [],
  commands,
});

/** A variable's name as the id of a build secret. */
export const secretId = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "_")
    .replace(/^[._-]+/, "") || "secret";

/** For a credential that a RUN needs as a variable. */
export function mountAsVariable(name: string, command = "<the command that needs it>"): Fix {
  const id = secretId(name);
  return words(
    `Mount ${name} as a build secret for the RUN that needs it`,
    [`RUN --mount=type=secret,id=${id},env=${name} ${command}`],
    [`docker build --secret id=${id},env=${name} .`, ROTATE],
  );
}

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
  return words(
    `Mount ${name} as a build secret for the RUN that needs it`,
    [
      `RUN --mount=type=secret,id=${id},target=${path},required ${command ?? known?.command ?? "<the command that needs it>"}`,
    ],
    [`docker build --secret id=${id},src=${known?.source ?? name} .`, ROTATE],
  );
}

const cloneWithMount = (): Fix =>
  words(
    "Give git the token by a secret mount, so that no URL and no config keeps it",
    [
      "RUN --mount=type=secret,id=git_token,env=GIT_TOKEN \\",
      "    git -c credential.helper='!f() { echo username=x; echo \"password=$GIT_TOKEN\"; }; f' clone https://<host>/<repository>.git",
    ],
    ["docker build --secret id=git_token,env=GIT_TOKEN .", ROTATE],
  );

const agentMount = (): Fix =>
  words(
    "Use your SSH agent by an SSH mount; the key never enters the build",
    ["RUN --mount=type=ssh git clone git@<host>:<repository>.git"],
    ["docker build --ssh default .", "Replace the key pair if an image with it was ever pushed."],
  );

/** For files of the context that no build needs: the lines of the ignore file. */
export function ignoreLines(paths: readonly string[], ignoreFile: string): Fix {
  const lines = [...new Set(paths.map(ignoreLine))];
  return words(`Keep ${lines.length === 1 ? "it" : "them"} out of the build: add to ${ignoreFile}`, lines, [
    ROTATE,
  ]);
}

// A line without `**/` holds at the root of the context only.
const ignoreLine = (path: string): string => {
  const folder = /(?:^|\/)(\.(?:git|aws|ssh|gnupg|kube|docker|azure))(?:\/|$)/.exec(path)?.[1];
  return `**/${folder ?? path.slice(path.lastIndexOf("/") + 1)}`;
};

/** For a stage that ships what only its build needed. */
export const copyLess = (path: string): Fix =>
  words(
    "Copy only what the final stage needs",
    [
      "COPY --from=<builder> <the built files> <destination>",
      `Or remove it in the builder, before the COPY: RUN rm -f ${path}`,
    ],
    [ROTATE],
  );

/** For a secret that the running container needs. */
export const giveAtRunTime = (name: string): Fix =>
  words(
    `Remove ${name} from the image and give it to the container when it runs`,
    [
      `Delete the line that sets ${name}.`,
      "For a RUN that needs it, mount it: " +
        `RUN --mount=type=secret,id=${secretId(name)},env=${name} <command>`,
    ],
    [
      `docker run --env-file <file with ${name}> <image>`,
      `docker build --secret id=${secretId(name)},env=${name} .`,
      ROTATE,
    ],
  );

/** For a literal: the value itself must go, wherever it is needed. */
export function fixFor(secret: Secret): Fix {
  return secret.origin === "literal" || secret.origin === "build-arg"
    ? mountAsVariable(variableName(secret.name))
    : mountAsFile(secret.name);
}

/** A token found by its shape has no name of its own; this is the one that the advice gives it. */
export const variableName = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
