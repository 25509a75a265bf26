import type { Call, Command } from "../commands/command";
import { parseArguments } from "../commands/command";

/** A command that stores the credential it is given in a file, by a row. */
export interface Store {
  readonly programs: readonly string[];
  /** The words right after the program, options left out: `auth login`. */
  readonly words: string;
  /** Where it lands; `~` is the home of the RUN's user, a relative path the working directory. */
  readonly file: string;
  /** By option: where it lands instead. */
  readonly moved?: Readonly<Record<string, string>>;
  /** The credential may come on standard input. */
  readonly stdin?: true;
  /** Options whose value is a file that holds the credential. */
  readonly fileOptions?: readonly string[];
  /** Options that take a value, so that it is not taken for a word of the command. */
  readonly valued?: readonly string[];
}

/** A command that takes back what a `Store` stored, in the same file. */
export interface Erase {
  readonly programs: readonly string[];
  readonly words: string;
  readonly file: string;
  readonly moved?: Readonly<Record<string, string>>;
}

const VALUED = [
  "-u",
  "--username",
  "-p",
  "--password",
  "-t",
  "--token",
  "--user",
  "--key",
  "--host",
  "--hostname",
  "-h",
  "-n",
  "--name",
];

/** Where each tool keeps what it was given: seen by running it, or read in its documentation. */
export const stores: readonly Store[] = [
  { programs: ["docker", "nerdctl"], words: "login", file: "~/.docker/config.json", stdin: true },
  // As root without XDG_RUNTIME_DIR; in a RUN, /run is part of the layer.
  {
    programs: ["podman", "buildah", "skopeo"],
    words: "login",
    file: "/run/containers/0/auth.json",
    stdin: true,
  },
  { programs: ["helm"], words: "registry login", file: "~/.config/helm/registry/config.json", stdin: true },
  { programs: ["helm"], words: "repo add", file: "~/.config/helm/repositories.yaml" },
  { programs: ["gh"], words: "auth login", file: "~/.config/gh/hosts.yml", stdin: true },
  { programs: ["glab"], words: "auth login", file: "~/.config/glab-cli/config.yml", stdin: true },
  {
    programs: ["cargo"],
    words: "login",
    file: "~/.cargo/credentials.toml",
    stdin: true,
    valued: ["--registry"],
  },
  { programs: ["vault"], words: "login", file: "~/.vault-token", stdin: true },
  { programs: ["poetry"], words: "config", file: "~/.config/pypoetry/auth.toml" },
  { programs: ["pdm"], words: "config", file: "~/.config/pdm/config.toml" },
  {
    programs: ["uv"],
    words: "auth login",
    file: "~/.local/share/uv/credentials/credentials.toml",
    stdin: true,
  },
  { programs: ["conda", "mamba", "micromamba"], words: "config", file: "~/.condarc" },
  {
    programs: ["composer"],
    words: "config",
    file: "auth.json",
    moved: { "-g": "~/.composer/auth.json", "--global": "~/.composer/auth.json" },
  },
  {
    programs: ["bundle"],
    words: "config",
    file: ".bundle/config",
    moved: { "--global": "~/.bundle/config" },
  },
  { programs: ["gem"], words: "sources", file: "~/.gemrc" },
  { programs: ["dotnet", "nuget"], words: "nuget add source", file: "~/.nuget/NuGet/NuGet.Config" },
  { programs: ["dotnet", "nuget"], words: "nuget update source", file: "~/.nuget/NuGet/NuGet.Config" },
  { programs: ["nuget"], words: "setApiKey", file: "~/.nuget/NuGet/NuGet.Config" },
  { programs: ["nuget"], words: "sources", file: "~/.nuget/NuGet/NuGet.Config" },
  { programs: ["go"], words: "env", file: "~/.config/go/env" },
  { programs: ["mix"], words: "hex.organization auth", file: "~/.hex/hex.config" },
  { programs: ["mix"], words: "hex.repo add", file: "~/.hex/hex.config" },
  { programs: ["swift"], words: "package-registry login", file: "~/.netrc" },
  { programs: ["aws"], words: "configure set", file: "~/.aws/credentials", valued: ["--profile"] },
  {
    programs: ["gcloud"],
    words: "auth activate-service-account",
    file: "~/.config/gcloud/credentials.db",
    fileOptions: ["--key-file"],
  },
  { programs: ["az"], words: "login", file: "~/.azure/service_principal_entries.json" },
  { programs: ["kubectl"], words: "config set-credentials", file: "~/.kube/config" },
  { programs: ["terraform", "tofu"], words: "init", file: ".terraform/terraform.tfstate" },
  { programs: ["terraform", "tofu"], words: "apply", file: "terraform.tfstate" },
  { programs: ["pulumi"], words: "login", file: "~/.pulumi/credentials.json" },
  { programs: ["jf", "jfrog"], words: "config add", file: "~/.jfrog/jfrog-cli.conf.v6" },
  { programs: ["jf", "jfrog"], words: "c add", file: "~/.jfrog/jfrog-cli.conf.v6" },
  { programs: ["huggingface-cli"], words: "login", file: "~/.cache/huggingface/token" },
  { programs: ["hf"], words: "auth login", file: "~/.cache/huggingface/token" },
  { programs: ["wandb"], words: "login", file: "~/.netrc" },
  { programs: ["sentry-cli"], words: "login", file: "~/.sentryclirc", stdin: true },
  { programs: ["snyk"], words: "auth", file: "~/.config/configstore/snyk.json" },
  { programs: ["snyk"], words: "config set", file: "~/.config/configstore/snyk.json" },
  { programs: ["supabase"], words: "login", file: "~/.supabase/access-token" },
  { programs: ["rclone"], words: "config create", file: "~/.config/rclone/rclone.conf" },
  { programs: ["codex"], words: "login", file: "~/.codex/auth.json", stdin: true },
  { programs: ["tailscale"], words: "up", file: "/var/lib/tailscale/tailscaled.state" },
  { programs: ["debconf-set-selections"], words: "", file: "/var/cache/debconf/passwords.dat", stdin: true },
  {
    programs: ["gpg", "gpg2"],
    words: "",
    file: "~/.gnupg/private-keys-v1.d",
    stdin: true,
    fileOptions: ["--import"],
  },
];

