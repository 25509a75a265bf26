import { addRemote, approve, clone, configure, fillSubmodule, reject } from "../git";
import type { CredentialRow, Instead } from "../row";

const TOKEN: Instead = {
  mount: "git_token",
  run:
    "git -c credential.helper='!f() { echo username=x; echo \"password=$(cat /run/secrets/git_token)\"; }; f' " +
    "clone https://<host>/<repository>.git",
  from: "GIT_TOKEN",
};

/** Git, and the other version controls. The word order counts: `git -c X clone` uses a setting, `git clone -c X` keeps it. */
export const gitRows: readonly CredentialRow[] = [
  {
    id: "git-clone-url-userinfo",
    programs: "git",
    words: "clone",
    valued: "-C -c --git-dir --work-tree --namespace",
    does: clone,
    files: [{ at: ".git/config" }],
    instead: TOKEN,
  },
  // A setting of a clone, and below those of a config: stored like every other.
  { id: "git-clone-c-extraheader", instead: TOKEN },
  {
    id: "git-config-url-insteadof",
    programs: "git",
    words: "config",
    does: configure,
    files: [{ at: "~/.gitconfig" }, { at: "/etc/gitconfig" }, { at: "~/.config/git/config" }],
    instead: {
      mount: "gitconfig",
      target: "~/.gitconfig",
      run: "<the command that fetches>",
      from: "$HOME/.gitconfig",
    },
  },
  { id: "git-config-extraheader", instead: TOKEN },
  {
    id: "git-config-proxy",
    instead: {
      words: "Leave http.proxy out of git's config: https_proxy is known to the builder and needs no ARG",
      build: "docker build --build-arg https_proxy=http://<user>:<password>@<proxy> .",
    },
  },
  {
    id: "git-credential-store",
    programs: "git",
    words: "credential approve|credential-store store|credential fill",
    valued: "--file",
    does: approve,
    files: [{ at: "~/.git-credentials" }, { at: "~/.config/git/credentials" }],
    instead: {
      mount: "git_credentials",
      target: "~/.git-credentials",
      run: "git -c credential.helper=store clone https://<host>/<repository>.git",
      from: "$HOME/.git-credentials",
    },
  },
  { id: "git-credential-reject", programs: "git", words: "credential reject", does: reject, instead: TOKEN },
  {
    id: "git-submodule-url-userinfo",
    programs: "git",
    words: "submodule add",
    does: fillSubmodule,
    files: [{ at: ".gitmodules" }],
    instead: TOKEN,
  },
  { id: "git-remote-url-userinfo", programs: "git", words: "remote", does: addRemote, instead: TOKEN },
  // FETCH_HEAD and the reflog show the URL without its user.
  { id: "git-fetch-url-userinfo", programs: "git", words: "fetch|pull|push|ls-remote", instead: TOKEN },
  {
    id: "add-git-url-userinfo",
    instead: {
      words:
        "ADD https://<host>/<repository>.git <folder>: the builder takes the token from a secret of this name",
      build: "docker build --secret id=GIT_AUTH_TOKEN.<host>,env=GIT_TOKEN .",
    },
  },
  {
    // Debian's Subversion keeps the user's name only, unless its `servers` file says store-plaintext-passwords.
    id: "svn-password",
    programs: "svn",
    takes: { options: "--password" },
    instead: {
      mount: "svn_password",
      run: "svn export --no-auth-cache --username <user> --password-from-stdin <url> < /run/secrets/svn_password",
      from: "SVN_PASSWORD",
    },
  },
  {
    // The password is taken out of .hg/hgrc, unlike git.
    id: "hg-clone-url-userinfo",
    programs: "hg",
    words: "clone|pull",
    instead: {
      mount: "hgrc",
      target: "~/.hgrc",
      run: "hg clone https://<host>/<repository>",
      from: "$HOME/.hgrc",
    },
  },
];
