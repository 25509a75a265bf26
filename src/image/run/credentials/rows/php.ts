import type { CredentialRow, Instead } from "../row";

const COMPOSER: Instead = {
  mount: "composer_auth",
  variable: "COMPOSER_AUTH",
  run: "composer install --no-dev --prefer-dist",
  from: "auth.json",
};

export const phpRows: readonly CredentialRow[] = [
  {
    // In a fresh home; ~/.config/composer where that exists already.
    id: "composer-config-auth",
    programs: "composer",
    words: "config",
    unless: "--unset",
    valued: "-d --working-dir --file -f",
    takes: {
      settings:
        /^(?:github-oauth|gitlab-token|gitlab-oauth|http-basic|bearer|bitbucket-oauth|custom-headers)\./,
      as: "TOKEN",
    },
    files: [
      { at: "auth.json", unless: "-g --global" },
      {
        at: "~/.composer/auth.json",
        when: "-g --global",
        moved: { COMPOSER_HOME: "{}/auth.json", XDG_CONFIG_HOME: "{}/composer/auth.json" },
      },
    ],
    erased: [{ words: "config", needs: "--unset" }],
    instead: COMPOSER,
  },
  {
    id: "composer-repo-url-userinfo",
    programs: "composer",
    words: "config",
    unless: "--unset",
    takes: { settings: /^repo(?:sitorie)?s?\./ },
    files: [
      {
        at: "composer.json",
        moved: { "--global": "~/.composer/config.json", "-g": "~/.composer/config.json" },
      },
    ],
    erased: [{ words: "config", needs: "--unset" }],
    instead: COMPOSER,
  },
  {
    // The lock file and the list of what is installed repeat the URLs; so does the name of a folder of the cache.
    id: "composer-lock-url-userinfo",
    programs: "composer",
    words: "install|update|require",
    takes: { contentOf: "composer.json" },
    files: [{ at: "composer.lock" }, { at: "vendor/composer/installed.json" }],
    copies: [{ at: "~/.cache/composer/vcs/*", moved: { COMPOSER_HOME: "{}/cache/vcs/*" }, uncertain: true }],
    instead: COMPOSER,
  },
];
