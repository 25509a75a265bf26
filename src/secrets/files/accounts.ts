import type { FileGroup } from "./table";

/** Environment files, clouds, infrastructure and assistants. */
export const accountFiles: readonly FileGroup[] = [
  {
    kind: "env-file",
    holds: "settings of the application",
    reader: "dotenv",
    always: ".env.keys",
    often:
      ".env .env.local .env.*.local .env.production .env.prod .env.staging .env.backup .dev.vars .secrets fastlane/.env* secrets.env .env.bak .env.old",
    content: ".env.* *.env .env-* .envrc .flaskenv",
  },
  {
    kind: "env-file",
    holds: "settings of the application",
    reader: "settings",
    often: ".env.local.php",
    content: ".vercel/",
  },
  { kind: "env-file", holds: "secrets given to local jobs", reader: "commands", content: ".actrc" },
  {
    kind: "secrets-file",
    holds: "secrets of the application",
    reader: "settings",
    always:
      ".streamlit/secrets.toml UserSecrets/**/secrets.json http-client.private.env.json .davfs2/secrets",
    often:
      "secrets.yml secrets.yaml secrets.json secrets.toml secrets.properties secret.yml secret.yaml secret.json config/*.secret.exs .gitlab-ci-local-variables.yml",
  },
  {
    kind: "aws-credentials",
    holds: "AWS keys",
    reader: "settings",
    always: ".aws/credentials .passwd-s3fs",
    often: ".boto .s3cfg .aws/",
    content: ".aws/config",
    keys: "secret_key access_token accesstoken secretaccesskey sessiontoken gs_oauth2_refresh_token clientsecret secret-access-key",
  },
  {
    kind: "aws-credentials",
    holds: "AWS keys",
    reader: "url",
    often: "*accessKeys*.csv *credentials*.csv",
  },
  {
    kind: "azure-credentials",
    holds: "Azure tokens",
    reader: "settings",
    always: "msal_token_cache.json service_principal_entries.json accessTokens.json *.publishsettings",
    often: ".azure/",
    content: "*.pubxml *.azurePubxml *.cscfg",
    keys: "accesstoken refreshtoken client_secret secret userpwd destinationpassword",
  },
  {
    kind: "service-account",
    holds: "a Google service account or its tokens",
    reader: "settings",
    always: "application_default_credentials.json *firebase-adminsdk*.json",
    often: "service-account*.json serviceAccountKey*.json client_secret*.json token.pickle .config/gcloud/",
    content:
      "*service_account*.json google-services.json GoogleService-Info.plist credentials.json token.json",
    keys: "private_key refresh_token client_secret access_token token",
  },
  {
    kind: "cloud-credentials",
    holds: "a cloud's credentials",
    reader: "settings",
    always:
      ".config/doctl/config.yaml .fly/config.yml .railway/config.json .pulumi/credentials.json kaggle.json",
    often: ".oci/ rclone.conf .config/.wrangler/ .cloudflared/ .config/stripe/config.toml",
    content: ".netlify/ .config/configstore/ .snowsql/config",
    keys: "access-token access_token accesstokens token user.token key pass password2 oauth_token refresh_token api test_mode_api_key live_mode_api_key key_content tunnelsecret",
  },
  {
    kind: "access-token",
    holds: "an access token",
    reader: "word",
    always: ".supabase/access-token .vault-token huggingface/token binstar/*.token",
  },
  {
    kind: "terraform-state",
    holds: "the attributes of every resource, sensitive ones too",
    reader: "settings",
    always: "*.tfstate *.tfstate.*",
    often: ".terraform/",
    keys: "result private_key_pem secret secret_string access_key secret_key sas_token conn_str content",
  },
  {
    kind: "terraform-variables",
    holds: "values of Terraform variables",
    reader: "settings",
    content: "*.tfvars *.tfvars.json *.pkrvars.hcl Pulumi.*.yaml",
  },
  { kind: "terraform-plan", holds: "a saved plan with its values", reader: "binary", often: "*.tfplan" },
  {
    kind: "terraform-credentials",
    holds: "tokens of Terraform hosts",
    reader: "settings",
    always: "credentials.tfrc.json",
    content: ".terraformrc terraform.rc .tofurc",
    keys: "token",
  },
  {
    kind: "vault-password",
    holds: "a vault's password",
    reader: "word",
    always: ".vault_pass* .vault-password encrypted_data_bag_secret",
    often: "vault_pass* *.vault_pass vault_password*",
  },
  {
    kind: "ai-credentials",
    holds: "an assistant's tokens",
    reader: "settings",
    always:
      ".claude/.credentials.json .codex/auth.json .gemini/oauth_creds.json .config/github-copilot/*.json huggingface/stored_tokens",
    content:
      ".claude/settings*.json .cursor/mcp.json .mcp.json .vscode/mcp.json .aider.conf.yml .continue/config.*",
    keys: "accesstoken refreshtoken access_token refresh_token oauth_token authorization",
  },
  {
    kind: "ci-credentials",
    holds: "a build service's credentials",
    reader: "settings",
    always: ".circleci/cli.yml .travis/config.yml",
    often: ".sentryclirc jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml credentials.xml",
    content: ".travis.yml",
    keys: "token access_token",
  },
  {
    kind: "ci-credentials",
    holds: "a build service's key",
    reader: "word",
    always: "secrets/master.key secrets/hudson.util.Secret",
    often: "secret.key",
  },
];
