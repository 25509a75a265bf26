import { type CredentialCase, mounted } from "./case";

/** Registries and services with a command of their own. */
export const serviceCases: readonly CredentialCase[] = [
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
