import { mountAsFile } from "../../rules/shared/mount-as-file";
import { credentialRows } from "../../src/image/run/credentials";
import type { CredentialRow } from "../../src/image/run/credentials/row";
import mounts from "./credentials/mounts.json";
import { table } from "./table";

/** What each tool can read instead of a file of its own, as the list of commands has it: paths, variables, or a plain mount. */
const readable = new Map(Object.entries(mounts as Readonly<Record<string, readonly string[]>>));

const read = ({ instead }: CredentialRow): string => {
  if ("ssh" in instead) return "ssh";
  if ("words" in instead) return "words";
  return instead.target?.replace(/^~/, "/root") ?? instead.variable ?? "/run/secrets";
};

/** `POETRY_PYPI_TOKEN_<REPOSITORY>` stands for every repository's. */
const isOneOf = (name: string, names: readonly string[]): boolean => {
  const [start = "", end] = name.split(/<[^>]*>/);
  return names.some((each) =>
    end === undefined ? each === start : each.startsWith(start) && each.endsWith(end),
  );
};

test.each([...readable])("%s is advised to read what it can read", (id, names) => {
  const row = credentialRows.find((each) => each.id === id);
  expect(row && (isOneOf(read(row), names) ? "known" : `${read(row)} is none of ${names.join(", ")}`)).toBe(
    "known",
  );
});

const written = (row: CredentialRow) => {
  const path = (row.files?.[0]?.at ?? "/x").replace(/^~/, "/root").replace(/^(?=[^/])/, "/app/");
  return {
    path,
    by: `${row.programs?.split(" ")[0] ?? "echo"} ${row.words?.split("|")[0]?.trim() ?? ""}`.trim(),
    incidental: false,
  };
};

test.each(credentialRows.map((row) => [row.id, row] as const))(
  "what is advised for %s leaves nothing",
  (_, row) => {
    const fix = mountAsFile(written(row));
    const [line = ""] = fix.advice ?? [];
    expect(line).not.toBe("");
    const command = line.replace(/<[^>]*>/g, "x");
    if (!command.startsWith("RUN ")) return;
    const inspected = table({ Dockerfile: `FROM node:22\nARG API_TOKEN\n${command}\n` });
    expect(inspected.filter((place) => place.startsWith("layer"))).toEqual([]);
    const [build = ""] = fix.commands ?? [];
    expect(build).toMatch(/^docker build --(?:secret id=[\w.-]+,(?:src|env)=\S+|ssh default) \.$/);
  },
);

test.each<[path: string, by: string, line: string]>([
  [
    "/home/node/.npmrc",
    "npm config set",
    "RUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc,required npm ci",
  ],
  ["/etc/n", "npm config set", "RUN --mount=type=secret,id=npmrc,target=/etc/n,required npm ci"],
  ["/app/.npmrc", "echo", "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required npm ci"],
  ["/src/.git/config", "git clone", "RUN --mount=type=secret,id=git_token,required git -c "],
  ["/root/.ssh/id_ed25519", "cp", "RUN --mount=type=ssh git clone "],
  ["/keys/id_rsa", "cp", "RUN --mount=type=ssh git clone "],
  [
    "/root/.pgpass",
    "printf",
    "RUN --mount=type=secret,id=pgpass,target=/root/.pgpass,mode=0600,required psql ",
  ],
  [
    "/home/app/.azure/msal_token_cache.json",
    "az login",
    "RUN --mount=type=secret,id=azure,required --mount=type=tmpfs,target=/home/app/.azure az login ",
  ],
  [
    "/etc/apt/auth.conf.d/acme.conf",
    "tee",
    "RUN --mount=type=secret,id=apt_auth,target=/etc/apt/auth.conf.d/acme.conf,required apt-get ",
  ],
  [
    "/root/.config/gh/hosts.yml",
    "gh auth login",
    "RUN --mount=type=secret,id=gh_token,env=GH_TOKEN,required gh ",
  ],
  ["/etc/ssh/ssh_host_rsa_key", "ssh-keygen", "Remove the host keys in the same RUN"],
  ["/opt/app.conf", "echo", "RUN --mount=type=secret,id=app.conf,target=/opt/app.conf,required <the command"],
])("%s written by %s", (path, by, line) => {
  expect(mountAsFile({ path, by, incidental: false }).advice?.[0]?.slice(0, line.length)).toBe(line);
});

test("a log is told from the file", () => {
  const log = { path: "/home/node/.npm/_logs/*-debug-0.log", by: "npm", incidental: true };
  expect(mountAsFile(log).advice).toEqual([
    "RUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc,required npm ci",
  ]);
});
