/** The files at whose change the hook runs, as pre-commit takes them: those of `.pre-commit-hooks.yaml`, where they are explained. */
export const HOOK_FILES = `(?x)(
  (^|/)([Dd]ockerfile|Containerfile)$|
  (^|/)(Dockerfile|Containerfile)[.](?!(.*[.])?(
    j2|jinja2?|erb|tmpl|tpl|template|gotmpl|mustache|hbs|ejs|in|m4|
    md|markdown|rst|adoc|txt|html|json|ya?ml|toml|lock|
    png|jpe?g|gif|svg|webp|pdf|drawio|zip|t?gz|tar|
    orig|rej|bak|old|save|sw[po]|tmp|patch|diff
  )$)[^/]*[^/~]$|
  [.][Dd]ockerfile$|
  [.](docker|container|git)ignore$|
  (^|/)(docker-)?compose([.-][^/]+)?[.]ya?ml$|
  (^|/)docker-bake([.][^/]+)?[.](hcl|json)$|
  (^|/)(skaffold|[.]gitlab-ci)([.][^/]+)?[.]ya?ml$|
  (^|/)[.]?devcontainer[.]json$|
  (^|/)[.]github/(workflows|actions)/.+[.]ya?ml$|
  (^|/)[.]env([.][^/]+)?$|
  (^|/)[^/]+[.]env$|
  (^|/)[.](npmrc|yarnrc([.]yml)?|pypirc|netrc|pgpass|my[.]cnf|git-credentials|htpasswd|envrc)$|
  (^|/)[.](aws|ssh|gnupg|kube|docker|azure)/|
  (^|/)id_(rsa|dsa|ecdsa|ed25519)$|
  [.](pem|key|p12|pfx|jks|keystore|tfstate|tfvars)$|
  (^|/)(auth|credentials|service-?[Aa]ccount[^/]*|secrets?)[.](json|ya?ml)$
)`;
