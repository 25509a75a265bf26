import { execFile } from "node:child_process";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The image that a saved Dockerfile makes, as a page: what `watertight inspect --format html` prints, or the plain text of an older program. */
export async function inspectionPage(cli: string, file: string, directory: string): Promise<string> {
  const page = await run(cli, ["inspect", "--format", "html", file], directory);
  if (page.code !== WRONG_USAGE && page.stdout !== "") return page.stdout;
  const { stdout, stderr } = await run(cli, ["inspect", "--color", "never", file], directory);
  return `<!doctype html><meta charset="utf-8"><pre>${escaped(stdout)}\n${escaped(stderr)}</pre>`;
}

const WRONG_USAGE = 2;

const run = (cli: string, args: readonly string[], cwd: string): Promise<Outcome> =>
  new Promise((resolve) => {
    // In VS Code the program that runs this is Electron, which is a Node where it is told so.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
      resolve({ code, stdout, stderr });
    });
  });

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
