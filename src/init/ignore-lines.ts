/** Files whose name says that they hold credentials, wherever they stand; nothing that a build reads for its settings. */
export const CREDENTIALS: readonly string[] = [
  "**/.env",
  "**/.env.*",
  "**/.envrc",
  "**/.netrc",
  "**/.pypirc",
  "**/.pgpass",
  "**/.git-credentials",
  "**/.htpasswd",
  "**/.aws",
  "**/.azure",
  "**/.gnupg",
  "**/.kube",
  "**/.ssh",
  "**/.docker/config.json",
  "**/id_rsa",
  "**/id_dsa",
  "**/id_ecdsa",
  "**/id_ed25519",
  "**/*.p12",
  "**/*.pfx",
  "**/*.tfstate",
];

/** What the lines above would keep out and holds no secret. */
export const SAMPLES: readonly string[] = ["!**/.env.example", "!**/.env.sample", "!**/.env.template"];

export const VERSION_CONTROL = {
  lines: ["**/.git", ".hg", ".svn"],
  /** A RUN that asks for the history, or a tool that does so to find the version. */
  neededBy:
    /\bgit\s+(?:-C\s+\S+\s+)?(?:describe|rev-parse|rev-list|log|show|status|diff|tag|submodule)\b|\bmake\b|(?<![\w-])\.git\b|setuptools[-_]scm|SETUPTOOLS_SCM|hatch-vcs|goreleaser/i,
};

interface Tool {
  readonly name: string;
  /** Any of these at the root of the context says that the project uses it. */
  readonly manifest: readonly string[];
  readonly lines: readonly string[];
  /** Only where a Dockerfile has this: without an install in the build, the folder is what ships. */
  readonly when?: RegExp;
}

/** What tools leave behind and make anew. */
export const TOOLS: readonly Tool[] = [
  {
    name: "Node",
    manifest: ["package.json"],
    lines: ["**/node_modules", "**/npm-debug.log*"],
    when: /\b(?:npm\s+(?:ci|i|install|clean-install)|yarn|pnpm|bun\s+(?:i|install))\b/,
  },
  {
    name: "Next.js",
    manifest: ["next.config.js", "next.config.mjs", "next.config.ts"],
    lines: ["**/.next"],
    when: /\bbuild\b/,
  },
  {
    name: "Python",
    manifest: ["pyproject.toml", "requirements.txt", "setup.py", "Pipfile"],
    lines: [
      "**/__pycache__",
      "**/*.pyc",
      "**/.venv",
      "**/venv",
      "**/.pytest_cache",
      "**/.mypy_cache",
      "**/.tox",
    ],
  },
  { name: "Rust", manifest: ["Cargo.toml"], lines: ["target"], when: /\bcargo\b/ },
  { name: "Gradle", manifest: ["build.gradle", "build.gradle.kts"], lines: ["**/.gradle"] },
  { name: "Maven", manifest: ["pom.xml"], lines: ["**/target"], when: /\bmvnw?\b/ },
  { name: "PHP", manifest: ["composer.json"], lines: ["vendor"], when: /\bcomposer\s+install\b/ },
  {
    name: ".NET",
    manifest: ["global.json", "Directory.Build.props"],
    lines: ["**/bin", "**/obj"],
    when: /\bdotnet\s+(?:build|publish)\b/,
  },
  { name: "Terraform", manifest: ["main.tf"], lines: ["**/.terraform"] },
];
