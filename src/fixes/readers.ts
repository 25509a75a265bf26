import type { SimpleCommand } from "../shell/syntax";
import { CLOUD, calls, DOWNLOADS, GIT, NODE, type Programs, PYTHON, SSH, table } from "./programs";
import { wordsOf } from "./run-script";

/** Which programs read a variable by themselves, without the RUN naming it, by a part of its name in capitals, or what it starts with. */
const BY_VARIABLE: readonly (readonly [parts: string, starts: string, () => Programs])[] = [
  ["NPM NODE_AUTH YARN", "", NODE],
  ["PIP PYPI POETRY TWINE", "UV_", PYTHON],
  ["COMPOSER", "", () => ({ composer: undefined })],
  ["", "AWS_", CLOUD],
  ["CARGO", "", () => ({ cargo: undefined })],
  ["BUNDLE GEM", "", () => ({ bundle: undefined, gem: undefined })],
  ["NUGET", "", () => ({ dotnet: undefined, nuget: undefined })],
  ["MAVEN MVN", "", () => ({ mvn: undefined, mvnw: undefined })],
  ["", "GH_ GITHUB_", () => ({ gh: undefined })],
  ["", "HF HUGGING", () => ({ hf: undefined, "huggingface-cli": undefined })],
  ["SENTRY", "", () => ({ "sentry-cli": undefined })],
];

