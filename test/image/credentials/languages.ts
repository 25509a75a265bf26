import { type CredentialCase, mounted } from "./case";

const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const url = "https://user:$API_TOKEN@host.example";

/** Package managers of other languages. */
export const languageCases: readonly CredentialCase[] = [
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
