import { type CredentialCase, mounted } from "./case";

const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const gitMount = "--mount=type=secret,id=git_token,required";
const header =
  '"Authorization: Basic $(printf x-access-token:%s "$(cat /run/secrets/git_token)" | base64 -w0)"';
const url = "https://user:$API_TOKEN@git.example";
const host = ["rsa", "ecdsa", "ed25519"].map((type) => `/etc/ssh/ssh_host_${type}_key`).sort();

export const toolCases: readonly CredentialCase[] = [
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
  {
    id: "aws-configure-set",
    leaves: [
      ["aws configure set aws_secret_access_key $API_TOKEN", "/root/.aws/credentials"],
      ["aws configure set aws_session_token $API_TOKEN --profile ci", "/root/.aws/credentials"],
      ['printf "id\\n%s\\n\\n\\n" "$API_TOKEN" | aws configure', "/root/.aws/credentials"],
      ["AWS_SHARED_CREDENTIALS_FILE=/c aws configure set aws_access_key_id $API_TOKEN", "/c"],
    ],
    clean: [
      "--mount=type=secret,id=aws,target=/root/.aws/credentials,required aws s3 cp s3://bucket/key /opt/",
      "aws configure set aws_secret_access_key $API_TOKEN && aws s3 ls && rm -rf ~/.aws",
    ],
    harmless: [
      "aws configure set region eu-west-1 && aws configure set default.s3.max_concurrent_requests 20",
    ],
  },
  {
    id: "aws-credentials-redirect",
    leaves: [
      [
        'mkdir ~/.aws && printf "[default]\\naws_secret_access_key = %s\\n" "$API_TOKEN" > ~/.aws/credentials',
        "/root/.aws/credentials",
      ],
    ],
    clean: ["--mount=type=secret,id=aws,target=/root/.aws/credentials,required aws s3 ls"],
    harmless: ["printf '[default]\\nregion = eu-west-1\\n' > ~/.aws/config"],
  },
  {
    id: "aws-codeartifact-login",
    leaves: [
      ["aws codeartifact login --tool npm --domain d --repository r", "/root/.npmrc"],
      ["aws codeartifact login --tool pip --domain d --repository r", "/root/.config/pip/pip.conf"],
      ["aws codeartifact login --tool twine --domain d --repository r", "/root/.pypirc"],
      ["aws codeartifact login --tool dotnet --domain d --repository r", "/root/.nuget/NuGet/NuGet.Config"],
      ["aws codeartifact login --tool swift --domain d --repository r", "/root/.netrc"],
    ],
    clean: [
      "--mount=type=secret,id=ca_token,env=CODEARTIFACT_AUTH_TOKEN,required npm ci",
      "aws codeartifact login --tool pip --domain d --repository r && pip install x && rm ~/.config/pip/pip.conf",
    ],
  },
  {
    id: "gcloud-activate-service-account",
    leaves: [
      [
        `RUN ${mounted} gcloud auth activate-service-account --key-file=/run/secrets/s`,
        "/root/.config/gcloud/access_tokens.db",
        "/root/.config/gcloud/credentials.db",
        "/root/.config/gcloud/legacy_credentials/*/adc.json",
      ],
      [
        `RUN ${mounted} CLOUDSDK_CONFIG=/g gcloud auth login --cred-file=/run/secrets/s && gcloud auth revoke --all`,
        "/g/access_tokens.db",
        "/g/credentials.db",
        "/g/legacy_credentials/*/adc.json",
      ],
    ],
    clean: [
      `RUN ${mounted} --mount=type=tmpfs,target=/root/.config/gcloud CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE=/run/secrets/s gcloud storage cp gs://b/o /opt/`,
      `RUN ${mounted} gcloud auth activate-service-account --key-file /run/secrets/s && gcloud storage ls && rm -rf ~/.config/gcloud`,
    ],
  },
  {
    id: "gcloud-configure-docker",
    leaves: [["gcloud auth configure-docker"]],
    clean: ["gcloud auth configure-docker --quiet"],
    harmless: ["gcloud auth configure-docker europe-docker.pkg.dev"],
  },
  {
    id: "az-login-service-principal",
    leaves: [
      [
        "az login --service-principal -u id -p $API_TOKEN --tenant t",
        "/root/.azure/msal_token_cache.json",
        "/root/.azure/service_principal_entries.json",
      ],
      [
        "AZURE_CONFIG_DIR=/a az login --username u --password $API_TOKEN",
        "/a/msal_token_cache.json",
        "/a/service_principal_entries.json",
      ],
    ],
    clean: [
      `RUN ${mounted},required --mount=type=tmpfs,target=/root/.azure az login --service-principal -u id -p "$(cat /run/secrets/s)" --tenant t`,
      "az login --service-principal -u id -p $API_TOKEN --tenant t && az acr list && az logout",
    ],
  },
  {
    id: "doctl-auth-init",
    leaves: [
      ["doctl auth init -t $API_TOKEN", "/root/.config/doctl/config.yaml"],
      ["doctl auth init --access-token $API_TOKEN -c /d.yaml", "/d.yaml"],
    ],
    clean: [
      "--mount=type=secret,id=do,env=DIGITALOCEAN_ACCESS_TOKEN,required doctl registry get",
      "doctl auth init -t $API_TOKEN --context ci && doctl registry get && doctl auth remove --context ci",
    ],
  },
  {
    id: "kubectl-set-credentials",
    leaves: [
      ["kubectl config set-credentials ci --token=$API_TOKEN", "/root/.kube/config"],
      ["KUBECONFIG=/k kubectl config set users.ci.token $API_TOKEN", "/k"],
      ["kubectl --kubeconfig /k config set-cluster c --server=https://u:$API_TOKEN@k.example", "/k"],
    ],
    clean: [
      "--mount=type=secret,id=kube,target=/root/.kube/config,required kubectl get ns",
      "kubectl config set-credentials ci --password=$API_TOKEN && kubectl get ns && kubectl config delete-user ci",
    ],
    harmless: ["kubectl config set-cluster c --server=https://k.example && kubectl config use-context c"],
  },
  {
    id: "kubectl-create-secret-literal",
    leaves: [
      [
        "kubectl create secret generic s --from-literal=k=$API_TOKEN --dry-run=client -o yaml > /s.yaml",
        "/s.yaml",
      ],
    ],
    clean: [
      "kubectl create secret generic s --from-literal=k=$API_TOKEN --dry-run=client -o yaml > /dev/null",
    ],
  },
  {
    id: "helm-repo-add-password",
    leaves: [
      [
        "helm repo add acme https://c.example --username u --password $API_TOKEN",
        "/root/.config/helm/repositories.yaml",
      ],
      [
        "HELM_CONFIG_HOME=/h helm repo add acme https://c.example --password $API_TOKEN",
        "/h/repositories.yaml",
      ],
    ],
    clean: [
      "--mount=type=secret,id=h,target=/root/.config/helm/repositories.yaml,required helm pull acme/chart",
      "helm repo add acme https://c.example --password $API_TOKEN && helm pull acme/c && helm repo remove acme",
    ],
    harmless: ["helm repo add stable https://charts.example/stable"],
  },
  {
    id: "helm-registry-login",
    leaves: [
      ["helm registry login r.example -u u -p $API_TOKEN", "/root/.config/helm/registry/config.json"],
      ["echo $API_TOKEN | helm registry login r.example -u u --password-stdin --registry-config /r", "/r"],
    ],
    clean: [
      "--mount=type=secret,id=h,target=/root/.config/helm/registry/config.json,required helm pull oci://r.example/c",
      "helm registry login r.example -u u -p $API_TOKEN && helm pull oci://r.example/c && helm registry logout r.example",
    ],
  },
  {
    id: "terraform-cli-credentials",
    leaves: [
      [
        'echo "{\\"credentials\\":{\\"h\\":{\\"token\\":\\"$API_TOKEN\\"}}}" > ~/.terraform.d/credentials.tfrc.json',
        "/root/.terraform.d/credentials.tfrc.json",
      ],
      ['printf \'credentials "h" { token = "%s" }\' "$API_TOKEN" > ~/.terraformrc', "/root/.terraformrc"],
      ["terraform login registry.example", "/root/.terraform.d/credentials.tfrc.json"],
    ],
    clean: [
      "--mount=type=secret,id=tf,env=TF_TOKEN_registry_example,required terraform init -input=false",
      "terraform login registry.example && terraform init && terraform logout registry.example",
    ],
  },
  {
    id: "terraform-init-backend-config",
    leaves: [
      ['terraform init -input=false -backend-config="password=$API_TOKEN"', "/.terraform/terraform.tfstate"],
    ],
    clean: [
      "--mount=type=secret,id=be,env=TF_HTTP_PASSWORD,required terraform init -input=false",
      'terraform init -backend-config="password=$API_TOKEN" && terraform validate && rm -rf .terraform',
    ],
    harmless: ["terraform init -backend=false"],
  },
  {
    id: "terraform-apply-var",
    leaves: [
      ["terraform apply -auto-approve -var password=$API_TOKEN", "/terraform.tfstate"],
      ["tofu plan -var password=$API_TOKEN -out=/p.tfplan", "/p.tfplan"],
      ["terraform plan -var password=$API_TOKEN"],
    ],
    clean: ["terraform apply -auto-approve -var p=$API_TOKEN && rm terraform.tfstate*"],
  },
  {
    id: "vault-login",
    leaves: [
      ["vault login $API_TOKEN", "/root/.vault-token"],
      ["echo $API_TOKEN | vault login -", "/root/.vault-token"],
      ["vault login -method=userpass username=u password=$API_TOKEN", "/root/.vault-token"],
      ["vault kv get -field=x secret/app > /etc/app.key", "/etc/app.key"],
    ],
    clean: [
      "--mount=type=secret,id=vt,env=VAULT_TOKEN,required vault kv get -field=x secret/app > /dev/null",
      "vault login -no-store $API_TOKEN",
      "vault login $API_TOKEN && vault status && rm ~/.vault-token",
    ],
  },
  {
    id: "pulumi-login-token",
    leaves: [
      ["PULUMI_ACCESS_TOKEN=$API_TOKEN pulumi login", "/root/.pulumi/credentials.json"],
      [
        "PULUMI_CREDENTIALS_PATH=/p PULUMI_ACCESS_TOKEN=$API_TOKEN pulumi login https://p.example",
        "/p/credentials.json",
      ],
    ],
    clean: [
      "--mount=type=secret,id=pulumi,env=PULUMI_ACCESS_TOKEN,required --mount=type=tmpfs,target=/root/.pulumi pulumi preview",
      "PULUMI_ACCESS_TOKEN=$API_TOKEN pulumi login && pulumi preview && pulumi logout",
    ],
    harmless: ["pulumi login --local"],
  },
  {
    id: "gh-auth-login",
    leaves: [
      ["echo $API_TOKEN | gh auth login --with-token", "/root/.config/gh/hosts.yml"],
      [`RUN ${mounted} GH_CONFIG_DIR=/gh gh auth login --with-token < /run/secrets/s`, "/gh/hosts.yml"],
    ],
    clean: [
      "--mount=type=secret,id=gh,env=GH_TOKEN,required gh release download v1 -R org/repo",
      "--mount=type=secret,id=gh,env=GH_TOKEN,required gh auth setup-git && git clone https://github.com/o/r.git",
      "echo $API_TOKEN | gh auth login --with-token --hostname g && gh release list && gh auth logout --hostname g",
    ],
  },
  {
    id: "glab-auth-login",
    leaves: [
      ["glab auth login --hostname g --token $API_TOKEN", "/root/.config/glab-cli/config.yml"],
      ["echo $API_TOKEN | glab auth login --stdin", "/root/.config/glab-cli/config.yml"],
    ],
    clean: [
      "--mount=type=secret,id=gl,env=GITLAB_TOKEN,required glab release download",
      "glab auth login --token $API_TOKEN && glab release download && glab auth logout",
    ],
  },
  {
    id: "hub-token",
    leaves: [['echo "oauth_token: $API_TOKEN" > ~/.config/hub', "/root/.config/hub"]],
    clean: ["--mount=type=secret,id=gh,env=GITHUB_TOKEN,required hub release download v1"],
  },
  {
    id: "docker-login",
    leaves: [
      ["docker login -u u -p $API_TOKEN registry.example", "/root/.docker/config.json"],
      ["echo $API_TOKEN | docker login -u u --password-stdin", "/root/.docker/config.json"],
      ["DOCKER_CONFIG=/d docker login -u u -p $API_TOKEN", "/d/config.json"],
      [
        "aws ecr get-login-password | docker login -u AWS --password-stdin r.example",
        "/root/.docker/config.json",
      ],
      [
        "docker login -u u -p $API_TOKEN registry.example && docker pull x && docker logout",
        "/root/.docker/config.json",
      ],
    ],
    clean: [
      "--mount=type=secret,id=d,target=/root/.docker/config.json,required skopeo copy docker://r.example/i:1 oci:/out",
      "docker login -u u -p $API_TOKEN registry.example && docker pull x && docker logout registry.example",
    ],
  },
  {
    id: "podman-login",
    leaves: [
      ["podman login -u u -p $API_TOKEN r.example", "/run/containers/0/auth.json"],
      [
        "XDG_RUNTIME_DIR=/run/user/1 buildah login -u u -p $API_TOKEN r.example",
        "/run/user/1/containers/auth.json",
      ],
      ["echo $API_TOKEN | skopeo login -u u --password-stdin --authfile /a r.example", "/a"],
      ["REGISTRY_AUTH_FILE=/a skopeo login -u u -p $API_TOKEN r.example", "/a"],
    ],
    clean: [
      `RUN ${mounted},required skopeo copy --src-authfile /run/secrets/s docker://r.example/i:1 oci:/out`,
      "skopeo login -u u -p $API_TOKEN r.example && skopeo sync x y && skopeo logout r.example",
    ],
  },
  {
    id: "jf-config-add",
    leaves: [
      [
        "jf config add r --url=https://jf.example --access-token=$API_TOKEN",
        "/root/.jfrog/jfrog-cli.conf.v6",
      ],
      ["JFROG_CLI_HOME_DIR=/j jf c add r --user=u --password=$API_TOKEN", "/j/jfrog-cli.conf.v6"],
    ],
    clean: [
      `RUN ${mounted},required --mount=type=tmpfs,target=/root/.jfrog jf config add r --access-token="$(cat /run/secrets/s)" && jf rt dl p /opt/`,
      "jf config add r --access-token=$API_TOKEN && jf rt dl p && jf config remove r",
    ],
  },
  {
    id: "huggingface-login",
    leaves: [
      [
        "huggingface-cli login --token $API_TOKEN",
        "/root/.cache/huggingface/stored_tokens",
        "/root/.cache/huggingface/token",
      ],
      [
        "HF_HOME=/hf hf auth login --token $API_TOKEN --add-to-git-credential",
        "/hf/stored_tokens",
        "/hf/token",
        "/root/.git-credentials",
      ],
      [
        `python -c "from huggingface_hub import login; login('$API_TOKEN')"`,
        "/root/.cache/huggingface/stored_tokens",
        "/root/.cache/huggingface/token",
      ],
    ],
    clean: [
      "--mount=type=secret,id=hf,env=HF_TOKEN,required hf download org/model --local-dir /models",
      "hf auth login --token $API_TOKEN && hf download org/model && hf auth logout",
    ],
  },
  {
    id: "wandb-login",
    leaves: [
      ["wandb login $API_TOKEN", "/root/.netrc"],
      ["NETRC=/n wandb login $API_TOKEN", "/n"],
      ["python3 -c 'import wandb; wandb.login(key=\"'$API_TOKEN'\")'", "/root/.netrc"],
    ],
    clean: ["--mount=type=secret,id=wandb,env=WANDB_API_KEY,required python train.py"],
  },
  {
    id: "kaggle-json",
    leaves: [
      [
        'mkdir -p ~/.kaggle && echo "{\\"username\\":\\"u\\",\\"key\\":\\"$API_TOKEN\\"}" > ~/.kaggle/kaggle.json',
        "/root/.kaggle/kaggle.json",
      ],
    ],
    clean: [
      "--mount=type=secret,id=kaggle,target=/root/.kaggle/kaggle.json,mode=0400,required kaggle datasets download o/s",
    ],
  },
  {
    id: "sentry-cli-login",
    leaves: [
      ["sentry-cli login --auth-token $API_TOKEN", "/root/.sentryclirc"],
      ["echo $API_TOKEN | sentry-cli login && sentry-cli logout", "/root/.sentryclirc"],
    ],
    clean: [
      "--mount=type=secret,id=sentry,env=SENTRY_AUTH_TOKEN,required sentry-cli sourcemaps upload ./dist",
      "sentry-cli --auth-token $API_TOKEN releases new 1",
      "sentry-cli login --auth-token $API_TOKEN && sentry-cli releases new 1 && rm ~/.sentryclirc",
    ],
  },
  {
    id: "snyk-auth",
    leaves: [
      ["snyk auth $API_TOKEN", "/root/.config/configstore/snyk.json"],
      ["snyk config set api=$API_TOKEN", "/root/.config/configstore/snyk.json"],
    ],
    clean: [
      "--mount=type=secret,id=snyk,env=SNYK_TOKEN,required snyk test",
      "snyk auth $API_TOKEN && snyk test && snyk config unset api",
    ],
    harmless: ["snyk config set org=acme"],
  },
  {
    id: "heroku-login",
    leaves: [
      ["heroku login -i", "/root/.netrc"],
      ['echo "machine api.heroku.com login u password $API_TOKEN" > ~/.netrc', "/root/.netrc"],
    ],
    clean: [
      "--mount=type=secret,id=heroku,env=HEROKU_API_KEY,required heroku config -a app",
      "heroku login -i && heroku config -a app && heroku logout",
    ],
  },
  {
    id: "vercel-login-token",
    leaves: [
      ["vercel login", "/root/.local/share/com.vercel.cli/auth.json"],
      ["vercel build --token $API_TOKEN"],
      ["vercel env pull --token $API_TOKEN", "/.env.local"],
      ["vercel pull --yes --environment=production --token $API_TOKEN", "/.vercel/.env.production.local"],
    ],
    clean: [
      "--mount=type=secret,id=vercel,env=VERCEL_TOKEN,required npx vercel build --prod",
      "vercel login && vercel deploy && vercel logout",
    ],
  },
  {
    id: "netlify-auth",
    leaves: [["netlify login", "/root/.config/netlify/config.json"], ["netlify deploy --auth $API_TOKEN"]],
    clean: [
      "--mount=type=secret,id=nl,env=NETLIFY_AUTH_TOKEN,required netlify build",
      "netlify login && netlify build && netlify logout",
    ],
  },
  {
    id: "fly-auth",
    leaves: [
      ["fly auth login", "/root/.fly/config.yml"],
      ["fly -t $API_TOKEN status"],
      ["FLY_CONFIG_DIR=/f flyctl auth login", "/f/config.yml"],
    ],
    clean: ["--mount=type=secret,id=fly,env=FLY_API_TOKEN,required flyctl status -a app"],
  },
  {
    id: "supabase-login",
    leaves: [
      ["supabase login --token $API_TOKEN", "/root/.supabase/access-token"],
      ["echo $API_TOKEN | supabase login", "/root/.supabase/access-token"],
    ],
    clean: [
      "--mount=type=secret,id=sb,env=SUPABASE_ACCESS_TOKEN,required supabase projects list",
      "supabase login --token $API_TOKEN && supabase projects list && supabase logout",
    ],
  },
  {
    id: "stripe-login",
    leaves: [
      ["stripe config --set test_mode_api_key $API_TOKEN", "/root/.config/stripe/config.toml"],
      ["stripe config --config /s --set test_mode_api_key $API_TOKEN", "/s"],
      ["stripe --api-key $API_TOKEN get /v1/products"],
    ],
    clean: [
      "--mount=type=secret,id=stripe,env=STRIPE_API_KEY,required stripe get /v1/products",
      "stripe config --set test_mode_api_key $API_TOKEN && stripe get /v1/products && stripe logout --all",
    ],
  },
  {
    id: "railway-login",
    leaves: [["railway login", "/root/.railway/config.json"]],
    clean: ["--mount=type=secret,id=rw,env=RAILWAY_TOKEN,required railway up"],
  },
  {
    id: "firebase-token",
    leaves: [
      ["firebase deploy --token $API_TOKEN"],
      ["firebase login:ci", "/root/.config/configstore/firebase-tools.json"],
    ],
    clean: [`RUN ${mounted},required GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/s firebase deploy`],
  },
  {
    id: "codex-login",
    leaves: [
      ["echo $API_TOKEN | codex login --with-api-key", "/root/.codex/auth.json"],
      [
        "RUN --mount=type=secret,id=s,env=OPENAI_API_KEY printenv OPENAI_API_KEY | CODEX_HOME=/c codex login --with-api-key",
        "/c/auth.json",
      ],
    ],
    clean: [
      '--mount=type=secret,id=oai,env=OPENAI_API_KEY,required codex exec "review"',
      "echo $API_TOKEN | codex login --with-api-key && codex exec review && codex logout",
    ],
  },
];
