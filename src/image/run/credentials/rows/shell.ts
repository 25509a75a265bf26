import type { CredentialRow, Instead } from "../row";

const MOUNTED: Instead = {
  mount: "config",
  run: "<the command that needs it>, reading /run/secrets/config",
  from: "<file>",
};

const VAULT: Instead = {
  mount: "vault_password",
  run: "ansible-playbook --vault-password-file /run/secrets/vault_password <playbook>",
  from: ".vault_pass",
};

/**
 * What the shell and its common commands write: the interpreter follows it (`env > f`, `sed -i`, `envsubst`, heredocs, `cp` out of a
 * mount), so these rows hold advice only.
 */
export const shellRows: readonly CredentialRow[] = [
  {
    id: "env-dump",
    instead: {
      words: "Write only the variables that the container needs, by name, and none that is a secret",
    },
  },
  {
    id: "template-substitution",
    instead: { words: "Fill the template when the container starts: a file that is filled in a build ships" },
  },
  { id: "heredoc-config", instead: MOUNTED },
  { id: "secret-mount-copied-out", instead: MOUNTED },
  {
    id: "ansible-vault",
    // `ansible-vault decrypt` puts plain text in the place of the file.
    programs: "ansible-vault",
    words: "decrypt",
    valued: "--vault-password-file --vault-id --output",
    takes: { issues: "decrypted-file" },
    files: [{ at: "#1", moved: { "--output": "{}" } }],
    instead: VAULT,
  },
  { id: "ansible-vault-password", files: [{ at: ".vault_pass" }], instead: VAULT },
  {
    id: "sops-decrypt",
    programs: "sops",
    words: "decrypt",
    takes: { issues: "decrypted-file" },
    files: [
      { at: "-", unless: "-i --in-place", moved: { "--output": "{}" } },
      { at: "#1", when: "-i --in-place" },
    ],
    instead: {
      words: "Decrypt when the container starts, or for one command: sops exec-env <file> <command>",
    },
  },
];
