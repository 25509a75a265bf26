import { type CredentialCase, mounted } from "./case";

const url = "https://user:$API_TOKEN@host.example";
const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const shadow = "/etc/shadow";
const aptMount = "--mount=type=secret,id=aptauth,target=/etc/apt/auth.conf.d/private.conf,required";

export const systemCases: readonly CredentialCase[] = [
  {
    id: "netrc-redirect",
    leaves: [
      ['echo "machine h login u password $API_TOKEN" > ~/.netrc', "/root/.netrc"],
      ['printf "machine h login u password %s\\n" "$API_TOKEN" | tee /home/node/.netrc', "/home/node/.netrc"],
    ],
    clean: [
      `${netrcMount} git clone https://git.example/org/repo.git`,
      'echo "machine h login u password $API_TOKEN" > ~/.netrc && curl -n https://h/x && rm -f ~/.netrc',
    ],
  },
  {
    id: "psql-uri-password",
    leaves: [
      ["psql postgresql://user:$API_TOKEN@db.example/app -c 'select 1'"],
      ["PGPASSWORD=$API_TOKEN psql -h db.example -f s.sql"],
      ["psql -c \"ALTER ROLE app PASSWORD '$API_TOKEN'\""],
    ],
    clean: [
      "--mount=type=secret,id=p,target=/root/.pgpass,mode=0600,required psql -h db.example -U app -f s.sql",
    ],
  },
  {
    id: "pgpass-redirect",
    leaves: [['echo "db:5432:app:user:$API_TOKEN" > ~/.pgpass && chmod 600 ~/.pgpass', "/root/.pgpass"]],
    clean: ["--mount=type=secret,id=p,target=/root/.pgpass,mode=0600,required psql -h db.example -U app"],
  },
  {
    id: "mysql-password-arg",
    leaves: [["mysql -p$API_TOKEN -e 'select 1'"], ["mysqldump --password=$API_TOKEN app > /dump.sql"]],
    clean: ["--mount=type=secret,id=m,target=/root/.my.cnf,required mysql -h db.example < schema.sql"],
    harmless: ["mkdir -p /data && mysql -p app < s.sql", "mysql -P 3306 -h db.example"],
  },
  {
    id: "mycnf-redirect",
    leaves: [
      ['printf "[client]\\npassword=%s\\n" "$API_TOKEN" > ~/.my.cnf', "/root/.my.cnf"],
      [
        'printf "[client]\\npassword=%s\\n" "$API_TOKEN" > /etc/mysql/conf.d/c.cnf',
        "/etc/mysql/conf.d/c.cnf",
      ],
    ],
    clean: ["--mount=type=secret,id=m,target=/root/.my.cnf,required mysql -h db.example"],
  },
  {
    id: "redis-cli-a",
    leaves: [["redis-cli -a $API_TOKEN ping"], ["redis-cli -u redis://user:$API_TOKEN@cache.example ping"]],
    clean: ["--mount=type=secret,id=redis,env=REDISCLI_AUTH,required redis-cli -h cache.example ping"],
  },
  {
    id: "redis-requirepass",
    leaves: [
      ['echo "requirepass $API_TOKEN" >> /etc/redis/redis.conf', "/etc/redis/redis.conf"],
      ['sed -i "s/# requirepass foobared/requirepass $API_TOKEN/" /etc/redis.conf', "/etc/redis.conf"],
      ["redis-server --requirepass $API_TOKEN --daemonize yes"],
    ],
    clean: ["echo 'include /run/redis/auth.conf' >> /etc/redis/redis.conf"],
  },
  {
    id: "mongo-uri-password",
    leaves: [
      ["mongosh -u u -p $API_TOKEN s.js"],
      ["mongodump mongodb+srv://user:$API_TOKEN@m.example/app"],
      ["mongosh --eval \"db.createUser({user:'u',pwd:'$API_TOKEN'})\""],
    ],
    clean: [`RUN ${mounted} mongosh -u u -p "$(cat /run/secrets/s)" s.js`],
  },
  {
    id: "curl-user",
    leaves: [
      ["curl -u user:$API_TOKEN https://h/x -o /x"],
      ['curl -H "Authorization: Bearer $API_TOKEN" https://h/x -o /x'],
      ["curl --oauth2-bearer $API_TOKEN https://h/x"],
      ["curl --libcurl /c.c -u user:$API_TOKEN https://h/x", "/c.c"],
    ],
    clean: [
      "--mount=type=secret,id=curlrc,required curl -fsSL -K /run/secrets/curlrc https://h/x -o /opt/x",
      `${netrcMount} curl -n https://h/x -o /x`,
    ],
    harmless: [
      "curl --user-agent token:x1y2 https://h/x",
      "curl -H 'Authorization: Bearer anonymous' https://h/x",
    ],
  },
  {
    id: "curl-config-redirect",
    leaves: [['echo "user = u:$API_TOKEN" > ~/.curlrc', "/root/.curlrc"]],
    clean: ["--mount=type=secret,id=curlrc,target=/root/.curlrc,required curl https://h/x -o /x"],
  },
  {
    id: "wget-password",
    leaves: [
      ["wget --user=u --password=$API_TOKEN https://h/x"],
      ['wget --header="Authorization: Bearer $API_TOKEN" https://h/x'],
      [`wget -nv -o /w.log ${url}/x`, "/w.log"],
    ],
    clean: ["--mount=type=secret,id=w,required WGETRC=/run/secrets/w wget --auth-no-challenge https://h/x"],
    harmless: ["wget -nv -o /w.log https://host.example/x"],
  },
  {
    id: "lftp-bookmark",
    leaves: [
      ['lftp -e "bookmark add n ftp://user:$API_TOKEN@h; exit"', "/root/.local/share/lftp/bookmarks"],
      ["lftp -u user,$API_TOKEN h -e 'get x; exit'"],
    ],
    clean: [`${netrcMount} lftp h -e 'get x; exit'`],
  },
  {
    id: "subscription-manager-register",
    leaves: [
      [
        "subscription-manager register --org o --activationkey $API_TOKEN",
        "/etc/pki/consumer/key.pem",
        "/etc/pki/entitlement/*-key.pem",
      ],
    ],
    clean: [
      `RUN ${mounted},required subscription-manager register --org o --activationkey "$(cat /run/secrets/s)" && dnf -y install p && subscription-manager unregister && subscription-manager clean`,
    ],
  },
  {
    id: "suseconnect",
    leaves: [
      ["SUSEConnect -r $API_TOKEN", "/etc/zypp/credentials.d/SCCcredentials"],
      [`zypper addrepo ${url}/r acme`, "/etc/zypp/repos.d/*.repo"],
    ],
    clean: [
      "--mount=type=secret,id=SUSEConnect,required --mount=type=secret,id=SCCcredentials,required zypper -n in p",
    ],
    harmless: ["zypper addrepo https://repo.example/r acme"],
  },
  {
    id: "ubuntu-pro-attach",
    leaves: [
      [
        "pro attach $API_TOKEN && apt-get install -y p",
        "/var/lib/ubuntu-advantage/private/machine-token.json",
      ],
    ],
    clean: [
      "--mount=type=secret,id=pro-attach-config pro attach --attach-config /run/secrets/pro-attach-config && apt-get install -y p && pro detach --assume-yes && apt-get purge --auto-remove -y ubuntu-pro-client",
    ],
  },
  {
    id: "apt-auth-conf",
    leaves: [
      [
        'echo "machine h login u password $API_TOKEN" > /etc/apt/auth.conf.d/p.conf',
        "/etc/apt/auth.conf.d/p.conf",
      ],
    ],
    clean: [
      `${aptMount} apt-get update && apt-get install -y p`,
      'echo "machine h login u password $API_TOKEN" > /etc/apt/auth.conf && apt-get update && rm /etc/apt/auth.conf',
    ],
  },
  {
    id: "apt-sources-userinfo",
    leaves: [
      [
        `echo "deb ${url}/debian stable main" > /etc/apt/sources.list.d/p.list`,
        "/etc/apt/sources.list.d/p.list",
      ],
      [`add-apt-repository "deb ${url}/ubuntu noble main"`, "/etc/apt/sources.list"],
    ],
    clean: [`${aptMount} apt-get update && apt-get install -y p`],
    harmless: ["add-apt-repository ppa:deadsnakes/ppa"],
  },
  {
    id: "debconf-password-preseed",
    leaves: [
      [
        'echo "db db/root_password password $API_TOKEN" | debconf-set-selections',
        "/var/cache/debconf/passwords.dat",
      ],
      [
        'echo "db db/root_password string $API_TOKEN" | debconf-set-selections',
        "/var/cache/debconf/config.dat",
      ],
    ],
    clean: [
      'echo "db db/p password $API_TOKEN" | debconf-set-selections && apt-get install -y db && echo PURGE | debconf-communicate db',
    ],
    harmless: ["echo 'tzdata tzdata/Areas select Europe' | debconf-set-selections"],
  },
  {
    id: "apk-repositories-userinfo",
    leaves: [
      [`echo ${url}/alpine >> /etc/apk/repositories`, "/etc/apk/repositories"],
      [`apk add --repository ${url}/alpine p`],
    ],
    clean: ["--mount=type=secret,id=r,required apk add --no-cache --repositories-file /run/secrets/r p"],
    harmless: ["echo https://alpine.example/edge >> /etc/apk/repositories"],
  },
  {
    id: "dnf-repo-password",
    leaves: [
      [
        'printf "[p]\\nusername=u\\npassword=%s\\n" "$API_TOKEN" > /etc/yum.repos.d/p.repo',
        "/etc/yum.repos.d/p.repo",
      ],
      ['echo "proxy_password=$API_TOKEN" >> /etc/dnf/dnf.conf', "/etc/dnf/dnf.conf"],
      [`dnf config-manager --add-repo ${url}/p.repo`, "/etc/yum.repos.d/*.repo"],
    ],
    clean: ["--mount=type=secret,id=repo,target=/etc/yum.repos.d/p.repo,required dnf -y install p"],
    harmless: ["dnf config-manager --set-enabled crb"],
  },
  {
    id: "chpasswd",
    leaves: [
      ['echo "root:$API_TOKEN" | chpasswd', shadow],
      ["echo 'root:horse-Staple-41' | chpasswd", shadow],
      ["echo root:root | chpasswd", shadow],
      ["echo 'root:changeme' | chpasswd", shadow],
      ['chpasswd <<< "root:$API_TOKEN"', shadow],
    ],
    clean: [
      `RUN ${mounted},required chpasswd < /run/secrets/s`,
      'echo "app:$API_TOKEN" | chpasswd && true && passwd -d app',
      'useradd app && echo "app:$API_TOKEN" | chpasswd && userdel -r app',
    ],
    harmless: [
      "echo 'root:*' | chpasswd -e",
      "echo 'root:!' | chpasswd",
      'echo "root:$(openssl rand -hex 12)" | chpasswd',
    ],
  },
  {
    id: "useradd-p",
    leaves: [
      ["useradd -m -p $API_TOKEN app", shadow],
      ["usermod --password $API_TOKEN root", shadow],
    ],
    clean: ["useradd -m -s /bin/bash app", "useradd -p $API_TOKEN app && userdel app"],
    harmless: ["useradd -r -u 1001 -g app app", "adduser -D -h /app app"],
  },
  {
    id: "passwd-stdin",
    leaves: [
      ["echo $API_TOKEN | passwd --stdin app", shadow],
      ['printf "%s\\n%s\\n" "$API_TOKEN" "$API_TOKEN" | passwd app', shadow],
    ],
    clean: ["echo $API_TOKEN | passwd --stdin app && passwd -d app"],
    harmless: ["passwd -d root", "passwd -l root"],
  },
  {
    id: "htpasswd-b",
    leaves: [
      ["htpasswd -bc /etc/nginx/.htpasswd admin $API_TOKEN", "/etc/nginx/.htpasswd"],
      ["htpasswd -pb /etc/ht admin $API_TOKEN", "/etc/ht"],
      ["htpasswd -nbB admin $API_TOKEN > /etc/ht", "/etc/ht"],
    ],
    clean: [`RUN ${mounted},required htpasswd -icB /etc/nginx/.htpasswd admin < /run/secrets/s`],
  },
  {
    id: "vncpasswd",
    leaves: [
      ["x11vnc -storepasswd $API_TOKEN /root/.vnc/passwd", "/root/.vnc/passwd"],
      ["echo $API_TOKEN | vncpasswd -f > ~/.vnc/passwd", "/root/.vnc/passwd"],
      ["x11vnc -storepasswd $API_TOKEN ~/.vnc/p", "/root/.vnc/p"],
    ],
    clean: ["x11vnc -storepasswd $API_TOKEN /v && x11vnc -rfbauth /v -once; rm /v"],
  },
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
