import { byVariable, type CredentialRow } from "../row";

/** Services that build, deploy and watch. */
export const serviceRows: readonly CredentialRow[] = [
  {
    id: "sentry-cli-login",
    programs: "sentry-cli",
    words: "login",
    takes: { options: "--auth-token", stdin: true, as: "TOKEN" },
    files: [{ at: "~/.sentryclirc" }],
    instead: byVariable("SENTRY_AUTH_TOKEN", "sentry-cli sourcemaps upload <folder>"),
  },
  {
    id: "snyk-auth",
    programs: "snyk",
    words: "auth",
    takes: { operands: 1, as: "TOKEN" },
    entry: { in: "--never", otherwise: "api" },
    files: [
      { at: "~/.config/configstore/snyk.json", moved: { XDG_CONFIG_HOME: "{}/configstore/snyk.json" } },
    ],
    instead: byVariable("SNYK_TOKEN", "snyk test"),
  },
  {
    id: "snyk-config-set",
    programs: "snyk",
    words: "config set",
    takes: { settings: /^api$/, as: "TOKEN" },
    files: [
      { at: "~/.config/configstore/snyk.json", moved: { XDG_CONFIG_HOME: "{}/configstore/snyk.json" } },
    ],
    erased: [{ words: "config unset" }],
    instead: byVariable("SNYK_TOKEN", "snyk test"),
  },
  {
    id: "heroku-login",
    programs: "heroku",
    words: "login",
    takes: { issues: "token" },
    files: [{ at: "~/.netrc" }],
    erased: [{ words: "logout" }],
    instead: byVariable("HEROKU_API_KEY", "heroku <command>"),
  },
  {
    // `vercel --token X <command>` uses the token; a login, and the variables that are pulled, are kept.
    id: "vercel-login-token",
    programs: "vercel vc",
    words: "login",
    takes: { issues: "token" },
    files: [
      {
        at: "~/.local/share/com.vercel.cli/auth.json",
        moved: { XDG_DATA_HOME: "{}/com.vercel.cli/auth.json" },
      },
    ],
    erased: [{ words: "logout" }],
    instead: byVariable("VERCEL_TOKEN", "vercel build --prod"),
  },
  {
    id: "vercel-env-pull",
    programs: "vercel vc",
    words: "env pull",
    valued: "--environment",
    takes: { issues: "env-file" },
    files: [{ at: ".env.local" }],
    instead: byVariable("VERCEL_TOKEN", "vercel build --prod"),
  },
  {
    id: "vercel-pull",
    programs: "vercel vc",
    words: "pull",
    takes: { issues: "env-file" },
    files: [{ at: ".vercel/.env.development.local", moved: { "--environment": ".vercel/.env.{}.local" } }],
    instead: byVariable("VERCEL_TOKEN", "vercel build --prod"),
  },
  {
    id: "netlify-auth",
    programs: "netlify ntl",
    words: "login",
    takes: { issues: "token" },
    files: [{ at: "~/.config/netlify/config.json", moved: { XDG_CONFIG_HOME: "{}/netlify/config.json" } }],
    erased: [{ words: "logout" }],
    instead: byVariable("NETLIFY_AUTH_TOKEN", "netlify build"),
  },
  {
    id: "fly-auth",
    programs: "fly flyctl",
    words: "auth login",
    takes: { issues: "token" },
    files: [{ at: "~/.fly/config.yml", moved: { FLY_CONFIG_DIR: "{}/config.yml" } }],
    erased: [{ words: "auth logout" }],
    instead: byVariable("FLY_API_TOKEN", "flyctl <command>"),
  },
  {
    // Without a keyring, as in a container.
    id: "supabase-login",
    programs: "supabase",
    words: "login",
    takes: { options: "--token", stdin: true, as: "TOKEN" },
    files: [{ at: "~/.supabase/access-token" }],
    erased: [{ words: "logout" }],
    instead: byVariable("SUPABASE_ACCESS_TOKEN", "supabase <command>"),
  },
  {
    id: "stripe-login",
    programs: "stripe",
    words: "config",
    needs: "--set",
    valued: "--set --project-name",
    takes: { operands: 1, as: "API_KEY" },
    entry: { in: "--set" },
    files: [
      {
        at: "~/.config/stripe/config.toml",
        moved: { "--config": "{}", XDG_CONFIG_HOME: "{}/stripe/config.toml" },
      },
    ],
    erased: [
      { words: "config", needs: "--unset", entry: { in: "--unset" } },
      { words: "logout", entry: "all" },
    ],
    instead: byVariable("STRIPE_API_KEY", "stripe <command>"),
  },
  {
    id: "railway-login",
    programs: "railway",
    words: "login",
    takes: { issues: "token" },
    files: [{ at: "~/.railway/config.json" }],
    erased: [{ words: "logout" }],
    instead: byVariable("RAILWAY_TOKEN", "railway up"),
  },
  {
    // With --token the token is used; only a login is kept.
    id: "firebase-token",
    programs: "firebase",
    words: "login|login:ci",
    takes: { issues: "token" },
    files: [
      {
        at: "~/.config/configstore/firebase-tools.json",
        moved: { XDG_CONFIG_HOME: "{}/configstore/firebase-tools.json" },
      },
    ],
    erased: [{ words: "logout" }],
    instead: {
      mount: "service_account",
      run: "GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/service_account firebase deploy",
      from: "service-account.json",
    },
  },
  {
    id: "codex-login",
    programs: "codex",
    words: "login",
    takes: { options: "--api-key", stdin: true, as: "API_KEY" },
    files: [{ at: "~/.codex/auth.json", moved: { CODEX_HOME: "{}/auth.json" } }],
    erased: [{ words: "logout" }],
    instead: byVariable("OPENAI_API_KEY", "codex exec <prompt>"),
  },
  {
    // A config file is written by hand; as an argument it is in the history only.
    id: "jupyter-token-arg",
    programs: "jupyter",
    takes: {
      options:
        "--NotebookApp.token --NotebookApp.password --ServerApp.token --ServerApp.password --IdentityProvider.token",
    },
    instead: { words: "Give the token when the container runs: docker run -e JUPYTER_TOKEN <image>" },
  },
  {
    // The state holds the key of this node.
    id: "tailscale-up-authkey",
    programs: "tailscale",
    words: "up|login",
    takes: { options: "--auth-key --authkey", issues: "private-key" },
    files: [{ at: "/var/lib/tailscale/tailscaled.state" }],
    instead: { words: "Join the network when the container runs: TS_AUTHKEY=file:/run/secrets/<id>" },
  },
];
