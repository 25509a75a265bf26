import type { CredentialRow, Instead } from "../row";

const CARGO: Instead = {
  mount: "cargo_token",
  variable: "CARGO_REGISTRIES_<REGISTRY>_TOKEN",
  run: "cargo build --release --locked",
  from: "CARGO_TOKEN",
};

/** Rust, Go, Swift, Dart, Haskell and Elixir. */
export const compiledRows: readonly CredentialRow[] = [
  {
    id: "cargo-login",
    programs: "cargo",
    words: "login",
    takes: { operands: 1, stdin: true, as: "TOKEN" },
    entry: { in: "--registry", otherwise: "crates-io" },
    files: [{ at: "~/.cargo/credentials.toml", moved: { CARGO_HOME: "{}/credentials.toml" } }],
    erased: [{ words: "logout" }],
    instead: CARGO,
  },
  {
    id: "go-env-w",
    programs: "go",
    words: "env",
    needs: "-w",
    takes: { settings: /./ },
    files: [{ at: "~/.config/go/env", moved: { GOENV: "{}", XDG_CONFIG_HOME: "{}/go/env" } }],
    erased: [{ words: "env", needs: "-u" }],
    instead: {
      mount: "netrc",
      target: "~/.netrc",
      run: "go mod download",
      from: "$HOME/.netrc",
    },
  },
  {
    id: "swift-package-registry-login",
    programs: "swift",
    words: "package-registry login",
    takes: { options: "--token --password" },
    entry: { in: 1 },
    files: [{ at: "~/.netrc", moved: { "--netrc-file": "{}" } }],
    erased: [{ words: "package-registry logout" }],
    instead: {
      mount: "swift_token",
      variable: "SWIFTPM_REGISTRY_TOKEN",
      run: "swift build",
      from: "SWIFT_TOKEN",
    },
  },
  {
    id: "mix-hex-organization-auth",
    programs: "mix",
    words: "hex.organization auth|hex.repo add",
    takes: { options: "--key --auth-key", as: "API_KEY" },
    entry: { in: 1 },
    files: [{ at: "~/.hex/hex.config", moved: { HEX_HOME: "{}/hex.config" } }],
    erased: [{ words: "hex.organization deauth|hex.repo remove" }],
    instead: {
      mount: "hex_key",
      run:
        'mix hex.organization auth <organization> --key "$(cat /run/secrets/hex_key)" && mix deps.get && ' +
        "mix hex.organization deauth <organization>",
      from: "HEX_KEY",
    },
  },
  {
    id: "cabal-password",
    programs: "cabal",
    words: "user-config init|user-config update",
    takes: { options: "-a --augment" },
    files: [{ at: "~/.cabal/config", moved: { CABAL_CONFIG: "{}", CABAL_DIR: "{}/config" } }],
    instead: {
      mount: "cabal_config",
      target: "~/.cabal/config",
      run: "cabal upload <archive>",
      from: "$HOME/.cabal/config",
    },
  },
  {
    // With --env-var only the variable's name is kept.
    id: "dart-pub-token-add",
    programs: "dart flutter",
    words: "pub token add",
    unless: "--env-var",
    takes: { stdin: true, as: "TOKEN" },
    entry: { in: 1 },
    files: [{ at: "~/.config/dart/pub-tokens.json", moved: { XDG_CONFIG_HOME: "{}/dart/pub-tokens.json" } }],
    erased: [{ words: "pub token remove" }],
    instead: {
      mount: "pub_token",
      variable: "PUB_TOKEN",
      run: "dart pub token add <url> --env-var PUB_TOKEN && dart pub get",
      from: "PUB_TOKEN",
    },
  },
];
