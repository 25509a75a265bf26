import type { CredentialRow, Instead, Place } from "../row";

const AWS: Instead = {
  mount: "aws",
  target: "~/.aws/credentials",
  run: "aws <command>",
  from: "$HOME/.aws/credentials",
};
const AWS_CREDENTIALS: Place = { at: "~/.aws/credentials", moved: { AWS_SHARED_CREDENTIALS_FILE: "{}" } };
const KEY_FILE: Instead = {
  mount: "service_account",
  run: "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE=/run/secrets/service_account gcloud <command>",
  from: "service-account.json",
  tmpfs: "~/.config/gcloud",
};
const CODEARTIFACT: Instead = {
  mount: "codeartifact_token",
  variable: "CODEARTIFACT_AUTH_TOKEN",
  run: "npm ci # and in .npmrc a reference to $CODEARTIFACT_AUTH_TOKEN",
  from: "CODEARTIFACT_AUTH_TOKEN",
};

const gcloud = (file: string): Place => ({
  at: `~/.config/gcloud/${file}`,
  moved: { CLOUDSDK_CONFIG: `{}/${file}` },
});

/** `aws codeartifact login --tool X` writes the file of the tool. */
const codeArtifact = (tool: string, place: Place): CredentialRow => ({
  id: tool === "npm" ? "aws-codeartifact-login" : `aws-codeartifact-login-${tool}`,
  programs: "aws",
  words: "codeartifact login",
  valued: "--tool --domain --domain-owner --repository --region --duration-seconds",
  needs: `--tool=${tool}`,
  takes: { issues: "token" },
  files: [place],
  instead: CODEARTIFACT,
});

/** The large clouds, and what they hand out on standard output. */
export const cloudRows: readonly CredentialRow[] = [
  {
    id: "aws-configure-set",
    programs: "aws",
    words: "configure set|configure import",
    takes: { settings: /^(?:[\w.-]+\.)?aws_(?:access_key_id|secret_access_key|session_token)$/ },
    files: [AWS_CREDENTIALS],
    instead: AWS,
  },
  {
    id: "aws-configure-import",
    programs: "aws",
    words: "configure import",
    takes: { contentOf: "--csv" },
    files: [AWS_CREDENTIALS],
    instead: AWS,
  },
  {
    // Asks for the two keys, which come through a pipe.
    id: "aws-configure-stdin",
    programs: "aws",
    words: "configure",
    unless: "#set #import #get #list #sso",
    takes: { stdin: true, as: "NOTES" },
    files: [AWS_CREDENTIALS],
    instead: AWS,
  },
  {
    id: "aws-credentials-redirect",
    files: [{ at: "~/.aws/credentials" }, { at: "~/.aws/config" }],
    instead: AWS,
  },
  codeArtifact("npm", { at: "~/.npmrc", moved: { NPM_CONFIG_USERCONFIG: "{}" } }),
  codeArtifact("pip", { at: "~/.config/pip/pip.conf" }),
  codeArtifact("twine", { at: "~/.pypirc" }),
  codeArtifact("dotnet", { at: "~/.nuget/NuGet/NuGet.Config" }),
  codeArtifact("nuget", { at: "~/.nuget/NuGet/NuGet.Config" }),
  codeArtifact("swift", { at: "~/.netrc" }),
  {
    id: "aws-prints-secret",
    programs: "aws",
    words:
      "ecr get-login-password|ecr get-login|codeartifact get-authorization-token|secretsmanager get-secret-value",
    valued: "--secret-id --query --output --region --domain --domain-owner",
    takes: { issues: "token" },
    files: [{ at: "-" }],
    instead: AWS,
  },
  {
    // The private key is copied, and `gcloud auth revoke` leaves a service account's copies.
    id: "gcloud-activate-service-account",
    programs: "gcloud",
    words: "auth activate-service-account|auth login",
    valued: "--project --account",
    takes: { contentOf: "--key-file --cred-file" },
    files: [gcloud("credentials.db"), gcloud("access_tokens.db"), gcloud("legacy_credentials/*/adc.json")],
    instead: KEY_FILE,
  },
  {
    id: "gcloud-prints-secret",
    programs: "gcloud",
    words: "auth print-access-token|auth print-identity-token|secrets versions access",
    takes: { issues: "token" },
    files: [{ at: "-" }],
    instead: KEY_FILE,
  },
  // Only names a helper.
  { id: "gcloud-configure-docker", programs: "gcloud", words: "auth configure-docker", instead: KEY_FILE },
  {
    id: "az-login-service-principal",
    programs: "az",
    words: "login",
    valued: "--tenant",
    takes: { options: "-p --password --federated-token" },
    files: ["service_principal_entries.json", "msal_token_cache.json"].map((name) => ({
      at: `~/.azure/${name}`,
      moved: { AZURE_CONFIG_DIR: `{}/${name}` },
    })),
    erased: [
      { words: "logout", entry: "all" },
      { words: "account clear", entry: "all" },
    ],
    instead: {
      mount: "azure",
      run: 'az login --service-principal -u <id> -p "$(cat /run/secrets/azure)" --tenant <tenant> && az <command>',
      from: "AZURE_CLIENT_SECRET",
      tmpfs: "~/.azure",
    },
  },
  {
    id: "doctl-auth-init",
    programs: "doctl",
    words: "auth init",
    valued: "--context",
    takes: { options: "-t --access-token", stdin: true, as: "TOKEN" },
    entry: { in: "--context", otherwise: "default" },
    files: [
      {
        at: "~/.config/doctl/config.yaml",
        moved: { "-c": "{}", "--config": "{}", XDG_CONFIG_HOME: "{}/doctl/config.yaml" },
      },
    ],
    erased: [{ words: "auth remove" }],
    instead: {
      mount: "do_token",
      variable: "DIGITALOCEAN_ACCESS_TOKEN",
      run: "doctl <command>",
      from: "DIGITALOCEAN_ACCESS_TOKEN",
    },
  },
];
