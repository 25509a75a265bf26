import { type CredentialCase, mounted } from "./case";

const url = "https://user:$API_TOKEN@host.example";
const shadow = "/etc/shadow";
const aptMount = "--mount=type=secret,id=aptauth,target=/etc/apt/auth.conf.d/private.conf,required";

/** The system's packages, and its users. */
export const accountCases: readonly CredentialCase[] = [
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
];