export const erases: readonly Erase[] = [
  { programs: ["docker", "nerdctl"], words: "logout", file: "~/.docker/config.json" },
  { programs: ["podman", "buildah", "skopeo"], words: "logout", file: "/run/containers/0/auth.json" },
  { programs: ["helm"], words: "registry logout", file: "~/.config/helm/registry/config.json" },
  { programs: ["gh"], words: "auth logout", file: "~/.config/gh/hosts.yml" },
  { programs: ["glab"], words: "auth logout", file: "~/.config/glab-cli/config.yml" },
  { programs: ["cargo"], words: "logout", file: "~/.cargo/credentials.toml" },
  { programs: ["gcloud"], words: "auth revoke", file: "~/.config/gcloud/credentials.db" },
  { programs: ["az"], words: "logout", file: "~/.azure/service_principal_entries.json" },
  { programs: ["pulumi"], words: "logout", file: "~/.pulumi/credentials.json" },
  { programs: ["hf"], words: "auth logout", file: "~/.cache/huggingface/token" },
  { programs: ["supabase"], words: "logout", file: "~/.supabase/access-token" },
  { programs: ["sentry-cli"], words: "logout", file: "~/.sentryclirc" },
];

/** `~/x` under the home of the RUN's user; any other path as it is. */
export const atHome = (path: string, call: Call): string =>
  path.startsWith("~/") ? `${call.shell.home}${path.slice(1)}` : path;

/** Runs the rows of a program on a call. */
export const storing: Command = (call) => {
  const texts = call.args.map((field) => field.text);
  for (const row of stores) {
    if (!row.programs.includes(call.name) || !startsWithWords(call, row)) continue;
    const moved = Object.entries(row.moved ?? {}).find(([option]) => texts.includes(option));
    const held = (row.fileOptions ?? [])
      .flatMap((option) => filesOf(texts, option))
      .map((path) => call.shell.read(path));
    const stored = call.shell.dyes.marksOf([...texts, row.stdin ? call.stdin : "", ...held].join(" "));
    const by = `${call.name} ${row.words}`.trim();
    if (stored)
      call.shell.write(atHome(moved?.[1] ?? row.file, call), stored, { by, span: call.span, append: true });
    return "";
  }
  for (const row of erases) {
    if (!row.programs.includes(call.name) || !startsWithWords(call, row)) continue;
    call.shell.edit(atHome(row.file, call), () => "", call.span, `${call.name} ${row.words}`);
  }
  return "";
};

function startsWithWords(call: Call, row: Pick<Store, "words" | "valued">): boolean {
  if (row.words === "") return true;
  const { operands } = parseArguments(call.args, [...VALUED, ...(row.valued ?? [])]);
  return row.words.split(" ").every((word, index) => operands[index]?.text === word);
}

function filesOf(texts: readonly string[], option: string): string[] {
  return texts.flatMap((text, index) => {
    if (text.startsWith(`${option}=`)) return [text.slice(option.length + 1)];
    return text === option && texts[index + 1] !== undefined ? [texts[index + 1]!] : [];
  });
}
