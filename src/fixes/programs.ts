import type { SimpleCommand } from "../shell/syntax";
import { wordsOf } from "./run-script";

/** Commands as the first words of a line: a program, then the words that may follow it, or none where every call counts. */
export type Programs = Readonly<Record<string, RegExp | undefined>>;

/** Made when it is first asked for: a run that finds nothing asks for none. */
export function table<Table>(make: () => Table): () => Table {
  let made: Table | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const INSTALLS =
  /^(?:ci|i|install|add|update|publish|pack|audit|fetch|import|deploy|dlx|exec|clean-install|rebuild)$/;
export const NODE = table<Programs>(() => ({
  npm: INSTALLS,
  pnpm: INSTALLS,
  yarn: /^(?:$|install|add|workspaces|dlx|publish|--)/,
  npx: undefined,
  bun: INSTALLS,
  bunx: undefined,
  lerna: undefined,
  corepack: /^(?:yarn|pnpm|npm)$/,
}));
export const PYTHON = table<Programs>(() => ({
  pip: /^(?:install|download|wheel|index)$/,
  pip3: /^(?:install|download|wheel|index)$/,
  uv: undefined,
  poetry: undefined,
  pdm: undefined,
  pipenv: undefined,
  pipx: undefined,
  python: /^-m$/,
  python3: /^-m$/,
  twine: undefined,
  conda: undefined,
  hatch: undefined,
}));
export const GIT = table<Programs>(() => ({
  git: /^(?:clone|fetch|pull|submodule|ls-remote|lfs|remote|-C|-c)$/,
  go: /^(?:mod|get|install|build|generate|test|run)$/,
  composer: undefined,
  ...NODE(),
  ...PYTHON(),
  cargo: undefined,
  swift: undefined,
  mix: undefined,
  bundle: undefined,
  make: undefined,
  repo: undefined,
  west: undefined,
  glide: undefined,
  dep: undefined,
  pod: undefined,
  flutter: undefined,
  dart: undefined,
}));
export const DOWNLOADS = table<Programs>(() => ({ curl: undefined, wget: undefined, ...GIT() }));
export const SSH = table<Programs>(() => ({
  ssh: undefined,
  scp: undefined,
  sftp: undefined,
  rsync: undefined,
  "ssh-add": undefined,
  ...GIT(),
}));
export const CLOUD = table<Programs>(() => ({
  aws: undefined,
  terraform: undefined,
  s3cmd: undefined,
  sam: undefined,
  pulumi: undefined,
  serverless: undefined,
  sls: undefined,
  cdk: undefined,
  dvc: undefined,
}));

/** Whether a command calls one of some programs with a word that counts. */
export function calls(command: SimpleCommand, programs: Programs): boolean {
  const [program, ...rest] = wordsOf(command);
  if (program === undefined || !Object.hasOwn(programs, program)) return false;
  const words = programs[program];
  const first = rest.find((word) => !word.startsWith("-")) ?? "";
  return words === undefined || words.test(first) || (rest[0] !== undefined && words.test(rest[0]));
}
