import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { Worker, workerData } from "node:worker_threads";

interface Served {
  /** The folder with the repositories. */
  readonly root: string;
  readonly password: string;
  /** Gets the port, 0 before. */
  readonly port: Int32Array;
}

/** Serves the repositories of a folder over HTTP to whoever knows the password, in a thread of its own: a build is waited for. Gives the port. */
export function startGitServer(root: string, password: string): { readonly port: number; stop(): void } {
  const port = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(__filename, { workerData: { root, password, port } satisfies Served });
  Atomics.wait(port, 0, 0, 10_000);
  return { port: port[0]!, stop: () => worker.terminate() };
}

/** What the thread does: git's own server (git-http-backend(1)), a CGI program, behind basic authentication. */
export function serveGit(): void {
  const { root, password, port } = workerData as Served;
  const server = createServer((request, response) => {
    const [, encoded = ""] = /^basic (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
    if (!Buffer.from(encoded, "base64").toString().includes(password)) {
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end();
      return;
    }
    const [path = "/", query = ""] = request.url?.split("?") ?? [];
    const backend = spawn("git", ["http-backend"], {
      stdio: ["pipe", "pipe", "ignore"],
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: "1",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REQUEST_METHOD: request.method,
        PATH_INFO: path,
        QUERY_STRING: query,
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: String(request.headers["content-encoding"] ?? ""),
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    backend.on("close", () => {
      const answer = Buffer.concat(chunks);
      const head = answer.indexOf("\r\n\r\n");
      const lines = answer.subarray(0, head).toString().split("\r\n");
      const headers = Object.fromEntries(lines.map((line) => line.split(": ", 2)));
      const { Status: status = "200", ...others } = headers as Record<string, string>;
      response.writeHead(Number.parseInt(status, 10), others).end(answer.subarray(head + 4));
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    Atomics.store(port, 0, typeof address === "object" && address ? address.port : -1);
    Atomics.notify(port, 0);
  });
}
