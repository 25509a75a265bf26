import { type CredentialCase, mounted } from "./case";

/** Keys, passphrases, stores, and files that are written by hand. */
export const keyCases: readonly CredentialCase[] = [
  {
    id: "jupyter-token-arg",
    leaves: [
      ["jupyter lab --NotebookApp.token=$API_TOKEN --generate-config"],
      [
        "echo \"c.NotebookApp.password = '$API_TOKEN'\" >> ~/.jupyter/jupyter_notebook_config.py",
        "/root/.jupyter/jupyter_notebook_config.py",
      ],
    ],
    clean: ["jupyter lab --generate-config"],
    harmless: ["jupyter lab --NotebookApp.token='' --NotebookApp.password=''"],
  },
  {
    id: "openssl-pass-arg",
    leaves: [
      ["openssl rsa -in /k -passin pass:$API_TOKEN -check"],
      ["openssl enc -aes-256-cbc -k $API_TOKEN -in x"],
    ],
    clean: [
      "--mount=type=secret,id=pw,required openssl pkcs12 -in k.p12 -nodes -passin file:/run/secrets/pw -out /tmp/k.pem",
    ],
    harmless: ["openssl rsa -in k -passin env:KEY_PASSWORD -check", "openssl dgst -sha256 x"],
  },
  {
    id: "openssl-req-nodes",
    leaves: [
      [
        "openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=x -keyout /etc/ssl/k.pem -out /etc/ssl/c.pem",
        "/etc/ssl/k.pem",
      ],
      ["openssl genrsa -out /k.pem 2048", "/k.pem"],
      ["openssl genpkey -algorithm ed25519 -out /k.pem", "/k.pem"],
      ["openssl genrsa 2048 > /k.pem", "/k.pem"],
      ["openssl ecparam -name prime256v1 -genkey -noout -out /ec.pem", "/ec.pem"],
      ["openssl req -new -newkey rsa:2048 -nodes -subj /CN=x -out /r.csr", "/privkey.pem"],
    ],
    clean: ["openssl genrsa -out /tmp/k 2048 && openssl rsa -in /tmp/k -pubout -out /pub && rm /tmp/k"],
    harmless: [
      "openssl req -new -key /k.pem -out /r.csr -subj /CN=x",
      "openssl ecparam -name prime256v1 -out /p.pem && openssl genpkey -genparam -algorithm DH -out /dh",
      "openssl x509 -in /c.pem -text && openssl dhparam -out /dh.pem 2048",
    ],
  },
  {
    id: "openssl-pkcs12-export",
    leaves: [
      ["openssl pkcs12 -export -in /c.pem -inkey /k.pem -out /x.p12 -passout pass:$API_TOKEN", "/x.p12"],
    ],
    clean: [
      "openssl pkcs12 -export -in c -inkey k -out /x.p12 -passout file:/run/secrets/pw && test -s /x.p12 && rm /x.p12",
    ],
    harmless: ["openssl pkcs12 -in /x.p12 -info -noout -passin env:P"],
  },
  {
    id: "keytool-storepass",
    leaves: [
      [
        "keytool -genkeypair -alias a -keyalg RSA -dname CN=x -keystore /k.jks -storepass $API_TOKEN",
        "/k.jks",
      ],
      [
        "keytool -importkeystore -srckeystore k.p12 -srcstorepass $API_TOKEN -destkeystore /opt/k.jks -deststorepass $API_TOKEN",
        "/opt/k.jks",
      ],
    ],
    clean: ["keytool -list -keystore /k.jks -storepass $API_TOKEN"],
    harmless: [
      "keytool -importcert -noprompt -cacerts -storepass changeit -alias ca -file ca.crt",
      "keytool -import -trustcacerts -keystore $JAVA_HOME/lib/security/cacerts -storepass changeit -file ca.crt",
    ],
  },
  {
    id: "gpg-passphrase",
    leaves: [
      ["gpg --batch --passphrase $API_TOKEN -d x.gpg > /dev/null"],
      ["echo $API_TOKEN | gpg --passphrase-fd 0 -d x"],
    ],
    clean: [
      "--mount=type=secret,id=p,required gpg --batch --pinentry-mode loopback --passphrase-file /run/secrets/p -d x.gpg",
    ],
  },
  {
    id: "gpg-import-private",
    leaves: [
      [`RUN ${mounted} gpg --batch --import /run/secrets/s`, "/root/.gnupg/private-keys-v1.d/*.key"],
      ["echo $API_TOKEN | gpg --import", "/root/.gnupg/private-keys-v1.d/*.key"],
      ["GNUPGHOME=/g gpg --batch --quick-gen-key ci@example.com", "/g/private-keys-v1.d/*.key"],
      ["gpg --export-secret-keys > /all.gpg", "/all.gpg"],
    ],
    clean: [
      `RUN ${mounted},required --mount=type=tmpfs,target=/root/.gnupg gpg --batch --import /run/secrets/s && gpg -d x.gpg > /dev/null`,
      "echo $API_TOKEN | gpg --import && gpg -d x.gpg > /x && gpg --batch --yes --delete-secret-keys ABCDEF",
    ],
    harmless: [
      "gpg --keyserver keys.example --recv-keys 0123456789ABCDEF",
      "curl -fsSL https://h/key.asc | gpg --import",
      "gpg --import key.asc && gpg --verify x.sig x",
    ],
  },
  {
    id: "age-keygen",
    leaves: [
      ["age-keygen -o /key.txt", "/key.txt"],
      ["age-keygen > ~/.config/sops/age/keys.txt", "/root/.config/sops/age/keys.txt"],
      ["sops decrypt s.enc.yaml > /plain.yaml", "/plain.yaml"],
    ],
    clean: [`RUN ${mounted},required SOPS_AGE_KEY_FILE=/run/secrets/s sops exec-env s.enc.yaml ./build.sh`],
    harmless: ["age-keygen -y key.txt > /pub.txt"],
  },
  {
    id: "ansible-vault",
    leaves: [
      ["echo $API_TOKEN > .vault_pass", "/.vault_pass"],
      ["ansible-vault decrypt --vault-password-file /run/secrets/v vars.yml", "/vars.yml"],
      ["ansible-playbook site.yml -e secret=$API_TOKEN"],
    ],
    clean: [
      `RUN ${mounted},required ansible-playbook -i localhost, -c local --vault-password-file /run/secrets/s site.yml`,
      "echo $API_TOKEN > .vault_pass && ansible-playbook --vault-password-file .vault_pass s.yml && rm .vault_pass",
    ],
  },
  {
    id: "wireguard-genkey",
    leaves: [
      ["wg genkey > /etc/wireguard/privatekey", "/etc/wireguard/privatekey"],
      ["wg genkey | tee /privatekey | wg pubkey > /publickey", "/privatekey"],
    ],
    clean: ["wg genkey > /dev/null"],
    harmless: ["wg pubkey < key > /publickey"],
  },
  {
    id: "tailscale-up-authkey",
    leaves: [["tailscale up --auth-key=$API_TOKEN", "/var/lib/tailscale/tailscaled.state"]],
    clean: [
      "tailscale up --authkey=$API_TOKEN && tailscale status && rm /var/lib/tailscale/tailscaled.state",
    ],
    harmless: ["tailscale version"],
  },
  {
    id: "s3cmd-configure",
    leaves: [
      ["s3cmd --access_key=a --secret_key=$API_TOKEN --dump-config > ~/.s3cfg", "/root/.s3cfg"],
      ["s3cmd --secret_key=$API_TOKEN get s3://b/k"],
    ],
    clean: [`RUN ${mounted},required s3cmd -c /run/secrets/s get s3://bucket/k /opt/`],
  },
  {
    id: "rclone-config",
    leaves: [
      ["rclone config create r s3 secret_access_key=$API_TOKEN", "/root/.config/rclone/rclone.conf"],
      ["RCLONE_CONFIG=/r rclone config create w webdav pass=$API_TOKEN", "/r"],
      ["rclone obscure $API_TOKEN > /o", "/o"],
    ],
    clean: [
      `RUN ${mounted},required RCLONE_CONFIG=/run/secrets/s rclone copy r:bucket /opt`,
      "rclone config create r s3 secret_access_key=$API_TOKEN && rclone copy r:b /o && rclone config delete r",
    ],
    harmless: ["rclone config create r s3 provider=AWS env_auth=true"],
  },
  {
    id: "s3fs-passwd",
    leaves: [
      ['echo "ID:$API_TOKEN" > ~/.passwd-s3fs', "/root/.passwd-s3fs"],
      ['echo "https://d user $API_TOKEN" >> /etc/davfs2/secrets', "/etc/davfs2/secrets"],
    ],
    clean: [`RUN ${mounted} s3fs bucket /mnt -o passwd_file=/run/secrets/s && cp /mnt/x /opt/`],
  },
  {
    id: "restic-password",
    leaves: [["RESTIC_PASSWORD=$API_TOKEN restic restore latest -t /data"]],
    clean: [`RUN ${mounted},required restic --password-file /run/secrets/s restore latest -t /data`],
  },
  {
    id: "env-dump",
    leaves: [
      ["env > /env.txt", "/env.txt"],
      ["printenv >> /etc/environment", "/etc/environment"],
      ["export -p > /e", "/e"],
      ["declare -px > /e", "/e"],
    ],
    clean: ["env > /dev/null", "env > /tmp/e && ./build && rm /tmp/e"],
  },
  {
    id: "template-substitution",
    leaves: [
      ['sed -i "s/PLACEHOLDER/$API_TOKEN/" /etc/app.conf', "/etc/app.conf"],
      ["echo 'key=$API_TOKEN' | envsubst > /etc/app.conf", "/etc/app.conf"],
    ],
    clean: ['sed -i "s/PLACEHOLDER/$API_TOKEN/" /tmp/c && app --config /tmp/c && rm /tmp/c'],
    harmless: ['VERSION=1.2 && sed -i "s/VERSION/$VERSION/" /etc/app.conf'],
  },
  {
    id: "heredoc-config",
    leaves: [
      ["RUN cat <<END > /etc/app.conf\nkey=$API_TOKEN\nEND", "/etc/app.conf"],
      ["COPY <<END /etc/app.conf\nkey=$API_TOKEN\nEND", "/etc/app.conf"],
    ],
    clean: [
      'RUN cat <<"END" > /etc/app.conf\nkey=$API_TOKEN\nEND',
      'COPY <<"END" /etc/app.conf\nkey=$API_TOKEN\nEND',
    ],
  },
  {
    id: "secret-mount-copied-out",
    leaves: [
      [`RUN ${mounted} cp /run/secrets/s ~/.npmrc`, "/root/.npmrc"],
      [`RUN ${mounted} cat /run/secrets/s > /x`, "/x"],
      [`RUN ${mounted} install -m 600 /run/secrets/s /etc/key`, "/etc/key"],
    ],
    clean: [
      `RUN ${mounted} ln -s /run/secrets/s /root/.npmrc && npm ci`,
      `RUN ${mounted} cat /run/secrets/s | sha256sum -c sums`,
      `RUN ${mounted} TOKEN=$(cat /run/secrets/s) ./build.sh`,
    ],
  },
];
