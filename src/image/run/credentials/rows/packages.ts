import { preseed, purge } from "../debconf";
import type { CredentialRow, Instead } from "../row";

const APT: Instead = {
  mount: "apt_auth",
  target: "/etc/apt/auth.conf.d/private.conf",
  run: "apt-get update && apt-get install -y <package>",
  from: "auth.conf",
};

const PRESEED_ADVICE: Instead = {
  words: "Set the password when the container starts: a preseeded one is the same in every container",
};

/** Package managers of distributions, and what registers a system with its vendor. */
export const packageRows: readonly CredentialRow[] = [
  {
    id: "subscription-manager-register",
    programs: "subscription-manager rhc",
    words: "register|connect",
    valued: "--org",
    takes: { options: "--password --activationkey", issues: "private-key" },
    files: [{ at: "/etc/pki/consumer/key.pem" }, { at: "/etc/pki/entitlement/*-key.pem" }],
    erased: [
      { words: "unregister|disconnect", entry: "all" },
      { words: "clean", entry: "all" },
    ],
    instead: {
      mount: "activation_key",
      run:
        'subscription-manager register --org <organization> --activationkey "$(cat /run/secrets/activation_key)" && ' +
        "dnf -y install <package> && subscription-manager unregister && subscription-manager clean",
      from: "ACTIVATION_KEY",
    },
  },
  {
    id: "suseconnect",
    programs: "SUSEConnect suseconnect",
    unless: "-d --de-register --cleanup -s --status -l --list-extensions",
    valued: "-r --regcode -e --email --url",
    takes: { options: "-r --regcode", issues: "password" },
    files: [{ at: "/etc/zypp/credentials.d/SCCcredentials" }],
    erased: [{ needs: "-d --de-register --cleanup", entry: "all" }],
    instead: {
      mount: "SCCcredentials",
      run: "zypper -n install <package>",
      from: "SCCcredentials",
    },
  },
  {
    id: "zypper-addrepo",
    programs: "zypper",
    words: "addrepo|ar",
    files: [{ at: "/etc/zypp/repos.d/*.repo" }],
    instead: {
      mount: "repository",
      target: "/etc/zypp/repos.d/private.repo",
      run: "zypper -n install <package>",
      from: "private.repo",
    },
  },
  {
    id: "ubuntu-pro-attach",
    programs: "pro ua",
    words: "attach",
    takes: { operands: 1, as: "TOKEN", issues: "token" },
    files: [{ at: "/var/lib/ubuntu-advantage/private/machine-token.json" }],
    erased: [{ words: "detach", entry: "all" }],
    instead: {
      mount: "pro-attach-config",
      run:
        "pro attach --attach-config /run/secrets/pro-attach-config && apt-get install -y <package> && " +
        "pro detach --assume-yes && apt-get purge --auto-remove -y ubuntu-pro-client",
      from: "pro-attach-config.yaml",
    },
  },
  {
    id: "apt-auth-conf",
    files: [{ at: "/etc/apt/auth.conf" }, { at: "/etc/apt/auth.conf.d/*.conf" }],
    instead: APT,
  },
  {
    // apt-get update copies the URL without its user.
    id: "apt-sources-userinfo",
    programs: "add-apt-repository apt-add-repository",
    unless: "-r --remove",
    files: [{ at: "/etc/apt/sources.list" }],
    instead: APT,
  },
  { id: "apt-sources-list", files: [{ at: "/etc/apt/sources.list.d/*" }], instead: APT },
  {
    id: "debconf-password-preseed",
    programs: "debconf-set-selections",
    does: preseed,
    files: [{ at: "/var/cache/debconf/passwords.dat" }, { at: "/var/cache/debconf/config.dat" }],
    instead: PRESEED_ADVICE,
  },
  { id: "debconf-purge", programs: "debconf-communicate", does: purge, instead: PRESEED_ADVICE },
  {
    // `apk add --repository <url>` stores nothing.
    id: "apk-repositories-userinfo",
    files: [{ at: "/etc/apk/repositories" }, { at: "/etc/apk/repositories.d/*.list" }],
    instead: {
      mount: "repositories",
      run: "apk add --no-cache --repositories-file /run/secrets/repositories <package>",
      from: "repositories",
    },
  },
  {
    id: "dnf-repo-password",
    programs: "dnf yum dnf5",
    words: "config-manager",
    needs: "--add-repo --setopt --save",
    files: [{ at: "/etc/yum.repos.d/*.repo" }],
    instead: {
      mount: "repository",
      target: "/etc/yum.repos.d/private.repo",
      run: "dnf -y install <package>",
      from: "private.repo",
    },
  },
  {
    id: "yum-config-manager",
    programs: "yum-config-manager",
    files: [{ at: "/etc/yum.repos.d/*.repo" }],
    instead: {
      mount: "repository",
      target: "/etc/yum.repos.d/private.repo",
      run: "yum -y install <package>",
      from: "private.repo",
    },
  },
  {
    id: "dnf-conf",
    files: [{ at: "/etc/dnf/dnf.conf" }, { at: "/etc/yum.conf" }],
    instead: {
      mount: "dnf_conf",
      target: "/etc/dnf/dnf.conf",
      run: "dnf -y install <package>",
      from: "dnf.conf",
    },
  },
];
