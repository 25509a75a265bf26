import { type Call, parseArguments } from "../../commands/command";
import type { CredentialRow, Instead } from "../row";

const withNetrc = (run: string): Instead => ({
  mount: "netrc",
  target: "~/.netrc",
  run,
  from: "$HOME/.netrc",
});

const PIP: Instead = {
  mount: "pip_conf",
  target: "~/.config/pip/pip.conf",
  run: "pip install -r requirements.txt",
  from: "$HOME/.config/pip/pip.conf",
};
const PYPIRC: Instead = {
  mount: "pypirc",
  target: "~/.pypirc",
  run: "twine upload dist/*",
  from: "$HOME/.pypirc",
};
const POETRY: Instead = {
  mount: "repository_password",
  variable: "POETRY_HTTP_BASIC_<REPOSITORY>_PASSWORD",
  run: "poetry install --no-root",
  from: "REPOSITORY_PASSWORD",
};

const POETRY_AUTH = [
  {
    at: "~/.config/pypoetry/auth.toml",
    moved: { POETRY_CONFIG_DIR: "{}/auth.toml", XDG_CONFIG_HOME: "{}/pypoetry/auth.toml" },
  },
];

/** The package managers of Python. */
export const pythonRows: readonly CredentialRow[] = [
  {
    // PIP_CONFIG_FILE is read and never written.
    id: "pip-config-set",
    programs: "pip pip3",
    words: "config set",
    takes: { settings: /./ },
    files: [
      {
        at: "~/.config/pip/pip.conf",
        moved: {
          "--global": "/etc/pip.conf",
          "--site": "/usr/local/pip.conf",
          XDG_CONFIG_HOME: "{}/pip/pip.conf",
        },
      },
    ],
    erased: [{ words: "config unset" }],
    instead: PIP,
  },
  { id: "pip-install-index-url", programs: "pip pip3", words: "install|download|wheel", instead: PIP },
  {
    // The clone is named by the fragment; without -e pip strips the credential from what it notes.
    id: "pip-install-vcs-editable",
    programs: "pip pip3",
    words: "install",
    needs: "-e --editable",
    valued: "-e --editable -r --requirement -c --constraint",
    does: keepEditable,
    files: [{ at: "src/*/.git/config" }],
    instead: withNetrc("pip install -e git+https://<host>/<repository>.git#egg=<name>"),
  },
  {
    id: "pipenv-lock-url",
    programs: "pipenv",
    words: "install|lock|sync",
    takes: { contentOf: "Pipfile" },
    files: [{ at: "Pipfile.lock" }],
    instead: {
      mount: "pypi_password",
      variable: "PYPI_PASSWORD",
      run: "pipenv sync # and in the URL of the Pipfile a reference to $PYPI_PASSWORD",
      from: "PYPI_PASSWORD",
    },
  },
  {
    id: "poetry-config-http-basic",
    programs: "poetry",
    words: "config",
    unless: "--unset",
    valued: "-C --directory",
    takes: { settings: /^http-basic\./, as: "PASSWORD" },
    files: POETRY_AUTH,
    erased: [{ words: "config", needs: "--unset" }],
    instead: POETRY,
  },
  {
    id: "poetry-config-pypi-token",
    programs: "poetry",
    words: "config",
    unless: "--unset",
    takes: { settings: /^pypi-token\./, as: "TOKEN" },
    files: POETRY_AUTH,
    erased: [{ words: "config", needs: "--unset" }],
    instead: {
      mount: "pypi_token",
      variable: "POETRY_PYPI_TOKEN_<REPOSITORY>",
      run: "poetry publish",
      from: "PYPI_TOKEN",
    },
  },
  {
    id: "poetry-config-repositories-url",
    programs: "poetry",
    words: "config",
    unless: "--unset",
    takes: { settings: /^repositories\./ },
    files: [
      {
        at: "~/.config/pypoetry/config.toml",
        moved: {
          "--local": "poetry.toml",
          POETRY_CONFIG_DIR: "{}/config.toml",
          XDG_CONFIG_HOME: "{}/pypoetry/config.toml",
        },
      },
    ],
    erased: [{ words: "config", needs: "--unset" }],
    instead: POETRY,
  },
  {
    id: "pdm-config-password",
    programs: "pdm",
    words: "config|config set",
    unless: "-d --delete",
    takes: { settings: /./ },
    files: [
      {
        at: "~/.config/pdm/config.toml",
        moved: { "--local": "pdm.toml", PDM_CONFIG_FILE: "{}", XDG_CONFIG_HOME: "{}/pdm/config.toml" },
      },
    ],
    erased: [{ words: "config", needs: "-d --delete" }],
    instead: {
      mount: "pypi_password",
      variable: "PRIVATE_PYPI_PASSWORD",
      run: "pdm sync # and in the URL of the source a reference to $PRIVATE_PYPI_PASSWORD",
      from: "PRIVATE_PYPI_PASSWORD",
    },
  },
  {
    id: "uv-auth-login",
    programs: "uv",
    words: "auth login",
    takes: { options: "--password --token -p -t", stdin: true },
    entry: { in: 1 },
    files: [
      {
        at: "~/.local/share/uv/credentials/credentials.toml",
        moved: {
          UV_CREDENTIALS_DIR: "{}/credentials.toml",
          XDG_DATA_HOME: "{}/uv/credentials/credentials.toml",
        },
      },
    ],
    erased: [{ words: "auth logout" }],
    instead: withNetrc("uv sync --frozen"),
  },
  {
    id: "twine-upload-password",
    programs: "twine",
    words: "upload",
    takes: { options: "-p --password" },
    instead: PYPIRC,
  },
  { id: "pypirc-redirect", files: [{ at: "~/.pypirc" }], instead: PYPIRC },
  {
    id: "conda-config-channel-token",
    programs: "conda mamba micromamba",
    words: "config",
    unless: "--remove --remove-key",
    valued: "--set --add --append --prepend --remove --env-name",
    entry: { in: 1 },
    files: [
      {
        at: "~/.condarc",
        moved: {
          "--file": "{}",
          "--system": "/opt/conda/.condarc",
          "--env": "/opt/conda/.condarc",
          CONDARC: "{}",
        },
      },
    ],
    erased: [{ words: "config", needs: "--remove --remove-key" }],
    instead: {
      mount: "condarc",
      target: "~/.condarc",
      run: "conda env create -f environment.yml",
      from: "$HOME/.condarc",
    },
  },
];

/** `pip install -e git+URL#egg=NAME`: the clone under src/ keeps the URL in its config. */
function keepEditable(call: Call): string {
  const { shell, span } = call;
  const { options } = parseArguments(call.args, [
    "-e",
    "--editable",
    "-r",
    "--requirement",
    "-c",
    "--constraint",
  ]);
  const root = shell.variable("VIRTUAL_ENV");
  for (const source of [...(options.get("-e") ?? []), ...(options.get("--editable") ?? [])]) {
    const name =
      /[#&]egg=([\w.-]+)/.exec(source)?.[1] ??
      /([^/@]+?)(?:\.git)?(?:@[^/]*)?$/.exec(source.replace(/#.*$/, ""))?.[1];
    const stored = shell.dyes.marksOf(source);
    const folder = root ? `${root}/src` : "src";
    if (name && stored) shell.write(`${folder}/${name}/.git/config`, stored, { by: "pip install -e", span });
  }
  return "";
}
