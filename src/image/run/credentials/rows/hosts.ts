import { byVariable, type CredentialRow, type Place } from "../row";

const hugging = (name: string, path?: string): Place => ({
  at: `~/.cache/huggingface/${name}`,
  moved: {
    ...(path ? { [path]: "{}" } : {}),
    HF_HOME: `{}/${name}`,
    XDG_CACHE_HOME: `{}/huggingface/${name}`,
  },
});

/** Code hosts, stores of artifacts and of models. */
export const hostRows: readonly CredentialRow[] = [
  {
    id: "gh-auth-login",
    programs: "gh",
    words: "auth login",
    takes: { stdin: true, as: "TOKEN" },
    entry: { in: "--hostname -h", otherwise: "github.com" },
    files: [
      {
        at: "~/.config/gh/hosts.yml",
        moved: { GH_CONFIG_DIR: "{}/hosts.yml", XDG_CONFIG_HOME: "{}/gh/hosts.yml" },
      },
    ],
    erased: [{ words: "auth logout" }],
    instead: byVariable("GH_TOKEN", "gh <command>"),
  },
  {
    id: "gh-prints-token",
    programs: "gh",
    words: "auth token",
    takes: { issues: "token" },
    files: [{ at: "-" }],
    instead: byVariable("GH_TOKEN", "gh <command>"),
  },
  {
    id: "glab-auth-login",
    programs: "glab",
    words: "auth login",
    unless: "--use-keyring",
    takes: { options: "-t --token --job-token", stdin: true, as: "TOKEN" },
    entry: { in: "--hostname", otherwise: "gitlab.com" },
    files: [
      {
        at: "~/.config/glab-cli/config.yml",
        moved: { GLAB_CONFIG_DIR: "{}/config.yml", XDG_CONFIG_HOME: "{}/glab-cli/config.yml" },
      },
    ],
    erased: [{ words: "auth logout" }],
    instead: byVariable("GITLAB_TOKEN", "glab <command>"),
  },
  { id: "hub-token", files: [{ at: "~/.config/hub" }], instead: byVariable("GITHUB_TOKEN", "hub <command>") },
  {
    id: "jf-config-add",
    programs: "jf jfrog",
    words: "config add|config edit|c add|c edit|rt c",
    takes: { options: "--access-token --password --apikey" },
    entry: { in: 1, otherwise: "default" },
    files: [{ at: "~/.jfrog/jfrog-cli.conf.v6", moved: { JFROG_CLI_HOME_DIR: "{}/jfrog-cli.conf.v6" } }],
    erased: [{ words: "config remove|config rm|c remove|c rm" }],
    instead: {
      mount: "jf_token",
      run:
        'jf config add <id> --url=<url> --access-token="$(cat /run/secrets/jf_token)" --interactive=false && ' +
        "jf rt download <path>",
      from: "JF_ACCESS_TOKEN",
      tmpfs: "~/.jfrog",
    },
  },
  {
    id: "huggingface-login",
    programs: "huggingface-cli hf",
    words: "login|auth login",
    takes: { options: "--token", as: "TOKEN" },
    files: [
      hugging("token", "HF_TOKEN_PATH"),
      hugging("stored_tokens"),
      { at: "~/.git-credentials", when: "--add-to-git-credential" },
    ],
    erased: [{ words: "logout|auth logout" }, { words: "auth logout|logout", entry: "all" }],
    instead: byVariable("HF_TOKEN", "hf download <model>"),
  },
  {
    id: "huggingface-login-in-python",
    programs: "python python3",
    mentions: "huggingface_hub login(",
    files: [hugging("token", "HF_TOKEN_PATH"), hugging("stored_tokens")],
    instead: byVariable("HF_TOKEN", "hf download <model>"),
  },
  {
    id: "wandb-login",
    programs: "wandb",
    words: "login",
    takes: { operands: 1, as: "API_KEY" },
    files: [{ at: "~/.netrc", moved: { NETRC: "{}" } }],
    instead: byVariable("WANDB_API_KEY", "<the command that logs>"),
  },
  {
    id: "wandb-login-in-python",
    programs: "python python3",
    mentions: "wandb.login(",
    files: [{ at: "~/.netrc", moved: { NETRC: "{}" } }],
    instead: byVariable("WANDB_API_KEY", "<the command that logs>"),
  },
  {
    id: "kaggle-json",
    files: [{ at: "~/.kaggle/kaggle.json" }, { at: "~/.config/kaggle/kaggle.json" }],
    instead: {
      mount: "kaggle",
      target: "~/.kaggle/kaggle.json",
      run: "kaggle datasets download <dataset>",
      from: "$HOME/.kaggle/kaggle.json",
    },
  },
];
