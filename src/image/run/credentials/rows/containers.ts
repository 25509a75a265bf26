import type { CredentialRow, Instead, Place } from "../row";

const KUBE_CONFIG: Place = { at: "~/.kube/config", moved: { "--kubeconfig": "{}", KUBECONFIG: "{}" } };
const KUBE: Instead = {
  mount: "kubeconfig",
  target: "~/.kube/config",
  run: "kubectl <command>",
  from: "$HOME/.kube/config",
};
const BACKEND: Instead = {
  mount: "backend_password",
  variable: "TF_HTTP_PASSWORD",
  run: "terraform init -input=false",
  from: "TF_HTTP_PASSWORD",
};

/** Registries, Kubernetes, Helm, Terraform and the stores of secrets. */
export const containerRows: readonly CredentialRow[] = [
  {
    id: "docker-login",
    programs: "docker nerdctl",
    words: "login",
    takes: { options: "-p --password", stdin: true },
    entry: { in: 1, otherwise: "docker.io" },
    files: [
      {
        at: "~/.docker/config.json",
        moved: { "--config": "{}/config.json", DOCKER_CONFIG: "{}/config.json" },
      },
    ],
    erased: [{ words: "logout" }],
    instead: {
      mount: "docker_config",
      target: "~/.docker/config.json",
      run: "<the command that pulls>",
      from: "$HOME/.docker/config.json",
    },
  },
  {
    // Without XDG_RUNTIME_DIR; in a RUN, /run is part of the layer.
    id: "podman-login",
    programs: "podman buildah skopeo",
    words: "login",
    takes: { options: "-p --password", stdin: true },
    entry: { in: 1 },
    files: [
      {
        at: "/tmp/containers-user-*/containers/auth.json",
        moved: {
          "--authfile": "{}",
          "--compat-auth-file": "{}",
          REGISTRY_AUTH_FILE: "{}",
          XDG_RUNTIME_DIR: "{}/containers/auth.json",
          root: "/run/containers/0/auth.json",
        },
      },
    ],
    erased: [{ words: "logout" }, { words: "logout", needs: "-a --all", entry: "all" }],
    instead: {
      mount: "registry_auth",
      run: "skopeo copy --src-authfile /run/secrets/registry_auth <source> <destination>",
      from: "auth.json",
    },
  },
  {
    id: "helm-repo-add-password",
    programs: "helm",
    words: "repo add",
    takes: { options: "--password" },
    entry: { in: 1 },
    files: [
      {
        at: "~/.config/helm/repositories.yaml",
        moved: {
          "--repository-config": "{}",
          HELM_REPOSITORY_CONFIG: "{}",
          HELM_CONFIG_HOME: "{}/repositories.yaml",
          XDG_CONFIG_HOME: "{}/helm/repositories.yaml",
        },
      },
    ],
    erased: [{ words: "repo remove|repo rm" }],
    instead: {
      mount: "helm_repositories",
      target: "~/.config/helm/repositories.yaml",
      run: "helm pull <chart>",
      from: "$HOME/.config/helm/repositories.yaml",
    },
  },
  {
    id: "helm-registry-login",
    programs: "helm",
    words: "registry login",
    takes: { options: "-p --password", stdin: true },
    entry: { in: 1 },
    files: [
      {
        at: "~/.config/helm/registry/config.json",
        moved: {
          "--registry-config": "{}",
          HELM_REGISTRY_CONFIG: "{}",
          HELM_CONFIG_HOME: "{}/registry/config.json",
          XDG_CONFIG_HOME: "{}/helm/registry/config.json",
        },
      },
    ],
    erased: [{ words: "registry logout" }],
    instead: {
      mount: "helm_registry",
      target: "~/.config/helm/registry/config.json",
      run: "helm pull oci://<registry>/<chart>",
      from: "$HOME/.config/helm/registry/config.json",
    },
  },
  {
    id: "kubectl-set-credentials",
    programs: "kubectl oc",
    words: "config set-credentials|config set-cluster",
    valued: "--server --context --namespace --client-certificate --auth-provider",
    takes: { options: "--token --password", contentOf: "--client-key" },
    entry: { in: 1 },
    files: [KUBE_CONFIG],
    erased: [{ words: "config delete-user|config delete-cluster" }],
    instead: KUBE,
  },
  {
    id: "kubectl-config-set",
    programs: "kubectl oc",
    words: "config set",
    takes: { settings: /./ },
    files: [KUBE_CONFIG],
    erased: [{ words: "config unset" }],
    instead: KUBE,
  },
  {
    // Base64 is no encryption.
    id: "kubectl-create-secret-literal",
    programs: "kubectl oc",
    words: "create secret",
    takes: { options: "--docker-password --from-literal", as: "NOTES" },
    files: [{ at: "-" }],
    instead: {
      words: "Create the secret in the cluster, from your own machine: an image needs no copy of it",
    },
  },
  {
    id: "terraform-cli-credentials",
    programs: "terraform tofu",
    words: "login",
    takes: { issues: "token" },
    entry: { in: 1, otherwise: "app.terraform.io" },
    files: [{ at: "~/.terraform.d/credentials.tfrc.json" }],
    erased: [{ words: "logout" }],
    instead: {
      mount: "terraform_token",
      variable: "TF_TOKEN_<host>",
      run: "terraform init -input=false",
      from: "TF_TOKEN",
    },
  },
  {
    id: "terraform-cli-config",
    files: [{ at: "~/.terraformrc" }, { at: "~/.tofurc" }],
    instead: {
      mount: "terraformrc",
      target: "~/.terraformrc",
      run: "terraform init -input=false",
      from: "$HOME/.terraformrc",
    },
  },
  {
    // Not the state but the remembered configuration of the backend.
    id: "terraform-init-backend-config",
    programs: "terraform tofu",
    words: "init",
    takes: { contentOf: "-backend-config" },
    files: [
      {
        at: ".terraform/terraform.tfstate",
        moved: { "-chdir": "{}/.terraform/terraform.tfstate", TF_DATA_DIR: "{}/terraform.tfstate" },
      },
    ],
    instead: BACKEND,
  },
  {
    id: "terraform-apply-var",
    programs: "terraform tofu",
    words: "apply",
    valued: "-var",
    takes: { contentOf: "-var-file" },
    files: [{ at: "terraform.tfstate", moved: { "-state": "{}", "-chdir": "{}/terraform.tfstate" } }],
    instead: {
      words:
        "Apply outside of the build, with a remote state: the state keeps every variable in clear, sensitive or not",
    },
  },
  {
    id: "terraform-plan-out",
    programs: "terraform tofu",
    words: "plan",
    needs: "-out",
    takes: { contentOf: "-var-file" },
    files: [{ at: "-", moved: { "-out": "{}" } }],
    instead: { words: "Plan outside of the build: a saved plan holds every variable in clear" },
  },
  {
    id: "vault-login",
    programs: "vault bao",
    words: "login",
    unless: "-no-store -token-only",
    valued: "-method -path -address",
    takes: { operands: 1, stdin: true, as: "TOKEN" },
    files: [{ at: "~/.vault-token" }],
    erased: [{ words: "token-helper erase" }],
    instead: {
      mount: "vault_token",
      variable: "VAULT_TOKEN",
      run: "vault kv get -field=<field> <path> > /dev/null",
      from: "VAULT_TOKEN",
    },
  },
  {
    id: "vault-prints-secret",
    programs: "vault bao",
    words: "kv get|read",
    takes: { issues: "token" },
    files: [{ at: "-" }],
    instead: {
      words:
        "Read the secret when the container starts, or mount it; what is read in a build and written to a file ships",
    },
  },
  {
    id: "pulumi-login-token",
    programs: "pulumi",
    words: "login",
    takes: { variables: "PULUMI_ACCESS_TOKEN" },
    files: [
      {
        at: "~/.pulumi/credentials.json",
        moved: { PULUMI_CREDENTIALS_PATH: "{}/credentials.json", PULUMI_HOME: "{}/credentials.json" },
      },
    ],
    erased: [{ words: "logout" }],
    instead: {
      mount: "pulumi_token",
      variable: "PULUMI_ACCESS_TOKEN",
      run: "pulumi preview",
      from: "PULUMI_ACCESS_TOKEN",
      tmpfs: "~/.pulumi",
    },
  },
];