/** Which programs read a file, by the end of its path. */
const BY_FILE: readonly (readonly [RegExp, () => Programs])[] = [
  [/npmrc$|\.yarnrc(?:\.yml)?$/, NODE],
  [/pip\.(?:conf|ini)$|\.pypirc$|pydistutils/, PYTHON],
  [/\.netrc$|_netrc$/, DOWNLOADS],
  [/\.git-credentials$|\.gitconfig$|\.git\/config$/, GIT],
  [/\.ssh\/|id_(?:rsa|dsa|ecdsa|ed25519)[^/]*$|deploy[_-]?key|known_hosts$/, SSH],
  [/\.aws\//, CLOUD],
  [/settings(?:-security)?\.xml$/, () => ({ mvn: undefined, mvnw: undefined, gradle: undefined })],
  [/gradle\.properties$/, () => ({ gradle: undefined, gradlew: undefined })],
  [/auth\.json$/, () => ({ composer: undefined })],
  [/nuget\.config$/i, () => ({ dotnet: undefined, nuget: undefined, msbuild: undefined })],
  [/\.cargo\//, () => ({ cargo: undefined })],
  [/\.gem\/|\.bundle\//, () => ({ bundle: undefined, gem: undefined })],
  [
    /\.docker\/config\.json$|containers\/.*auth\.json$/,
    () => ({
      docker: undefined,
      podman: undefined,
      buildah: undefined,
      skopeo: undefined,
      crane: undefined,
      helm: undefined,
    }),
  ],
  [/\.kube\//, () => ({ kubectl: undefined, helm: undefined })],
  [/gcloud|service[-_]?account/i, () => ({ gcloud: undefined, gsutil: undefined, bq: undefined })],
];

/** Commands that run a project's own code, which may read any variable and any file. */
const OWN_CODE = table<Programs>(() => ({
  npm: /^(?:run|run-script|test|t|start|build|exec)$/,
  pnpm: /^(?!ci$|i$|install$|add$|config$|set$|fetch$|store$|setup$|help$)./,
  yarn: /^(?!install$|add$|config$|set$|cache$|--)./,
  bun: /^(?:run|test|build|x)$/,
  npx: undefined,
  make: undefined,
  cmake: undefined,
  ninja: undefined,
  just: undefined,
  task: undefined,
  python: /^(?!-m$|--version$|-V$)/,
  python3: /^(?!-m$|--version$|-V$)/,
  node: /^(?!--version$|-v$)/,
  deno: undefined,
  ruby: undefined,
  rake: undefined,
  rails: undefined,
  php: undefined,
  artisan: undefined,
  sh: undefined,
  bash: undefined,
  mvn: undefined,
  mvnw: undefined,
  gradle: undefined,
  gradlew: undefined,
  ant: undefined,
  sbt: undefined,
  dotnet: /^(?:build|publish|run|test)$/,
  go: /^(?:run|generate|test)$/,
  bundle: /^exec$/,
  mix: undefined,
  hugo: undefined,
  tox: undefined,
  pytest: undefined,
  nx: undefined,
  turbo: undefined,
  next: undefined,
  vite: undefined,
  tsc: undefined,
  webpack: undefined,
  gulp: undefined,
  grunt: undefined,
  ng: undefined,
}));

export function readsVariable(name: string): ((command: SimpleCommand) => boolean) | undefined {
  const upper = name.toUpperCase();
  const any = (words: string, fits: (word: string) => boolean) => words !== "" && words.split(" ").some(fits);
  const programs = BY_VARIABLE.find(
    ([parts, starts]) =>
      any(parts, (part) => upper.includes(part)) || any(starts, (start) => upper.startsWith(start)),
  )?.[2];
  return programs && ((command) => calls(command, programs()));
}

export function readsFile(path: string): ((command: SimpleCommand) => boolean) | undefined {
  const programs = BY_FILE.find(([pattern]) => pattern.test(path))?.[1];
  return programs && ((command) => calls(command, programs()));
}

/** Node's package managers, which fill `${NAME}` in an .npmrc by themselves. */
export const installsPackages = (command: SimpleCommand): boolean => calls(command, NODE());

export const usesGit = (command: SimpleCommand): boolean => calls(command, GIT());

/** Tools of the system and installers, which read their own settings and nothing of a project's. */
const QUIET = table(
  () =>
    new Set(
      (
        "[ [[ : . a2dismod a2enmod add-apt-repository addgroup adduser apk apt apt-cache apt-get apt-key apt-mark awk base64 basename bundle bzip2 c_rehash ca-certificates " +
        "cargo cat cd chgrp chmod chown chpasswd chsh cp corepack curl cut date dd debconf-set-selections deluser df diff dirname dnf docker-php-ext-configure " +
        "docker-php-ext-enable docker-php-ext-install dotnet dpkg du echo egrep env exit export false fc-cache fgrep file find gem getent git go gpg grep groupadd groupmod gunzip gzip " +
        "head hostname id install jq ldconfig ln local locale-gen ls md5sum microdnf mkdir mktemp mv npm nuget openssl passwd patch pear pecl perl pip pip3 pipenv pipx pnpm poetry pdm printenv printf pwd " +
        "readlink realpath rm rmdir rpm rustup sed seq set sha256sum sha512sum shift shred sleep sort source ssh ssh-keygen ssh-keyscan stat strip su sync tail tar tdnf tee test touch tr trap true " +
        "truncate type ulimit umask uname uniq unlink unset unzip update-alternatives update-ca-certificates update-rc.d useradd usermod uv wc wget which xargs xz yarn yum zip zypper"
      ).split(" "),
    ),
);

/** Commands that load an application with its settings, as they do at run time. */
const APPLICATION = table<Programs>(() => ({
  npm: /^(?:run|run-script|build|start)$/,
  pnpm: /^(?:run|build|start)$/,
  yarn: /^(?:run|build|start)$/,
  bun: /^(?:run|build)$/,
  next: undefined,
  nuxt: undefined,
  prisma: undefined,
  rails: undefined,
  rake: undefined,
  bundle: /^exec$/,
  flask: undefined,
  alembic: undefined,
  "django-admin": undefined,
  mix: undefined,
}));

/** Whether a command loads the application, which wants its settings then. */
export const loadsApplication = (command: SimpleCommand): boolean =>
  calls(command, APPLICATION()) ||
  wordsOf(command)
    .slice(0, 3)
    .some((word) => /(?:^|\/)(?:manage\.py|artisan|bin\/console|bin\/rails|bin\/rake)$/.test(word));

/** Whether a command asks the repository that it stands in. */
export const asksRepository = (command: SimpleCommand): boolean =>
  calls(command, {
    git: /^(?:describe|rev-parse|rev-list|log|show|status|tag|diff|checkout|submodule|ls-files|archive|lfs)$/,
  });

/** Whether a command may run code of the project, or of somebody of whom nothing is known: it may read any variable and any file. */
export function runsOwnCode(command: SimpleCommand): boolean {
  const first = command.words[0]?.text ?? "";
  const [program] = wordsOf(command);
  if (/^(?:\.{1,2}\/|\/(?!usr\/|bin\/|sbin\/))/.test(first) || /\.(?:sh|py|rb|js)$/.test(first)) return true;
  return program !== undefined && (calls(command, OWN_CODE()) || !QUIET().has(program));
}

/** Whether a command may read any file of the project: its own code does, and so does a compiler, which reads no variable. */
export const readsProject = (command: SimpleCommand): boolean =>
  runsOwnCode(command) ||
  calls(command, {
    go: /^(?:build|run|test|generate|install)$/,
    cargo: /^(?:build|run|test|install)$/,
    dotnet: /^(?:build|publish|run|test)$/,
  });
