import type { CredentialRow, Instead } from "../row";

const AT_START: Instead = {
  words:
    "Generate the key when the container starts, in its entrypoint: made in a build, it is the same in every container, and whoever pulls the image has it",
};
const HOST_KEYS_AT_START: Instead = {
  words:
    "Remove the host keys in the same RUN (rm -f /etc/ssh/ssh_host_*) and make them when the container starts: ssh-keygen -A in its entrypoint",
};

const STORE_PASSWORD: Instead = {
  mount: "store_password",
  run: "keytool <command> -storepass:file /run/secrets/store_password",
  from: "STORE_PASSWORD",
};

const HOST_KEYS = ["rsa", "ecdsa", "ed25519"].map((type) => ({ at: `/etc/ssh/ssh_host_${type}_key` }));
const HOST_KEYS_OF_PACKAGE = HOST_KEYS.map((place) => ({ ...place, uncertain: true as const }));

const OPENSSL =
  "-in -out -inkey -key -keyout -newkey -subj -days -config -extensions -addext -algorithm -pkeyopt -name -certfile -CA -CAkey";

/** SSH, OpenSSL, keytool, GnuPG, age, WireGuard. */
export const keyRows: readonly CredentialRow[] = [
  {
    id: "ssh-private-key-write",
    files: ["~/.ssh/*", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"].map((at) => ({ at })),
    instead: { ssh: "git clone git@<host>:<repository>.git" },
  },
  {
    id: "ssh-keygen-user-key",
    programs: "ssh-keygen",
    unless: "-A -R -F -l -y -H -K -Y -B -c -p -e -i -s -r -D",
    valued: "-b -C -N -P -m -O -a -w -Z",
    takes: { makes: "private-key" },
    files: [{ at: "~/.ssh/id_rsa", moved: { "-f": "{}", "-t": "~/.ssh/id_{}" } }],
    instead: AT_START,
  },
  {
    id: "ssh-host-keys",
    programs: "ssh-keygen",
    needs: "-A",
    takes: { makes: "private-key" },
    files: HOST_KEYS,
    instead: HOST_KEYS_AT_START,
  },
  {
    // The package's own script makes them, on Debian and what derives from it.
    id: "ssh-host-keys-of-package",
    programs: "apt-get apt aptitude",
    words: "install",
    needs: "#openssh-server #ssh",
    valued: "-o -c",
    takes: { makes: "private-key" },
    files: HOST_KEYS_OF_PACKAGE,
    instead: HOST_KEYS_AT_START,
  },
  {
    id: "ssh-host-keys-once-more",
    programs: "dpkg-reconfigure",
    needs: "#openssh-server",
    takes: { makes: "private-key" },
    files: HOST_KEYS,
    instead: HOST_KEYS_AT_START,
  },
  // Keys of other hosts, which are public.
  { id: "ssh-keyscan", programs: "ssh-keyscan", instead: { words: "Nothing: these keys are public." } },
  {
    id: "sshpass-p",
    programs: "sshpass",
    takes: { options: "-p" },
    instead: {
      mount: "ssh_password",
      run: "sshpass -f /run/secrets/ssh_password scp <source> <destination>",
      from: "SSH_PASSWORD",
    },
  },
  {
    id: "openssl-pass-arg",
    programs: "openssl",
    takes: { options: "-passin -passout -pass", prefix: "pass:" },
    instead: {
      mount: "key_password",
      run: "openssl <command> -passin file:/run/secrets/key_password",
      from: "KEY_PASSWORD",
    },
  },
  {
    id: "openssl-req-nodes",
    programs: "openssl",
    words: "req",
    needs: "-newkey",
    valued: OPENSSL,
    takes: { makes: "private-key" },
    files: [{ at: "privkey.pem", moved: { "-keyout": "{}" } }],
    instead: AT_START,
  },
  {
    id: "openssl-genpkey",
    programs: "openssl",
    words: "genrsa|genpkey|gendsa",
    unless: "-genparam",
    takes: { makes: "private-key" },
    files: [{ at: "-", moved: { "-out": "{}" } }],
    instead: AT_START,
  },
  {
    id: "openssl-ecparam-genkey",
    programs: "openssl",
    words: "ecparam",
    needs: "-genkey",
    takes: { makes: "private-key" },
    files: [{ at: "-", moved: { "-out": "{}" } }],
    instead: AT_START,
  },
  {
    id: "openssl-pkcs12-export",
    programs: "openssl",
    words: "pkcs12",
    needs: "-export",
    takes: { makes: "keystore", contentOf: "-inkey -in" },
    files: [{ at: "-", moved: { "-out": "{}" } }],
    instead: {
      words:
        "Mount the keystore when the container runs: in the image, its key ships with it, whatever its password",
    },
  },
  {
    // The password of a store of certificates guards nothing, and everybody knows the one of Java's own.
    id: "keytool-storepass",
    programs: "keytool",
    unless: "-importcert -import -cacerts -list -printcert -exportcert -export -delete",
    valued:
      "-alias -keyalg -keysize -dname -validity -storetype -srckeystore -srcstoretype -deststoretype -ext -file",
    takes: { options: "-storepass -keypass -srcstorepass -deststorepass -destkeypass" },
    instead: STORE_PASSWORD,
  },
  {
    id: "keytool-genkeypair",
    programs: "keytool",
    needs: "-genkeypair -genkey -importkeystore -genseckey",
    takes: { makes: "keystore", contentOf: "-srckeystore" },
    files: [{ at: "~/.keystore", moved: { "-keystore": "{}", "-destkeystore": "{}" } }],
    instead: STORE_PASSWORD,
  },
  {
    id: "gpg-passphrase",
    programs: "gpg gpg2",
    takes: { options: "--passphrase" },
    instead: {
      mount: "gpg_passphrase",
      run: "gpg --batch --pinentry-mode loopback --passphrase-file /run/secrets/gpg_passphrase -d <file>",
      from: "GPG_PASSPHRASE",
    },
  },
  {
    // A public key carries no secret, so that nothing comes of importing one.
    id: "gpg-import-private",
    programs: "gpg gpg2",
    needs: "--import",
    valued: "--homedir --passphrase-fd --pinentry-mode --keyserver --status-fd",
    takes: { stdin: true, as: "NOTES", contentOf: "#1" },
    files: [
      {
        at: "~/.gnupg/private-keys-v1.d/*.key",
        moved: { "--homedir": "{}/private-keys-v1.d/*.key", GNUPGHOME: "{}/private-keys-v1.d/*.key" },
      },
    ],
    erased: [
      { needs: "--delete-secret-keys --delete-secret-key --delete-secret-and-public-key", entry: "all" },
    ],
    instead: {
      mount: "gpg_key",
      run: "gpg --batch --import /run/secrets/gpg_key && gpg --batch -d <file> > /dev/null",
      from: "key.asc",
      tmpfs: "~/.gnupg",
    },
  },
  {
    id: "gpg-generate-key",
    programs: "gpg gpg2",
    needs: "--quick-gen-key --quick-generate-key --gen-key --generate-key --full-gen-key --full-generate-key",
    takes: { makes: "private-key" },
    files: [
      {
        at: "~/.gnupg/private-keys-v1.d/*.key",
        moved: { "--homedir": "{}/private-keys-v1.d/*.key", GNUPGHOME: "{}/private-keys-v1.d/*.key" },
      },
    ],
    instead: AT_START,
  },
  {
    id: "gpg-export-secret-keys",
    programs: "gpg gpg2",
    needs: "--export-secret-keys --export-secret-key --export-secret-subkeys",
    takes: { issues: "private-key" },
    files: [{ at: "-", moved: { "--output": "{}", "-o": "{}" } }],
    instead: AT_START,
  },
  {
    id: "age-keygen",
    programs: "age-keygen",
    unless: "-y -version",
    takes: { makes: "private-key" },
    files: [{ at: "-", moved: { "-o": "{}", "--output": "{}" } }],
    instead: {
      mount: "age_key",
      run: "SOPS_AGE_KEY_FILE=/run/secrets/age_key sops exec-env <file> <command>",
      from: "$HOME/.config/sops/age/keys.txt",
    },
  },
  {
    id: "wireguard-genkey",
    programs: "wg",
    words: "genkey|genpsk",
    takes: { makes: "private-key" },
    files: [{ at: "-" }],
    instead: AT_START,
  },
];
