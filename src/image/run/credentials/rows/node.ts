import type { CredentialRow, Instead, Place } from "../row";

const NPMRC: Place = {
  at: "~/.npmrc",
  moved: {
    "--location=project": ".npmrc",
    "-L=project": ".npmrc",
    "--location=global": "/usr/local/etc/npmrc",
    "-L=global": "/usr/local/etc/npmrc",
    "--global": "/usr/local/etc/npmrc",
    "-g": "/usr/local/etc/npmrc",
    "--userconfig": "{}",
    NPM_CONFIG_USERCONFIG: "{}",
    npm_config_userconfig: "{}",
  },
};

/** Every command of npm keeps its words in a log. It hides tokens of its own form (up to version 10 not those of `config set`). */
const NPM_LOG: Place = {
  at: "~/.npm/_logs/*-debug-0.log",
  moved: {
    "--cache": "{}/_logs/*-debug-0.log",
    NPM_CONFIG_CACHE: "{}/_logs/*-debug-0.log",
    npm_config_cache: "{}/_logs/*-debug-0.log",
  },
  unless: "--logs-max=0 NPM_CONFIG_LOGS_MAX=0 npm_config_logs_max=0",
  uncertain: true,
  hides: "npm-token",
};

const withNpmrc = (run: string): Instead => ({
  mount: "npmrc",
  target: "~/.npmrc",
  run,
  from: "$HOME/.npmrc",
});
const NPM = withNpmrc("npm ci");
const withNetrc = (run: string): Instead => ({
  mount: "netrc",
  target: "~/.netrc",
  run,
  from: "$HOME/.netrc",
});

/** The package managers of Node. */
export const nodeRows: readonly CredentialRow[] = [
  {
    id: "npm-config-set-auth",
    programs: "npm",
    words: "config set|c set|set",
    valued: "--prefix -C --dir --loglevel",
    takes: { settings: /./ },
    files: [NPMRC],
    erased: [
      { words: "config delete|config rm|c delete|c rm|config unset" },
      { words: "logout", entry: { in: "--registry", otherwise: "https://registry.npmjs.org/" }, below: true },
    ],
    instead: NPM,
  },
  { id: "npmrc-redirect", files: [{ at: "~/.npmrc" }, { at: ".npmrc" }], instead: NPM },
  { id: "npm-cli-auth-flag", programs: "npm npx", copies: [NPM_LOG], instead: NPM },
  {
    id: "npm-install-url-userinfo",
    programs: "npm",
    words: "install|i|add",
    valued: "--prefix",
    files: [
      { at: "package.json", unless: "--no-save -g --global" },
      { at: "package-lock.json", unless: "--no-package-lock --no-save -g --global" },
      { at: "node_modules/.package-lock.json", unless: "-g --global" },
    ],
    copies: [{ at: "~/.npm/_cacache/index-v5/*", moved: { NPM_CONFIG_CACHE: "{}/_cacache/index-v5/*" } }],
    instead: withNetrc("npm ci"),
  },
  {
    // `npm config set` stores it like any key; only the advice differs.
    id: "npm-config-set-proxy",
    programs: "npm",
    words: "config set|c set|set",
    takes: { settings: /proxy$/ },
    files: [NPMRC],
    instead: {
      words:
        "RUN npm ci, without a proxy in npm's config: HTTPS_PROXY is known to the builder and needs no ARG",
      build: "docker build --build-arg HTTPS_PROXY=http://<user>:<password>@<proxy> .",
    },
  },
  {
    // As root, Yarn 1 keeps its settings apart from $HOME.
    id: "yarn1-config-set",
    programs: "yarn",
    words: "config set",
    takes: { settings: /^(?!npm)/ },
    files: [{ at: "~/.yarnrc", moved: { root: "/usr/local/share/.yarnrc" } }],
    erased: [{ words: "config delete" }],
    instead: withNpmrc("yarn install --frozen-lockfile"),
  },
  {
    id: "yarn1-add-url-userinfo",
    programs: "yarn",
    words: "add|global add",
    files: [{ at: "package.json" }, { at: "yarn.lock" }, { at: "node_modules/.yarn-integrity" }],
    copies: [{ at: "~/.cache/yarn/*", moved: { root: "/usr/local/share/.cache/yarn/*" }, uncertain: true }],
    instead: withNpmrc("yarn install --frozen-lockfile"),
  },
  {
    id: "yarn-berry-config-set",
    programs: "yarn",
    words: "config set",
    takes: { settings: /^npm/ },
    files: [
      {
        at: ".yarnrc.yml",
        moved: { "--home": "~/.yarnrc.yml", "-H": "~/.yarnrc.yml", YARN_RC_FILENAME: "{}" },
      },
    ],
    erased: [{ words: "config unset" }],
    instead: {
      mount: "npm_token",
      variable: "YARN_NPM_AUTH_TOKEN",
      run: "yarn install --immutable",
      from: "NPM_TOKEN",
    },
  },
  {
    // Up to version 10; later ones keep it in ~/.config/pnpm/auth.ini. These hand the command to npm, which keeps its log.
    id: "pnpm-config-set",
    programs: "pnpm",
    words: "config set|c set|set",
    takes: { settings: /./ },
    files: [
      {
        at: "~/.npmrc",
        moved: {
          "--location=project": ".npmrc",
          "-L=project": ".npmrc",
          NPM_CONFIG_USERCONFIG: "{}",
          npm_config_userconfig: "{}",
        },
      },
      { at: "~/.config/pnpm/auth.ini", moved: { XDG_CONFIG_HOME: "{}/pnpm/auth.ini" }, uncertain: true },
    ],
    copies: [NPM_LOG],
    erased: [{ words: "config delete|c delete|config rm" }],
    instead: withNpmrc("pnpm install --frozen-lockfile"),
  },
  {
    id: "pnpm-add-url-userinfo",
    programs: "pnpm",
    words: "add|install|i",
    files: [{ at: "package.json" }, { at: "pnpm-lock.yaml" }, { at: "node_modules/.pnpm/lock.yaml" }],
    // The name of a folder of the store holds the password.
    copies: [{ at: "~/.local/share/pnpm/store/*", moved: { XDG_DATA_HOME: "{}/pnpm/store/*" } }],
    instead: withNpmrc("pnpm install --frozen-lockfile"),
  },
  {
    id: "bun-add-url-userinfo",
    programs: "bun",
    words: "add|install|i",
    files: [{ at: "package.json" }, { at: "bun.lock" }],
    instead: {
      mount: "npm_token",
      variable: "NPM_CONFIG_TOKEN",
      run: "bun install --frozen-lockfile",
      from: "NPM_TOKEN",
    },
  },
];
