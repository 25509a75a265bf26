import { type CredentialCase, mounted } from "./case";

const npmrcMount = "--mount=type=secret,id=npmrc,target=/root/.npmrc,required npm ci";
const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";
const log = "/root/.npm/_logs/*-debug-0.log";
const url = "https://user:$API_TOKEN@host.example";

/** Package managers of Node. */
export const nodeCases: readonly CredentialCase[] = [
  {
    id: "npm-config-set-auth",
    leaves: [
      ["npm config set //registry.example/:_authToken $API_TOKEN", "/root/.npmrc", log],
      ["npm config set //registry.example/:_authToken=$API_TOKEN", "/root/.npmrc", log],
      ["npm set //registry.example/:_password=$API_TOKEN", "/root/.npmrc", log],
      ["npm c set _auth $API_TOKEN --logs-max=0", "/root/.npmrc"],
      ["NPM_CONFIG_LOGS_MAX=0 npm config set _auth $API_TOKEN", "/root/.npmrc"],
      ["npm config set --location=project //registry.example/:_authToken $API_TOKEN", "/.npmrc", log],
      ["npm config set -L project //registry.example/:_authToken $API_TOKEN", "/.npmrc", log],
      ["npm config set -g //registry.example/:_authToken $API_TOKEN", "/usr/local/etc/npmrc", log],
      ["npm config set --userconfig=/etc/n //registry.example/:_authToken $API_TOKEN", "/etc/n", log],
      [
        "NPM_CONFIG_USERCONFIG=/etc/n npm config set //registry.example/:_authToken $API_TOKEN",
        "/etc/n",
        log,
      ],
      [
        "ENV NPM_CONFIG_CACHE=/cache\nRUN npm config set //registry.example/:_authToken $API_TOKEN",
        "/root/.npmrc",
        "/cache/_logs/*-debug-0.log",
      ],
      [
        `RUN ${mounted} npm config set //registry.example/:_authToken "$(cat /run/secrets/s)"`,
        "/root/.npmrc",
        log,
      ],
    ],
    clean: [
      `RUN ${npmrcMount}`,
      "npm config set //r.example/:_authToken $API_TOKEN --logs-max=0 && npm ci && npm config delete //r.example/:_authToken",
      "npm config set //r.example/:_authToken $API_TOKEN && npm ci && npm c rm //r.example/:_authToken && rm -rf ~/.npm",
      "npm --logs-max=0 config set //r.example/:_authToken $API_TOKEN && npm logout --registry=https://r.example/",
    ],
    harmless: [
      "npm config set //registry.example/:_authToken '${NPM_TOKEN}'",
      'npm config set //registry.example/:_authToken "\\${NPM_TOKEN}"',
      "npm config set registry https://registry.example/ && npm config set always-auth true",
      "npm config set @acme:registry=https://registry.example/ strict-ssl=false cafile=/etc/ca.pem",
    ],
  },
  {
    id: "npmrc-redirect",
    leaves: [
      ['echo "//registry.example/:_authToken=$API_TOKEN" > ~/.npmrc', "/root/.npmrc"],
      ['printf "_auth=%s\\n" "$API_TOKEN" >> .npmrc', "/.npmrc"],
      ['echo "_password=$API_TOKEN" | tee /etc/npmrc', "/etc/npmrc"],
    ],
    clean: [
      `RUN ${npmrcMount}`,
      'echo "//registry.example/:_authToken=$API_TOKEN" > .npmrc && npm ci && rm -f .npmrc',
    ],
    harmless: ["echo '//registry.example/:_authToken=${NPM_TOKEN}' > ~/.npmrc"],
  },
  {
    id: "npm-cli-auth-flag",
    leaves: [["npm ci --//registry.example/:_authToken=$API_TOKEN", log]],
    clean: [`RUN ${npmrcMount}`, "npm ci --//r.example/:_authToken=$API_TOKEN && rm -rf ~/.npm/_logs"],
    harmless: ["npm ci --registry=https://registry.example/"],
  },
  {
    id: "npm-install-url-userinfo",
    leaves: [
      [
        `npm install ${url}/x.tgz`,
        "/node_modules/.package-lock.json",
        "/package-lock.json",
        "/package.json",
        "/root/.npm/_cacache/index-v5/*",
        log,
      ],
      [
        `npm i --no-save --no-package-lock ${url}/x.tgz`,
        "/node_modules/.package-lock.json",
        "/root/.npm/_cacache/index-v5/*",
        log,
      ],
      [`npm add -g git+${url}/x.git`, "/root/.npm/_cacache/index-v5/*", log],
    ],
    clean: [`RUN ${netrcMount} npm ci`],
    harmless: ["npm install https://host.example/x.tgz"],
  },
  {
    id: "npm-config-set-proxy",
    leaves: [[`npm config set https-proxy ${url}:3128`, "/root/.npmrc", log]],
    clean: [
      "npm ci",
      `npm config set proxy ${url} --logs-max=0 && npm ci --logs-max=0 && npm config delete proxy`,
    ],
    harmless: ["npm config set proxy http://proxy.example:3128"],
  },
  {
    id: "yarn1-config-set",
    leaves: [
      ["yarn config set //registry.example/:_authToken $API_TOKEN", "/usr/local/share/.yarnrc"],
      ["USER node\nRUN yarn config set //registry.example/:_authToken $API_TOKEN", "/home/node/.yarnrc"],
    ],
    clean: [
      "--mount=type=secret,id=npmrc,target=/root/.npmrc,required yarn install --frozen-lockfile",
      "yarn config set _auth $API_TOKEN && yarn && yarn config delete _auth",
    ],
    harmless: [
      "yarn config set registry https://registry.example/",
      "yarn config set network-timeout 300000",
    ],
  },
  {
    id: "yarn1-add-url-userinfo",
    leaves: [
      [
        `yarn add ${url}/x.tgz`,
        "/node_modules/.yarn-integrity",
        "/package.json",
        "/usr/local/share/.cache/yarn/*",
        "/yarn.lock",
      ],
    ],
    clean: ["--mount=type=secret,id=npmrc,target=/root/.npmrc,required yarn install --frozen-lockfile"],
    harmless: ["yarn add left-pad@1.3.0"],
  },
  {
    id: "yarn-berry-config-set",
    leaves: [
      ["yarn config set npmAuthToken $API_TOKEN", "/.yarnrc.yml"],
      [
        'yarn config set npmRegistries --json "{\\"r\\": {\\"npmAuthToken\\": \\"$API_TOKEN\\"}}"',
        "/.yarnrc.yml",
      ],
      ["yarn config set -H npmAuthIdent user:$API_TOKEN", "/root/.yarnrc.yml"],
      [
        "WORKDIR /app\nENV YARN_RC_FILENAME=.rc.yml\nRUN yarn config set npmAuthToken $API_TOKEN",
        "/app/.rc.yml",
      ],
    ],
    clean: [
      "--mount=type=secret,id=npm_token,env=YARN_NPM_AUTH_TOKEN,required yarn install --immutable",
      "yarn config set npmAuthToken $API_TOKEN && yarn && yarn config unset npmAuthToken",
    ],
    harmless: ["yarn config set npmAuthToken '${NPM_TOKEN}'", "yarn config set nodeLinker node-modules"],
  },
  {
    id: "pnpm-config-set",
    leaves: [
      [
        "pnpm config set //registry.example/:_authToken $API_TOKEN",
        "/root/.config/pnpm/auth.ini",
        log,
        "/root/.npmrc",
      ],
      [
        "pnpm set --location=project //registry.example/:_password $API_TOKEN",
        "/.npmrc",
        "/root/.config/pnpm/auth.ini",
        log,
      ],
    ],
    clean: [
      "--mount=type=secret,id=npmrc,target=/root/.npmrc,required pnpm install --frozen-lockfile",
      "pnpm config set _auth $API_TOKEN && pnpm i && pnpm config delete _auth && rm -rf ~/.npm/_logs",
    ],
    harmless: [
      "pnpm config set //registry.example/:_authToken '${NPM_TOKEN}'",
      "pnpm config set store-dir /s",
    ],
  },
  {
    id: "pnpm-add-url-userinfo",
    leaves: [
      [
        `pnpm add ${url}/x.tgz`,
        "/node_modules/.pnpm/lock.yaml",
        "/package.json",
        "/pnpm-lock.yaml",
        "/root/.local/share/pnpm/store/*",
      ],
    ],
    clean: ["--mount=type=secret,id=npmrc,target=/root/.npmrc,required pnpm install --frozen-lockfile"],
    harmless: ["pnpm add left-pad"],
  },
  {
    id: "bun-add-url-userinfo",
    leaves: [[`bun add ${url}/x.tgz`, "/bun.lock", "/package.json"]],
    clean: ["--mount=type=secret,id=npm_token,env=NPM_CONFIG_TOKEN,required bun install --frozen-lockfile"],
    harmless: ["bun add left-pad"],
  },
];
