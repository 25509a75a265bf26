import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitServer } from "./git-server";
import type { Project } from "./project";

const CONTEXT = "/context";
const PASSWORD = "blue-git-41-Staple";

/** What the repository that is served here holds. */
const MARK = "what only the repository holds";

/**
 * Projects that fetch a private repository while they build, from servers of this machine: over HTTP from one that is started here, over SSH
 * from one that `REALITY_SSH` names (`ssh://git@127.0.0.1:2222/~/app.git`), which lets the key of the file `REALITY_SSH_KEY` in. They need
 * real git and ssh in the image.
 */
export function remoteProjects(
  base: string | undefined,
  skip: (reason: string, name: string) => void,
): { readonly projects: readonly Project[]; stop(): void } {
  const names = ["add-repository", "clone-with-token", "clone-with-key"];
  if (base === undefined) {
    for (const name of names)
      skip("they need real tools, and REALITY_FULL_BASE names no image with them", name);
    return { projects: [], stop: () => undefined };
  }
  const root = mkdtempSync(join(tmpdir(), "watertight-git-"));
  const work = join(root, "work");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "ignore" });
  git("init", "-b", "main", work);
  writeFileSync(join(work, "private.txt"), MARK);
  git("-C", work, "add", ".");
  git("-C", work, "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-m", "First");
  git("clone", "--bare", work, join(root, "app.git"));
  const { port, stop } = startGitServer(root, PASSWORD);
  const host = `127.0.0.1:${port}`;
  const projects = [
    project(base, {
      name: "add-repository",
      dockerfile: `FROM base\nADD http://build:${PASSWORD}@${host}/app.git /src\n`,
      secrets: { [`GIT_AUTH_TOKEN.${host}`]: PASSWORD },
    }),
    project(base, {
      name: "clone-with-token",
      dockerfile: `FROM base\nARG GIT_TOKEN\nRUN git clone http://build:$GIT_TOKEN@${host}/app.git /src\n`,
      buildArgs: { GIT_TOKEN: PASSWORD },
    }),
  ];
  const { REALITY_SSH: url, REALITY_SSH_KEY: key } = process.env;
  if (url === undefined || key === undefined)
    skip("REALITY_SSH and REALITY_SSH_KEY name no repository behind an SSH server", "clone-with-key");
  else {
    const { hostname, port: sshPort } = new URL(url);
    const content = readFileSync(key, "utf8");
    const scan = `ssh-keyscan -p ${sshPort || 22} ${hostname} > ~/.ssh/known_hosts`;
    projects.push(
      project(base, {
        name: "clone-with-key",
        dockerfile: `FROM base\nCOPY id_ed25519 /root/.ssh/id_ed25519\nRUN chmod 600 ~/.ssh/id_ed25519 && ${scan}\nRUN git clone ${url} /src\nRUN rm ~/.ssh/id_ed25519\n`,
        files: { [`${CONTEXT}/id_ed25519`]: content },
        // A line of the key's text: no byte of it may be anywhere.
        canaries: [content.split("\n")[2]!],
        ssh: key,
        // A line of the settings of a clone.
        mark: `url = ${url}`,
      }),
    );
  }
  return {
    projects,
    stop: () => {
      stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const project = (
  base: string,
  { name, dockerfile, files = {}, ...given }: Pick<Project, "name" | "dockerfile"> & Partial<Project>,
): Project => ({
  links: {},
  options: { directory: "/", paths: [`${CONTEXT}/Dockerfile`], context: CONTEXT },
  buildArgs: {},
  canaries: [PASSWORD],
  secrets: {},
  network: "host",
  mark: MARK,
  ...given,
  name,
  files: { ...files, [`${CONTEXT}/Dockerfile`]: dockerfile },
  dockerfile: "Dockerfile",
  base,
});
