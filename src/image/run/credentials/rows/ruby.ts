import type { CredentialRow, Instead } from "../row";

const BUNDLE: Instead = {
  mount: "gems",
  variable: "BUNDLE_<HOST>",
  run: "bundle install",
  from: "GEMS_CREDENTIALS",
};

/** Bundler, RubyGems and CocoaPods. */
export const rubyRows: readonly CredentialRow[] = [
  {
    id: "bundle-config-credentials",
    programs: "bundle",
    words: "config set|config",
    // Hosts; `build.<gem>` and `local.<gem>` are settings of other kinds.
    takes: { settings: /^(?!build\.|local\.).*(?:\.|__)/, as: "PASSWORD" },
    files: [
      {
        at: ".bundle/config",
        moved: { "--global": "~/.bundle/config", BUNDLE_APP_CONFIG: "{}/config" },
      },
    ],
    erased: [{ words: "config unset" }],
    instead: BUNDLE,
  },
  {
    id: "gemfile-source-userinfo",
    programs: "bundle",
    words: "install|lock|update",
    takes: { contentOf: "Gemfile" },
    files: [{ at: "Gemfile.lock" }],
    instead: BUNDLE,
  },
  {
    id: "gem-sources-add",
    programs: "gem",
    words: "sources",
    needs: "--add -a",
    entry: { in: "--add -a" },
    // ~/.gemrc where that exists already.
    files: [{ at: "~/.config/gem/gemrc", moved: { "--config-file": "{}", XDG_CONFIG_HOME: "{}/gem/gemrc" } }],
    erased: [{ words: "sources", needs: "--remove -r", entry: { in: "--remove -r" } }],
    instead: {
      mount: "gemrc",
      target: "~/.gemrc",
      run: "gem install <gem>",
      from: "$HOME/.gemrc",
    },
  },
  {
    id: "gem-credentials-redirect",
    files: [{ at: "~/.gem/credentials" }],
    instead: {
      mount: "gem_key",
      variable: "GEM_HOST_API_KEY",
      run: "gem push <gem>",
      from: "GEM_HOST_API_KEY",
    },
  },
  {
    id: "cocoapods-trunk",
    programs: "pod",
    words: "trunk register",
    takes: { issues: "token" },
    files: [{ at: "~/.netrc", moved: { NETRC: "{}" } }],
    instead: { mount: "netrc", target: "~/.netrc", run: "pod install", from: "$HOME/.netrc" },
  },
];
