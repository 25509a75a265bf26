/**
 * Every entry of a list of sensitive files that was compiled from the ignore files and scanners of public projects, as a path that it
 * matches, its certainty, and the sample (`samples.ts`) that shows a secret in it; behind the bar, its look-alikes. `.git` and `.hg` are
 * judged as a whole by the walk (`test/context`).
 */
const table = `
.env often env | .env.example .env.sample .env.template .env.dist .env.defaults .env.default .env.schema .env.tpl .env.ci .env.vault example.env sample.env template.env env.example
.env.local often env | .env.local.example
.env.abc.local often env | .env.development.local.example
.env.production often env | .env.production.example .env.production.sample
.env.staging often env
.env.development content env
.env.test content env
.env.backup often env
.env.abc content env | .env.example .env.sample .env.template .env.dist .env.defaults .env.default .env.schema .env.tpl .env.ci .env.vault example.env sample.env template.env env.example
abc.env content env | .env.example .env.sample .env.template .env.dist .env.defaults .env.default .env.schema .env.tpl .env.ci .env.vault example.env sample.env template.env env.example
.env.keys always env
.env.local.php often php
.envrc content env | .envrc.example .envrc.sample
.flaskenv content env
.dev.vars often env | .dev.vars.example
.secrets often env | .secrets.example .secrets.baseline
.actrc content act
secrets.yml often yaml | secrets.example.yml secrets.yml.example secrets.yml.sample secrets.enc.yaml
secrets.yaml often yaml | secrets.example.yml secrets.yml.example secrets.yml.sample secrets.enc.yaml
secrets.json often json | secrets.example.yml secrets.yml.example secrets.yml.sample secrets.enc.yaml
secrets.toml often toml | secrets.example.yml secrets.yml.example secrets.yml.sample secrets.enc.yaml
secrets.env often env | secrets.example.yml secrets.yml.example secrets.yml.sample secrets.enc.yaml
secrets.properties often properties | secrets.example.yml secrets.yml.example secrets.yml.sample secrets.enc.yaml
.streamlit/secrets.toml always toml | secrets.toml.example
fastlane/.envabc often env | .env.default
.aws/sso/cache/0a1b.json often aws-json
.aws/credentials always aws
.aws/config content aws
abcaccessKeysabc.csv often aws-csv
abccredentialsabc.csv often aws-csv
.azure/msal_http_cache.json often aws-json
msal_token_cache.json always aws-json
service_principal_entries.json always azure-sp
accessTokens.json always aws-json
.config/gcloud/legacy_credentials/adc.json often google-user
application_default_credentials.json always google-user
service-accountabc.json often google-sa
abcservice_accountabc.json content google-sa
serviceAccountKeyabc.json often google-sa
abcfirebase-adminsdkabc.json always google-sa
google-services.json content google-sa
GoogleService-Info.plist content google-sa
client_secretabc.json often google-client
credentials.json content google-client
token.json content google-user
token.pickle often binary
.boto often boto
.s3cfg often s3cfg
.passwd-s3fs always s3fs
.oci/config often pem
rclone.conf often rclone
.config/doctl/config.yaml always doctl
.config/.wrangler/config/default.toml often oauth-toml
.cloudflared/cert.json often tunnel
.vercel/env.json content json
.netlify/config.json content netlify
.fly/config.yml always fly
.railway/config.json always railway
.supabase/access-token always word
.config/stripe/config.toml often stripe
.config/configstore/tool.json content api-json
.pulumi/credentials.json always pulumi
Pulumi.abc.yaml content yaml
abc.publishsettings always publish
abc.pubxml content xml
abc.azurePubxml content publish
abc.cscfg content cscfg
kaggle.json always kaggle
.snowsql/config content ini
.ssh/deploy often pem
id_rsa always pem | id_rsa.pub
id_dsa always pem | id_dsa.pub
id_ecdsa always pem | id_ecdsa.pub
id_ed25519 always pem | id_ed25519.pub
id_ecdsa_sk always pem | id_ecdsa_sk.pub
id_ed25519_sk always pem | id_ed25519_sk.pub
identity content pem | identity.pub
abc_rsa often pem | abc_rsa.pub
abc_ed25519 often pem | abc_ed25519.pub
abc_ecdsa often pem | abc_ecdsa.pub
abc_dsa often pem | abc_dsa.pub
ssh_host_abc_key always pem | ssh_host_abc_key.pub
abc.ppk always ppk
.gnupg/old-secret often pgp
private-keys-v1.d/0A1B.key always binary
secring.gpg always pgp
abc.asc content pgp-armor | abc.sig.asc KEYS.asc SHA256SUMS.asc
abc.gpg content pgp
abc.agekey always age
.config/sops/age/keys.txt always age
keys.txt content age
abc.pem content pem | cert.pem chain.pem fullchain.pem ca.pem abc.crt.pem
abc.key often pem | abc.gpg.key abc.asc.key RPM-GPG-KEY-abc
privkeyabc.pem always pem
abc.keypair often pem
abc.p12 often binary
abc.pfx often binary
abc.pkcs12 often binary
abc.jks often jks | truststore.jks cacerts.jks
abc.keystore often jks | debug.keystore
abc.bks often binary
abc.p8 often pem
AuthKey_abc.p8 always pem
abc.mobileprovision content pem
abc.snk content snk
abc.keytab always binary
krb5cc_abc always binary
abc.ovpn content pem
wireguard/abc.conf content wireguard
wg0abc.conf often wireguard
abc.kdbx always binary
abc.kdb always binary
abc.psafe3 always binary
abc.agilekeychain always binary
abc.keychain always binary
abc.keychain-db always binary
abc.kwallet always binary
abc.keyring always pgp
abc.bek always binary
abc.tpm often binary
abc.rdp content rdp
abc.private_key often pem
.npmrc content npmrc | .npmrc.example
npmrc content npmrc
.npm/_logs/2026-01-01-debug-0.log often npm-log
.yarnrc content yarnrc1
.yarnrc.yml content yarnrc
.config/pnpm/auth.ini always npmrc
bunfig.toml content toml
.pypirc often ini
pip.conf content pip
pip.ini content pip
.config/pypoetry/auth.toml always toml
pypoetry/config.toml content url
pdm.toml content toml
uv.toml content url
.local/share/uv/credentials/credentials.toml always toml
.condarc content conda
binstar/abc.token always word
.cargo/credentials.toml always toml
.cargo/credentials always toml
.cargo/config.toml content toml
.config/go/env content url
auth.json often composer | auth.json.example auth.json.dist
.bundle/config content bundle
.gem/credentials always gem
.gemrc content url
NuGet.Config content nuget
nuget.config content nuget
NuGet.config content nuget
settings.xml content xml
settings-security.xml always security
gradle.properties content gradle
.sbt/.credentials always properties
.ivy2/.credentials always properties
.credentials often properties
coursier/credentials.properties always coursier
hex.config often hex-config
.cabal/config content cabal
.netrc always netrc
_netrc always netrc
package-lock.json content url
yarn.lock content url
pnpm-lock.yaml content url
bun.lock content url
composer.lock content url
Gemfile.lock content url
Pipfile.lock content url
poetry.lock content url
node_modules/.package-lock.json content url
requirementsabc.txt content url
.git-credentials always url
.config/git/credentials always url
.gitconfig content gitconfig
.gitmodules content gitmodules
.hgrc content hgrc
.svn/entries content url
.subversion/auth/svn.simple/0a1b often word
.config/gh/hosts.yml always hub
.config/glab-cli/config.yml often glab
.config/hub always hub
.docker/config.json content docker
.dockercfg always docker
.dockerconfigjson always docker
containers/auth.json always docker
.kube/config often kube
kubeconfig often kube
abc.kubeconfig often kube
kubeconfig.yaml often kube
k3s.yaml often kube
admin.conf content kube
abcsecretabc.yaml content secret-manifest | abc.enc.yaml
helm/repositories.yaml content yaml
helm/registry/config.json content docker
docker-composeabc.yaml content yaml
abc.tfstate always tfstate
abc.tfstate.abc always tfstate
.terraform/backend.json often tfstate
abc.tfvars content toml | abc.tfvars.example example.tfvars
abc.tfvars.json content json | abc.tfvars.example example.tfvars
abc.auto.tfvars content toml | abc.tfvars.example example.tfvars
abc.tfplan often binary
credentials.tfrc.json always tfrc
.terraformrc content terraformrc
terraform.rc content terraformrc
.tofurc content terraformrc
abc.pkrvars.hcl content toml
.vault-token always word
.vault_passabc always word | vault_pass.sh vault_pass.py
vault_passabc often word | vault_pass.sh vault_pass.py
abc.vault_pass often word | vault_pass.sh vault_pass.py
.vault-password always word | vault_pass.sh vault_pass.py
vault_passwordabc often word | vault_pass.sh vault_pass.py
.chef/abc.pem always pem
knife.rb content ruby
encrypted_data_bag_secret always word
private_key.pkcs7.pem always pem
.vagrant/machines/default/virtualbox/private_key often pem
config/master.key always hex
config/credentials/abc.key always hex | credentials.yml.enc abc.yml.enc
config/secrets.yml content rails
config/database.yml content yaml | database.yml.example database.yml.sample
config/initializers/secret_token.rb often rails-token
wp-config.php content wordpress | wp-config-sample.php wp-config-docker.php
sites/abc/settings.php content php | default.settings.php example.settings.local.php
settings.local.php content php
LocalSettings.php often mediawiki
configuration.php content joomla
app/etc/env.php always php
app/config/parameters.yml content yaml | parameters.yml.dist
app/config/parameters.ini content ini | parameters.yml.dist
config/secrets/abc/abc.decrypt.private.php always symfony | abc.encrypt.public.php
config.inc.php content phpmyadmin
storage/abc.key often pem | oauth-public.key
local_settings.py often python
settings.py content python
appsettings.json content connection
appsettings.abc.json content connection
UserSecrets/x/secrets.json always json
web.config content webconfig
application.properties content spring
application-abc.properties content spring
application.yml content yaml
application-abc.yml content yaml
bootstrap.yml content yaml
config/abc.secret.exs often elixir | runtime.exs
.htpasswd often htpasswd
config/localabc.json content json
key.properties often gradle
local.properties content properties
export_credentials.cfg always ini
http-client.private.env.json always json
.pgpass always pgpass
pgpass.conf always pgpass
.pg_service.conf content ini
.my.cnf content ini
.mylogin.cnf always binary
abc.sql content sql | schema.sql
abc.sql.gz often binary
abc.dump often binary
abc.sqldump often sql
abc.sqlite content sqlite
abc.sqlite3 content sqlite
abc.db content sqlite
dump.rdb often binary
abc.mdf often binary
abc.sdf often binary
.bash_history often commands
.zsh_history often commands
.sh_history often commands
.history content commands
.python_history content commands
.node_repl_history content commands
.irb_history content commands
.mysql_history often sql
.psql_history often sql
.sqlite_history content sql
.rediscli_history content commands
.dbshell content commands
.Rhistory content commands
.bashrc content env
.bash_profile content env
.zshrc content env
.profile content env
.exports content env
.extra content env
.wgetrc content ini
.curlrc content curlrc
.Renviron content env
.httr-oauth always aws-json
.smbcredentials always ini
.davfs2/secrets always davfs
.muttrc content mutt
.msmtprc content msmtp
.vnc/passwd always binary
lftp/bookmarks content url
shadow often shadow
.idea/x/dataSources.local.xml often xml
.idea/x/dataSources.xml content jdbc
.idea/x/dataSources/a1b2.xml content xml
.idea/x/sqlDataSources.xml content url
.idea/x/mongoSettings.xml often xml
.idea/x/webServers.xml content attribute
.vscode/settings.json content json
.vscode/launch.json content json
.vscode/sftp.json often json
sftp-config.json often json
.ftpconfig often ftp
.dbeaver/credentials-config.json always json
dbeaver-data-sources.xml often attribute
filezilla.xml often filezilla
recentservers.xml often filezilla
sitemanager.xml often filezilla
robomongo.json often robomongo
nbproject/private/private.properties content properties
.circleci/cli.yml always fly
.travis/config.yml always doctl
.travis.yml content travis
.gitlab-ci-local-variables.yml often yaml | .gitlab-ci-local-variables.yml.example
credentials.xml often xml
secrets/master.key always hex
secrets/hudson.util.Secret always binary
secret.key often hex
jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml often xml
.sentryclirc often sentry
.claude/.credentials.json always aws-json
.claude/settingsabc.json content mcp
.codex/auth.json always codex
.gemini/oauth_creds.json always google-user
.config/github-copilot/abc.json always copilot
.cursor/mcp.json content mcp
.mcp.json content mcp
.vscode/mcp.json content mcp
.aider.conf.yml content aider
.continue/config.abc content continue
huggingface/token always hf
huggingface/stored_tokens always hf-stored
abc.bak content env
abc.backup content env
abc.old content env
abc.orig content env
abc~ content env
abc.swp content env
abc.pcap often binary
abc.har often har
`;

export interface Entry {
  readonly path: string;
  readonly certainty: "always" | "often" | "content";
  readonly sample: string;
  readonly lookalikes: readonly string[];
}

export const entries: readonly Entry[] = table
  .trim()
  .split("\n")
  .map((row) => {
    const [entry = "", lookalikes = ""] = row.split(" | ");
    const [path, certainty, sample] = entry.split(" ");
    return { path, certainty, sample, lookalikes: lookalikes.split(" ").filter(Boolean) } as Entry;
  });
