import { type CredentialCase, mounted } from "./case";

const npmrcMount = "--mount=type=secret,id=npmrc,target=/root/.npmrc,required npm ci";
const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const log = "/root/.npm/_logs/*-debug-0.log";
const url = "https://user:$API_TOKEN@host.example";

export const languageCases: readonly CredentialCase[] = [
  {
    id: "npm-config-set-auth",
    leaves: [
      ["npm config set //registry.example/:_authToken $API_TOKEN", "/root/.npmrc", log],
      ["npm config set //registry.example/:_authToken=$API_TOKEN", "/root/.npmrc", log],
      ["npm set //registry.example/:_password=$API_TOKEN", "/root/.npmrc", log],
      ["npm c set _auth $API_TOKEN --logs-max=0", "/root/.npmrc"],
      ["NPM_CONFIG_LOGS_MAX=0 npm config set _auth $API_TOKEN", "/root/.npmrc"],
      ["npm config set --location=project //registry.example/:_authToken $API_TOKEN", "/.npmrc", log],
      ["npm config set -L project //registry.example/:_authToken $API_TOKEN", "/.npmrc", log],
      ["npm config set -g //registry.example/:_authToken $API_TOKEN", "/usr/local/etc/npmrc", log],
      ["npm config set --userconfig=/etc/n //registry.example/:_authToken $API_TOKEN", "/etc/n", log],
      [
        "NPM_CONFIG_USERCONFIG=/etc/n npm config set //registry.example/:_authToken $API_TOKEN",
        "/etc/n",
        log,
      ],
      [
        "ENV NPM_CONFIG_CACHE=/cache\nRUN npm config set //registry.example/:_authToken $API_TOKEN",
        "/root/.npmrc",
        "/cache/_logs/*-debug-0.log",
      ],
      [
        `RUN ${mounted} npm config set //registry.example/:_authToken "$(cat /run/secrets/s)"`,
        "/root/.npmrc",
        log,
      ],
    ],
    clean: [
      `RUN ${npmrcMount}`,
      "npm config set //r.example/:_authToken $API_TOKEN --logs-max=0 && npm ci && npm config delete //r.example/:_authToken",
      "npm config set //r.example/:_authToken $API_TOKEN && npm ci && npm c rm //r.example/:_authToken && rm -rf ~/.npm",
      "npm --logs-max=0 config set //r.example/:_authToken $API_TOKEN && npm logout --registry=https://r.example/",
    ],
    harmless: [
      "npm config set //registry.example/:_authToken '${NPM_TOKEN}'",
      'npm config set //registry.example/:_authToken "\\${NPM_TOKEN}"',
      "npm config set registry https://registry.example/ && npm config set always-auth true",
      "npm config set @acme:registry=https://registry.example/ strict-ssl=false cafile=/etc/ca.pem",
    ],
  },
  {
    id: "npmrc-redirect",
    leaves: [
      ['echo "//registry.example/:_authToken=$API_TOKEN" > ~/.npmrc', "/root/.npmrc"],
      ['printf "_auth=%s\\n" "$API_TOKEN" >> .npmrc', "/.npmrc"],
      ['echo "_password=$API_TOKEN" | tee /etc/npmrc', "/etc/npmrc"],
    ],
    clean: [
      `RUN ${npmrcMount}`,
      'echo "//registry.example/:_authToken=$API_TOKEN" > .npmrc && npm ci && rm -f .npmrc',
    ],
    harmless: ["echo '//registry.example/:_authToken=${NPM_TOKEN}' > ~/.npmrc"],
  },
  {
    id: "npm-cli-auth-flag",
    leaves: [["npm ci --//registry.example/:_authToken=$API_TOKEN", log]],
    clean: [`RUN ${npmrcMount}`, "npm ci --//r.example/:_authToken=$API_TOKEN && rm -rf ~/.npm/_logs"],
    harmless: ["npm ci --registry=https://registry.example/"],
  },
  {
    id: "npm-install-url-userinfo",
    leaves: [
      [
        `npm install ${url}/x.tgz`,
        "/node_modules/.package-lock.json",
        "/package-lock.json",
        "/package.json",
        "/root/.npm/_cacache/index-v5/*",
        log,
      ],
      [
        `npm i --no-save --no-package-lock ${url}/x.tgz`,
        "/node_modules/.package-lock.json",
        "/root/.npm/_cacache/index-v5/*",
        log,
      ],
      [`npm add -g git+${url}/x.git`, "/root/.npm/_cacache/index-v5/*", log],
    ],
    clean: [`RUN ${netrcMount} npm ci`],
    harmless: ["npm install https://host.example/x.tgz"],
  },
  {
    id: "npm-config-set-proxy",
    leaves: [[`npm config set https-proxy ${url}:3128`, "/root/.npmrc", log]],
    clean: [
      "npm ci",
      `npm config set proxy ${url} --logs-max=0 && npm ci --logs-max=0 && npm config delete proxy`,
    ],
    harmless: ["npm config set proxy http://proxy.example:3128"],
  },
  {
    id: "yarn1-config-set",
    leaves: [
      ["yarn config set //registry.example/:_authToken $API_TOKEN", "/usr/local/share/.yarnrc"],
      ["USER node\nRUN yarn config set //registry.example/:_authToken $API_TOKEN", "/home/node/.yarnrc"],
    ],
    clean: [
      "--mount=type=secret,id=npmrc,target=/root/.npmrc,required yarn install --frozen-lockfile",
      "yarn config set _auth $API_TOKEN && yarn && yarn config delete _auth",
    ],
    harmless: [
      "yarn config set registry https://registry.example/",
      "yarn config set network-timeout 300000",
    ],
  },
  {
    id: "yarn1-add-url-userinfo",
    leaves: [
      [
        `yarn add ${url}/x.tgz`,
        "/node_modules/.yarn-integrity",
        "/package.json",
        "/usr/local/share/.cache/yarn/*",
        "/yarn.lock",
      ],
    ],
    clean: ["--mount=type=secret,id=npmrc,target=/root/.npmrc,required yarn install --frozen-lockfile"],
    harmless: ["yarn add left-pad@1.3.0"],
  },
  {
    id: "yarn-berry-config-set",
    leaves: [
      ["yarn config set npmAuthToken $API_TOKEN", "/.yarnrc.yml"],
      [
        'yarn config set npmRegistries --json "{\\"r\\": {\\"npmAuthToken\\": \\"$API_TOKEN\\"}}"',
        "/.yarnrc.yml",
      ],
      ["yarn config set -H npmAuthIdent user:$API_TOKEN", "/root/.yarnrc.yml"],
      [
        "WORKDIR /app\nENV YARN_RC_FILENAME=.rc.yml\nRUN yarn config set npmAuthToken $API_TOKEN",
        "/app/.rc.yml",
      ],
    ],
    clean: [
      "--mount=type=secret,id=npm_token,env=YARN_NPM_AUTH_TOKEN,required yarn install --immutable",
      "yarn config set npmAuthToken $API_TOKEN && yarn && yarn config unset npmAuthToken",
    ],
    harmless: ["yarn config set npmAuthToken '${NPM_TOKEN}'", "yarn config set nodeLinker node-modules"],
  },
  {
    id: "pnpm-config-set",
    leaves: [
      [
        "pnpm config set //registry.example/:_authToken $API_TOKEN",
        "/root/.config/pnpm/auth.ini",
        log,
        "/root/.npmrc",
      ],
      [
        "pnpm set --location=project //registry.example/:_password $API_TOKEN",
        "/.npmrc",
        "/root/.config/pnpm/auth.ini",
        log,
      ],
    ],
    clean: [
      "--mount=type=secret,id=npmrc,target=/root/.npmrc,required pnpm install --frozen-lockfile",
      "pnpm config set _auth $API_TOKEN && pnpm i && pnpm config delete _auth && rm -rf ~/.npm/_logs",
    ],
    harmless: [
      "pnpm config set //registry.example/:_authToken '${NPM_TOKEN}'",
      "pnpm config set store-dir /s",
    ],
  },
  {
    id: "pnpm-add-url-userinfo",
    leaves: [
      [
        `pnpm add ${url}/x.tgz`,
        "/node_modules/.pnpm/lock.yaml",
        "/package.json",
        "/pnpm-lock.yaml",
        "/root/.local/share/pnpm/store/*",
      ],
    ],
    clean: ["--mount=type=secret,id=npmrc,target=/root/.npmrc,required pnpm install --frozen-lockfile"],
    harmless: ["pnpm add left-pad"],
  },
  {
    id: "bun-add-url-userinfo",
    leaves: [[`bun add ${url}/x.tgz`, "/bun.lock", "/package.json"]],
    clean: ["--mount=type=secret,id=npm_token,env=NPM_CONFIG_TOKEN,required bun install --frozen-lockfile"],
    harmless: ["bun add left-pad"],
  },
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
  {
    id: "cargo-login",
    leaves: [
      ["cargo login $API_TOKEN", "/root/.cargo/credentials.toml"],
      ['echo "$API_TOKEN" | cargo login --registry acme', "/root/.cargo/credentials.toml"],
      ["CARGO_HOME=/usr/local/cargo cargo login $API_TOKEN", "/usr/local/cargo/credentials.toml"],
      [
        "cargo login --registry acme $API_TOKEN && cargo build && cargo logout",
        "/root/.cargo/credentials.toml",
      ],
    ],
    clean: [
      "--mount=type=secret,id=cargo,env=CARGO_REGISTRIES_ACME_TOKEN,required cargo build --release --locked",
      "cargo login --registry acme $API_TOKEN && cargo build && cargo logout --registry acme",
    ],
    harmless: ["cargo build --release"],
  },
  {
    id: "go-env-w",
    leaves: [
      [`go env -w GOPROXY=${url}`, "/root/.config/go/env"],
      [`GOENV=/g go env -w GOPROXY=${url},direct`, "/g"],
    ],
    clean: [
      `${netrcMount} go mod download`,
      `go env -w GOPROXY=${url} && go mod download && go env -u GOPROXY`,
    ],
    harmless: ["go env -w GOPRIVATE=git.example/* GONOSUMDB=* GOFLAGS=-mod=mod", "go env GOPATH"],
  },
  {
    id: "maven-settings-xml",
    leaves: [
      [
        'mkdir -p ~/.m2 && echo "<server><password>$API_TOKEN</password></server>" > ~/.m2/settings.xml',
        "/root/.m2/settings.xml",
      ],
      [
        'sed -i "s/PASSWORD/$API_TOKEN/" /usr/share/maven/conf/settings.xml',
        "/usr/share/maven/conf/settings.xml",
      ],
    ],
    clean: [
      "--mount=type=secret,id=m2settings,target=/root/.m2/settings.xml,required mvn -B -q dependency:go-offline",
      'echo "<password>$API_TOKEN</password>" > ~/.m2/settings.xml && mvn package && rm ~/.m2/settings.xml',
    ],
    harmless: [
      "echo '<server><password>${env.MAVEN_PASSWORD}</password></server>' > ~/.m2/settings.xml",
      "echo '<mirrors><mirror><url>https://m.example</url></mirror></mirrors>' > ~/.m2/settings.xml",
    ],
  },
  {
    id: "maven-encrypt-password-arg",
    leaves: [["mvn --encrypt-password $API_TOKEN"], ["mvn -emp $API_TOKEN"]],
    clean: ["mvn package"],
  },
  {
    id: "gradle-properties",
    leaves: [
      ['echo "acmePassword=$API_TOKEN" >> ~/.gradle/gradle.properties', "/root/.gradle/gradle.properties"],
      ['echo "acmeToken=$API_TOKEN" >> gradle.properties', "/gradle.properties"],
    ],
    clean: [
      "--mount=type=secret,id=g,target=/root/.gradle/gradle.properties,required ./gradlew --no-daemon assemble",
      'echo "p=$API_TOKEN" > ~/.gradle/gradle.properties && ./gradlew assemble; rm ~/.gradle/gradle.properties',
    ],
    harmless: ['echo "org.gradle.daemon=false" >> ~/.gradle/gradle.properties'],
  },
  {
    id: "gradle-P-password",
    leaves: [["./gradlew -PrepoPassword=$API_TOKEN assemble"], ["gradle -DrepoToken=$API_TOKEN build"]],
    clean: ["--mount=type=secret,id=pw,env=ORG_GRADLE_PROJECT_repoPassword,required ./gradlew assemble"],
  },
  {
    id: "coursier-credentials",
    leaves: [
      ['cs fetch --credentials "host.example user:$API_TOKEN" org:app:1.0'],
      [
        'echo "acme.password=$API_TOKEN" > ~/.config/coursier/credentials.properties',
        "/root/.config/coursier/credentials.properties",
      ],
    ],
    clean: [
      "--mount=type=secret,id=cs,target=/run/secrets/cs,required COURSIER_CREDENTIALS=/run/secrets/cs cs fetch org:app:1.0",
    ],
  },
  {
    id: "sbt-credentials-redirect",
    leaves: [
      [
        'printf "realm=r\\nhost=h\\nuser=u\\npassword=%s\\n" "$API_TOKEN" > ~/.sbt/.credentials',
        "/root/.sbt/.credentials",
      ],
    ],
    clean: [
      "--mount=type=secret,id=sbt,target=/root/.sbt/.credentials,required sbt -batch assembly",
      'echo "password=$API_TOKEN" > ~/.sbt/.credentials && sbt assembly && rm ~/.sbt/.credentials',
    ],
  },
  {
    id: "dotnet-nuget-add-source",
    leaves: [
      [
        "dotnet nuget add source https://n.example -n acme -u user -p $API_TOKEN --store-password-in-clear-text",
        "/root/.nuget/NuGet/NuGet.Config",
      ],
      ["dotnet nuget update source acme --password $API_TOKEN --configfile /n.config", "/n.config"],
      [
        "nuget sources add -Name acme -Source https://n.example -UserName u -Password $API_TOKEN -StorePasswordInClearText",
        "/root/.nuget/NuGet/NuGet.Config",
      ],
    ],
    clean: [
      "--mount=type=secret,id=n,env=NuGetPackageSourceCredentials_acme,required dotnet restore",
      "dotnet nuget add source https://n.example -n acme -p $API_TOKEN && dotnet restore && dotnet nuget remove source acme",
    ],
    harmless: ["dotnet nuget add source https://n.example -n acme"],
  },
  {
    id: "dotnet-nuget-push-key",
    leaves: [
      ["dotnet nuget push x.nupkg --api-key $API_TOKEN"],
      ["nuget setApiKey $API_TOKEN", "/root/.nuget/NuGet/NuGet.Config"],
    ],
    clean: [`RUN ${mounted} dotnet nuget push x.nupkg --api-key "$(cat /run/secrets/s)"`],
  },
  {
    id: "composer-config-auth",
    leaves: [
      ["WORKDIR /app\nRUN composer config github-oauth.git.example $API_TOKEN", "/app/auth.json"],
      ["composer config -g http-basic.repo.example user $API_TOKEN", "/root/.composer/auth.json"],
      ["COMPOSER_HOME=/tmp composer config --global bearer.repo.example $API_TOKEN", "/tmp/auth.json"],
    ],
    clean: [
      "--mount=type=secret,id=composer_auth,env=COMPOSER_AUTH,required composer install --no-dev --prefer-dist",
      "composer config gitlab-token.h $API_TOKEN && composer install && composer config --unset gitlab-token.h",
    ],
    harmless: ["composer config -g process-timeout 600", "composer config --global github-protocols https"],
  },
  {
    id: "composer-repo-url-userinfo",
    leaves: [
      [`composer config repositories.acme composer ${url}`, "/composer.json"],
      [
        `composer config repositories.acme composer ${url} && composer install`,
        "/composer.json",
        "/composer.lock",
        "/root/.cache/composer/vcs/*",
        "/vendor/composer/installed.json",
      ],
    ],
    clean: ["--mount=type=secret,id=composer_auth,env=COMPOSER_AUTH,required composer install"],
    harmless: ["composer config repositories.acme composer https://repo.example && composer install"],
  },
  {
    id: "bundle-config-credentials",
    leaves: [
      ["WORKDIR /app\nRUN bundle config set gems.example.com user:$API_TOKEN", "/app/.bundle/config"],
      ["bundle config --global gems.example.com $API_TOKEN", "/root/.bundle/config"],
      ["bundle config set --global BUNDLE_GEMS__EXAMPLE__COM $API_TOKEN", "/root/.bundle/config"],
      [
        "ENV BUNDLE_APP_CONFIG=/usr/local/bundle\nRUN bundle config set --local gems.example.com $API_TOKEN",
        "/usr/local/bundle/config",
      ],
    ],
    clean: [
      "--mount=type=secret,id=gems,env=BUNDLE_GEMS__EXAMPLE__COM,required bundle install",
      "bundle config set gems.example.com $API_TOKEN && bundle install && bundle config unset gems.example.com",
    ],
    harmless: [
      "bundle config set --local without 'development test'",
      "bundle config set path vendor && bundle config build.nokogiri --use-system-libraries",
    ],
  },
  {
    id: "gemfile-source-userinfo",
    leaves: [[`echo 'source "'${url}'"' > Gemfile && bundle install`, "/Gemfile", "/Gemfile.lock"]],
    clean: ["--mount=type=secret,id=gems,env=BUNDLE_GEMS__EXAMPLE__COM,required bundle install"],
    harmless: ["echo 'source \"https://rubygems.org\"' > Gemfile && bundle install"],
  },
  {
    id: "gem-sources-add",
    leaves: [
      [`gem sources --add ${url}`, "/root/.config/gem/gemrc"],
      [`gem sources -a ${url} --config-file /g`, "/g"],
    ],
    clean: [
      "--mount=type=secret,id=gemrc,target=/root/.gemrc,required gem install private_gem",
      `gem sources -a ${url} && gem install x && gem sources --remove ${url}`,
    ],
    harmless: ["gem sources --add https://gems.example", "gem sources --remove https://rubygems.org/"],
  },
  {
    id: "gem-credentials-redirect",
    leaves: [['echo ":rubygems_api_key: $API_TOKEN" > ~/.gem/credentials', "/root/.gem/credentials"]],
    clean: ["--mount=type=secret,id=gemkey,env=GEM_HOST_API_KEY,required gem push pkg.gem"],
  },
  {
    id: "cocoapods-trunk",
    leaves: [["pod trunk register ci@example.com", "/root/.netrc"]],
    clean: [`${netrcMount} pod install`, "pod trunk register ci@example.com && rm ~/.netrc"],
  },
  {
    id: "swift-package-registry-login",
    leaves: [
      ["swift package-registry login https://s.example --token $API_TOKEN --no-confirm", "/root/.netrc"],
    ],
    clean: [
      "--mount=type=secret,id=spm,env=SWIFTPM_REGISTRY_TOKEN,required swift build",
      "swift package-registry login https://s.example --token $API_TOKEN && swift package-registry logout https://s.example",
    ],
  },
  {
    id: "mix-hex-organization-auth",
    leaves: [
      ["mix hex.organization auth acme --key $API_TOKEN", "/root/.hex/hex.config"],
      ["HEX_HOME=/h mix hex.repo add acme https://h.example --auth-key $API_TOKEN", "/h/hex.config"],
    ],
    clean: [
      `RUN ${mounted},required mix hex.organization auth acme --key "$(cat /run/secrets/s)" && mix deps.get && mix hex.organization deauth acme`,
    ],
    harmless: ["mix local.hex --force && mix deps.get"],
  },
  {
    id: "cabal-password",
    leaves: [
      ['cabal user-config update -a "password: $API_TOKEN"', "/root/.cabal/config"],
      ["cabal upload -u user -p $API_TOKEN x.tar.gz"],
    ],
    clean: ["--mount=type=secret,id=cabal,target=/root/.cabal/config,required cabal upload dist.tar.gz"],
  },
  {
    id: "dart-pub-token-add",
    leaves: [
      ["echo $API_TOKEN | dart pub token add https://pub.example", "/root/.config/dart/pub-tokens.json"],
    ],
    clean: [
      "--mount=type=secret,id=pub,env=PUB_TOKEN,required dart pub token add https://pub.example --env-var PUB_TOKEN && dart pub get",
      "echo $API_TOKEN | flutter pub token add https://p.example && flutter pub get && flutter pub token remove https://p.example",
    ],
    harmless: ["dart pub token add https://pub.example --env-var PUB_TOKEN"],
  },
];
