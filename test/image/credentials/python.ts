import type { CredentialCase } from "./case";

const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const url = "https://user:$API_TOKEN@host.example";

/** Package managers of Python. */
export const pythonCases: readonly CredentialCase[] = [
  {
    id: "pip-config-set",
    leaves: [
      [`pip config set global.index-url ${url}/simple`, "/root/.config/pip/pip.conf"],
      [`python -m pip config --user set global.proxy ${url}`, "/root/.config/pip/pip.conf"],
      [`pip3 config --global set global.extra-index-url ${url}/simple`, "/etc/pip.conf"],
      [
        `ENV PIP_CONFIG_FILE=/p.conf\nRUN pip config set global.index-url ${url}`,
        "/root/.config/pip/pip.conf",
      ],
    ],
    clean: [
      "--mount=type=secret,id=pipconf,target=/root/.config/pip/pip.conf,required pip install -r requirements.txt",
      `pip config set global.index-url ${url} && pip install x && pip config unset global.index-url`,
    ],
    harmless: [
      "pip config set global.index-url https://pypi.example/simple",
      "pip config set global.timeout 60",
    ],
  },
  {
    id: "pip-install-index-url",
    leaves: [[`pip install --index-url ${url}/simple x`], [`pip install --extra-index-url=${url}/simple x`]],
    clean: [
      "--mount=type=secret,id=pipconf,target=/root/.config/pip/pip.conf,required pip install -r requirements.txt",
      "--mount=type=secret,id=u,env=PIP_INDEX_URL,required pip install -r requirements.txt",
    ],
    harmless: ["pip install --index-url https://pypi.example/simple x"],
  },
  {
    id: "pip-install-vcs-editable",
    leaves: [
      ["pip install -e git+https://$API_TOKEN@git.example/org/repo.git#egg=lib", "/src/lib/.git/config"],
      [
        "ENV VIRTUAL_ENV=/venv\nRUN pip install --editable git+https://$API_TOKEN@git.example/o/r.git#egg=lib",
        "/venv/src/lib/.git/config",
      ],
      ["pip install git+https://$API_TOKEN@git.example/org/repo.git"],
    ],
    clean: [
      `${netrcMount} pip install -e git+https://git.example/org/repo.git#egg=lib`,
      "pip install -e git+https://$API_TOKEN@git.example/o/r.git#egg=lib && rm -rf src/lib/.git",
    ],
    harmless: ["pip install -e .", "pip install -e git+https://git.example/org/repo.git#egg=lib"],
  },
  {
    id: "pipenv-lock-url",
    leaves: [[`printf 'url = "%s"\\n' "${url}" > Pipfile && pipenv lock`, "/Pipfile", "/Pipfile.lock"]],
    clean: ["--mount=type=secret,id=pypass,env=PYPI_PASSWORD,required pipenv sync"],
    harmless: ["printf 'url = \"https://$USER:$PASS@host\"\\n' > Pipfile && pipenv lock"],
  },
  {
    id: "poetry-config-http-basic",
    leaves: [
      ["poetry config http-basic.acme user $API_TOKEN", "/root/.config/pypoetry/auth.toml"],
      ["poetry config --local http-basic.acme user $API_TOKEN", "/root/.config/pypoetry/auth.toml"],
      ["POETRY_CONFIG_DIR=/p poetry config http-basic.acme user $API_TOKEN", "/p/auth.toml"],
    ],
    clean: [
      "--mount=type=secret,id=p,env=POETRY_HTTP_BASIC_ACME_PASSWORD,required poetry install --no-root",
      "poetry config http-basic.acme u $API_TOKEN && poetry install && poetry config --unset http-basic.acme",
    ],
    harmless: ["poetry config virtualenvs.create false"],
  },
  {
    id: "poetry-config-pypi-token",
    leaves: [["poetry config pypi-token.acme $API_TOKEN", "/root/.config/pypoetry/auth.toml"]],
    clean: [
      "--mount=type=secret,id=token,env=POETRY_PYPI_TOKEN_ACME,required poetry publish -r acme",
      "poetry config pypi-token.acme $API_TOKEN && poetry publish && poetry config pypi-token.acme --unset",
    ],
  },
  {
    id: "poetry-config-repositories-url",
    leaves: [[`poetry config repositories.acme ${url}/simple`, "/root/.config/pypoetry/config.toml"]],
    clean: ["--mount=type=secret,id=p,env=POETRY_HTTP_BASIC_ACME_PASSWORD,required poetry install"],
    harmless: ["poetry config repositories.acme https://pypi.example/simple"],
  },
  {
    id: "pdm-config-password",
    leaves: [
      ["pdm config pypi.acme.password $API_TOKEN", "/root/.config/pdm/config.toml"],
      ["pdm config --local repository.acme.password $API_TOKEN", "/pdm.toml"],
    ],
    clean: [
      "--mount=type=secret,id=pp,env=PRIVATE_PYPI_PASSWORD,required pdm sync",
      "pdm config pypi.a.password $API_TOKEN && pdm sync && pdm config -d pypi.a.password",
    ],
    harmless: ["pdm config python.use_venv false"],
  },
  {
    id: "uv-auth-login",
    leaves: [
      ["uv auth login pypi.example --token $API_TOKEN", "/root/.local/share/uv/credentials/credentials.toml"],
      [
        'echo "$API_TOKEN" | uv auth login pypi.example --password - --username u',
        "/root/.local/share/uv/credentials/credentials.toml",
      ],
    ],
    clean: [
      `${netrcMount} uv sync --frozen`,
      "uv auth login pypi.example --token $API_TOKEN && uv sync && uv auth logout pypi.example",
    ],
  },
  {
    id: "twine-upload-password",
    leaves: [
      ["twine upload -u user -p $API_TOKEN dist/*"],
      ["python -m twine upload --password $API_TOKEN x"],
    ],
    clean: ["--mount=type=secret,id=pypirc,target=/root/.pypirc,required twine upload dist/*"],
  },
  {
    id: "pypirc-redirect",
    leaves: [['printf "[pypi]\\npassword = %s\\n" "$API_TOKEN" > ~/.pypirc', "/root/.pypirc"]],
    clean: [
      "--mount=type=secret,id=pypirc,target=/root/.pypirc,required twine upload dist/*",
      'printf "[pypi]\\npassword=%s" "$API_TOKEN" > ~/.pypirc && twine upload x && rm -f ~/.pypirc',
    ],
  },
  {
    id: "conda-config-channel-token",
    leaves: [
      ["conda config --add channels https://host.example/t/$API_TOKEN/c", "/root/.condarc"],
      ["mamba config --file /c.yml --add channels https://host.example/t/$API_TOKEN/c", "/c.yml"],
      [
        "conda config --add channels https://host.example/t/$API_TOKEN/c && conda config --add channels conda-forge",
        "/root/.condarc",
      ],
    ],
    clean: [
      "--mount=type=secret,id=condarc,target=/root/.condarc,required conda env create -f environment.yml",
      "conda config --add channels https://h/t/$API_TOKEN/c && conda config --remove channels https://h/t/$API_TOKEN/c",
    ],
    harmless: ["conda config --add channels conda-forge && conda config --set channel_priority strict"],
  },
];
