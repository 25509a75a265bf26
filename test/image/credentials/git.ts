import { type CredentialCase, mounted } from "./case";

const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const gitMount = "--mount=type=secret,id=git_token,required";
const header =
  '"Authorization: Basic $(printf x-access-token:%s "$(cat /run/secrets/git_token)" | base64 -w0)"';
const url = "https://user:$API_TOKEN@git.example";
const host = ["rsa", "ecdsa", "ed25519"].map((type) => `/etc/ssh/ssh_host_${type}_key`).sort();

/** Version control, and the keys it goes by. */
export const gitCases: readonly CredentialCase[] = [
  {
    id: "git-clone-url-userinfo",
    leaves: [
      [`git clone ${url}/org/repo.git`, "/repo/.git/config"],
      [`git clone --depth 1 -b main ${url}/org/repo.git /src`, "/src/.git/config"],
      ["git clone https://oauth2:$API_TOKEN@git.example/org/repo", "/repo/.git/config"],
      [`git -C /work clone --mirror ${url}/org/repo.git`, "/work/repo.git/config"],
      [`git clone --bare ${url}/org/repo.git /b`, "/b/config"],
    ],
    clean: [
      `${netrcMount} git clone https://git.example/org/repo.git`,
      `${gitMount} git -c http.extraHeader=${header} clone --depth 1 https://git.example/org/repo.git`,
      `git clone ${url}/org/repo.git /src && rm -rf /src/.git`,
      `git clone ${url}/o/r.git /src && git -C /src remote set-url origin https://git.example/o/r.git`,
      `git clone ${url}/o/r.git && cd r && git remote remove origin`,
    ],
    harmless: [
      "git clone git@git.example:org/repo.git && git clone ssh://git@git.example/org/repo.git",
      "git clone https://git.example/org/repo.git",
    ],
  },
  {
    id: "git-clone-c-extraheader",
    leaves: [
      [
        'git clone -c http.extraheader="Authorization: Bearer $API_TOKEN" https://git.example/o/r.git',
        "/r/.git/config",
      ],
    ],
    clean: [
      'git -c http.extraheader="Authorization: Bearer $API_TOKEN" clone https://git.example/o/r.git',
      'git clone -c http.extraheader="Bearer $API_TOKEN" https://git.example/o/r.git && git -C r config --unset http.extraheader',
    ],
    harmless: ["git clone -c core.autocrlf=input https://git.example/o/r.git"],
  },
  {
    id: "git-config-url-insteadof",
    leaves: [
      [`git config --global url."${url}/".insteadOf https://git.example/`, "/root/.gitconfig"],
      [`git config --system url."${url}/".insteadOf https://git.example/`, "/etc/gitconfig"],
      [`WORKDIR /w\nRUN git config url."${url}/".insteadOf https://git.example/`, "/w/.git/config"],
      [`git config --file /g url."${url}/".insteadOf https://git.example/`, "/g"],
      [`GIT_CONFIG_GLOBAL=/g git config --global url."${url}/".insteadOf https://git.example/`, "/g"],
    ],
    clean: [
      "--mount=type=secret,id=gitcfg,target=/root/.gitconfig,required go mod download",
      `git config --global url."${url}/".insteadOf https://g && go build && git config --global --unset-all url."${url}/".insteadOf`,
      `git config --global url."${url}/".insteadOf https://g && go build && git config --global --remove-section url."${url}/"`,
    ],
    harmless: [
      'git config --global url."ssh://git@git.example/".insteadOf https://git.example/',
      'git config --global url."https://git.example/".insteadOf git://git.example/',
    ],
  },
  {
    id: "git-config-extraheader",
    leaves: [
      ['git config --global http.extraheader "Authorization: Bearer $API_TOKEN"', "/root/.gitconfig"],
      ['git config set --global http.https://g/.extraheader "Bearer $API_TOKEN"', "/root/.gitconfig"],
    ],
    clean: [
      `${gitMount} GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraheader GIT_CONFIG_VALUE_0=${header} git fetch`,
      'git config --global http.extraheader "Bearer $API_TOKEN" && git fetch && git config --global --unset http.extraheader',
    ],
    harmless: ["git config --global user.email ci@example.com"],
  },
  {
    id: "git-credential-store",
    leaves: [
      [
        'git config --global credential.helper store && printf "protocol=https\\nhost=git.example\\nusername=x\\npassword=%s\\n" "$API_TOKEN" | git credential approve',
        "/root/.git-credentials",
      ],
      [`echo ${url} > ~/.git-credentials`, "/root/.git-credentials"],
      ["printf 'host=g\\npassword=%s\\n' $API_TOKEN | git credential-store --file /c store", "/c"],
    ],
    clean: [
      "--mount=type=secret,id=c,target=/root/.git-credentials,required git -c credential.helper=store clone https://git.example/o/r.git",
      'printf "host=g\\npassword=%s\\n" "$API_TOKEN" | git credential approve && git fetch && printf "host=g\\n" | git credential reject',
    ],
  },
  {
    id: "git-submodule-url-userinfo",
    leaves: [
      [`git submodule add ${url}/o/lib.git`, "/.git/config", "/.git/modules/lib/config", "/.gitmodules"],
      [`git init /r && git -C /r remote add origin ${url}/o/r.git`, "/r/.git/config"],
      [`git -C /r remote set-url origin ${url}/o/r.git`, "/r/.git/config"],
    ],
    clean: [
      `${netrcMount} git submodule update --init`,
      `git remote add up ${url}/o/r.git && git fetch up && git remote remove up`,
    ],
    harmless: ["git submodule add https://git.example/o/lib.git"],
  },
  {
    id: "git-fetch-url-userinfo",
    leaves: [
      [`git fetch ${url}/o/r.git main`],
      [`git ls-remote ${url}/o/r.git`],
      [`git pull ${url}/o/r.git`],
    ],
    clean: [`${netrcMount} git fetch https://git.example/o/r.git`],
  },
  {
    id: "git-config-proxy",
    leaves: [["git config --global http.proxy http://user:$API_TOKEN@proxy.example", "/root/.gitconfig"]],
    clean: ["git clone https://git.example/o/r.git"],
    harmless: ["git config --global http.proxy http://proxy.example:3128"],
  },
  {
    id: "add-git-url-userinfo",
    leaves: [["ADD https://$API_TOKEN@git.example/o/r.git /dst"]],
    clean: ["ADD https://git.example/o/r.git /dst"],
  },
  {
    id: "svn-password",
    leaves: [["svn checkout --username ci --password $API_TOKEN https://svn.example/trunk"]],
    clean: [
      `RUN ${mounted},required svn export --no-auth-cache --username ci --password-from-stdin https://svn.example/t < /run/secrets/s`,
    ],
  },
  {
    id: "hg-clone-url-userinfo",
    leaves: [["hg clone https://user:$API_TOKEN@hg.example/repo"]],
    clean: ["--mount=type=secret,id=hgrc,target=/root/.hgrc,required hg clone https://hg.example/repo"],
  },
  {
    id: "ssh-private-key-write",
    leaves: [
      [
        'mkdir -p ~/.ssh && echo "$API_TOKEN" > ~/.ssh/id_rsa && chmod 600 ~/.ssh/id_rsa',
        "/root/.ssh/id_rsa",
      ],
      ["cat > /home/node/.ssh/id_ed25519 <<END\n$API_TOKEN\nEND", "/home/node/.ssh/id_ed25519"],
    ],
    clean: [
      "--mount=type=ssh git clone git@git.example:org/repo.git",
      'echo "$API_TOKEN" > ~/.ssh/id_rsa && git clone git@g:o/r.git && rm -f ~/.ssh/id_rsa',
      'eval $(ssh-agent) && ssh-add - <<< "$API_TOKEN" && git clone git@git.example:o/r.git',
      'eval $(ssh-agent) && printf "%s" "$API_TOKEN" | ssh-add - && git clone git@git.example:o/r.git',
    ],
  },
  {
    id: "ssh-keygen-user-key",
    leaves: [
      ['ssh-keygen -t ed25519 -f /etc/app/key -N ""', "/etc/app/key"],
      ["ssh-keygen -q -N '' -t rsa -b 4096", "/root/.ssh/id_rsa"],
      ["ssh-keygen -q -N '' -t ed25519 -C ci@example.com", "/root/.ssh/id_ed25519"],
    ],
    clean: ["ssh-keygen -t rsa -f /tmp/k -N '' && test -f /tmp/k.pub && rm /tmp/k"],
    harmless: [
      "ssh-keygen -R git.example",
      "ssh-keygen -lf /etc/ssh/ssh_host_rsa_key.pub",
      "ssh-keygen -y -f key",
    ],
  },
  {
    id: "ssh-host-keys",
    leaves: [
      ["ssh-keygen -A", ...host],
      ["apt-get update && apt-get install -y --no-install-recommends curl openssh-server", ...host],
      ["dpkg-reconfigure openssh-server", ...host],
    ],
    clean: [
      "apt-get install -y openssh-server && rm -f /etc/ssh/ssh_host_*",
      "ssh-keygen -A && sshd -t && rm /etc/ssh/ssh_host_*_key*",
    ],
    harmless: [
      "apt-get install -y openssh-client",
      "apk add --no-cache openssh",
      "apt-get install -y sshpass",
    ],
  },
  {
    id: "ssh-keyscan",
    leaves: [["ssh-keyscan git.example >> ~/.ssh/known_hosts"]],
    clean: ["mkdir -p ~/.ssh && ssh-keyscan -t rsa,ed25519 git.example > ~/.ssh/known_hosts"],
    harmless: ["ssh-keyscan git.example >> ~/.ssh/known_hosts"],
  },
  {
    id: "sshpass-p",
    leaves: [["sshpass -p $API_TOKEN scp user@host.example:/x /x"], ["sshpass -p$API_TOKEN ssh user@h ls"]],
    clean: ["--mount=type=secret,id=pw,required sshpass -f /run/secrets/pw scp user@host.example:/x /x"],
    harmless: ["apt-get install -y sshpass"],
  },
];
