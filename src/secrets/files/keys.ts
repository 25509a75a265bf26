import type { FileGroup } from "./table";

/** Private keys, key stores and password stores. */
export const keyFiles: readonly FileGroup[] = [
  {
    kind: "ssh-key",
    holds: "a private SSH key",
    reader: "key",
    always: "id_rsa id_dsa id_ecdsa id_ed25519 id_ecdsa_sk id_ed25519_sk ssh_host_*_key *.ppk",
    often: "*_rsa *_ed25519 *_ecdsa *_dsa .ssh/",
    content: "identity",
  },
  {
    kind: "private-key",
    holds: "a private key",
    reader: "key",
    always: "privkey*.pem AuthKey_*.p8 .chef/*.pem private_key.pkcs7.pem *.agekey .config/sops/age/keys.txt",
    often: "*.key *.keypair *.p8 *.private_key .vagrant/ storage/*.key",
    content: "keys.txt",
  },
  {
    kind: "private-key",
    holds: "a private key",
    reader: "armour",
    content: "*.pem *.asc *.ovpn *.gpg",
  },
  {
    kind: "gpg-key",
    holds: "secret GnuPG keys",
    reader: "key",
    always: "private-keys-v1.d/ secring.gpg *.keyring",
    often: ".gnupg/",
  },
  {
    kind: "keystore",
    holds: "a store of private keys",
    reader: "key",
    often: "*.p12 *.pfx *.pkcs12 *.jks *.keystore *.bks",
    always: "*.keytab krb5cc_*",
    content: "*.snk *.mobileprovision",
  },
  {
    kind: "password-store",
    holds: "stored passwords",
    reader: "binary",
    always:
      "*.kdbx *.kdb *.psafe3 *.agilekeychain *.keychain *.keychain-db *.kwallet *.bek .mylogin.cnf .vnc/passwd",
    often: "*.tpm",
  },
  {
    kind: "wireguard",
    holds: "a WireGuard key",
    reader: "settings",
    often: "wg[0-9]*.conf",
    content: "wireguard/*.conf",
    keys: "privatekey presharedkey",
  },
  {
    kind: "rails-key",
    holds: "the key of the Rails credentials",
    reader: "word",
    always: "config/master.key config/credentials/*.key",
  },
  {
    kind: "rails-key",
    holds: "the key of the secrets vault",
    reader: "binary",
    always: "config/secrets/*/*.decrypt.private.php",
  },
  {
    kind: "password-hashes",
    holds: "password hashes",
    reader: "hash",
    often: ".htpasswd shadow",
  },
];
