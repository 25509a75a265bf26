import { type CredentialCase, mounted } from "./case";

/** Clouds, clusters and what describes them. */
export const cloudCases: readonly CredentialCase[] = [
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
];
