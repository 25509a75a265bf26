import type { ChildProcess } from "node:child_process";
import { pathToFileURL } from "node:url";
import { CANARY, Client, exitOf, project, start } from "./client";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

/** A server that is written to byte by byte, and the bodies of its answers. */
function raw(args?: readonly string[]) {
  const child = start(args);
  children.push(child);
  let received = "";
  const waiting: (() => void)[] = [];
  child.stdout!.on("data", (bytes: Buffer) => {
    received += bytes.toString("utf8");
    for (const wake of waiting.splice(0)) wake();
  });
  let errors = "";
  child.stderr!.on("data", (bytes: Buffer) => {
    errors += bytes.toString("utf8");
  });
  /** The answers so far, once there are as many. */
  const answers = async (count: number): Promise<Record<string, unknown>[]> => {
    for (;;) {
      const bodies = [...received.matchAll(/Content-Length: (\d+)\r\n\r\n/g)].flatMap((header) => {
        const start = header.index + header[0].length;
        const body = received.slice(start, start + Number(header[1]));
        return body.length === Number(header[1]) ? [JSON.parse(body) as Record<string, unknown>] : [];
      });
      if (bodies.length >= count) return bodies;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { child, send: (text: string) => child.stdin!.write(text), answers, errors: () => errors };
}

const framed = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const request = (id: number, method: string, params: unknown = {}) =>
  framed(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
const notification = (method: string) => framed(JSON.stringify({ jsonrpc: "2.0", method }));
const initialize = request(1, "initialize", { processId: null, rootUri: null, capabilities: {} });

test("shutdown and exit end with 0, exit alone with 1, as the protocol says", async () => {
  const polite = raw();
  polite.send(initialize + request(2, "shutdown") + notification("exit"));
  expect(await exitOf(polite.child)).toBe(0);
  const rude = raw();
  rude.send(initialize);
  await rude.answers(1);
  rude.send(notification("exit"));
  expect(await exitOf(rude.child)).toBe(1);
});

test("an editor that is gone ends the server", async () => {
  const { child, send, answers } = raw();
  send(initialize);
  await answers(1);
  child.stdin!.end();
  expect(await exitOf(child)).toBe(1);
});

test("--stdio may be left out, and what an editor adds is taken", async () => {
  for (const args of [[], ["--stdio", `--clientProcessId=${process.pid}`]]) {
    const { child, send } = raw(args);
    send(initialize + request(2, "shutdown") + notification("exit"));
    expect(await exitOf(child)).toBe(0);
  }
  const wrong = raw(["--sockets"]);
  expect(await exitOf(wrong.child)).toBe(2);
  expect(wrong.errors()).toContain("--stdio");
});

test.each([
  ["no JSON", framed(`{ "jsonrpc": "2.0", "${CANARY}`), -32700],
  ["nothing", framed(""), -32700],
  ["a number", framed("42"), -32600],
  ["a list", framed("[]"), -32600],
  ["null", framed("null"), -32600],
  ["an object of another kind", framed(`{ "hello": "${CANARY}" }`), -32600],
  ["a method that is no text", framed('{ "jsonrpc": "2.0", "method": 7 }'), -32600],
])("a body that is %s is answered, and the next message is read", async (_, garbage, code) => {
  const { child, send, answers } = raw();
  send(garbage + initialize);
  const [first, second] = await answers(2);
  expect(first).toMatchObject({ jsonrpc: "2.0", id: null, error: { code } });
  expect(JSON.stringify(first)).not.toContain(CANARY);
  expect(second).toMatchObject({ id: 1, result: { serverInfo: { name: "watertight" } } });
  send(request(2, "shutdown") + notification("exit"));
  expect(await exitOf(child)).toBe(0);
});

test("an answer to a broken request names the request", async () => {
  const { send, answers } = raw();
  send(framed('{ "id": 7, "jsonrpc": "2.0" }'));
  expect(await answers(1)).toMatchObject([{ id: 7, error: { code: -32600 } }]);
});

test.each([
  ["without a length", "Content-Type: text\r\n\r\n{}"],
  ["with a length that is no number", "Content-Length: many\r\n\r\n{}"],
  ["with a negative length", "Content-Length: -4\r\n\r\n{}"],
  ["with a length beyond reason", "Content-Length: 999999999999\r\n\r\n{}"],
  ["that is none", `hello ${CANARY}\n`],
  ["without an end", `X: ${"a".repeat(10_000)}`],
])("after a header %s nothing can be read: it is answered, and the server ends", async (_, garbage) => {
  const { child, send, answers } = raw();
  send(initialize);
  await answers(1);
  send(garbage);
  const [, answer] = await answers(2);
  expect(answer).toMatchObject({ id: null, error: { code: -32700 } });
  expect(JSON.stringify(answer)).not.toContain(CANARY);
  expect(await exitOf(child)).toBe(1);
});

test("a message in pieces of one byte, and two in one piece", async () => {
  const { send, answers } = raw();
  for (const byte of initialize) {
    send(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  send(request(2, "shutdown") + request(3, "nonsense/method"));
  const all = await answers(3);
  expect(all.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(all[2]).toMatchObject({ error: { code: -32601 } });
});

test("requests about what is not there, or is no file, get an empty answer", async () => {
  const client = new Client(project({ Dockerfile: "FROM alpine\n" }));
  await client.initialize();
  for (const uri of ["untitled:Untitled-1", client.uri("nowhere"), "no uri at all", "file://host/x"]) {
    const about = { textDocument: { uri }, position: { line: 9, character: 9 } };
    const range = { start: about.position, end: about.position };
    expect(await client.connection.sendRequest("textDocument/hover", about)).toBeNull();
    expect(await client.connection.sendRequest("textDocument/codeLens", about)).toEqual([]);
    const action = { ...about, range, context: { diagnostics: [] } };
    expect(await client.connection.sendRequest("textDocument/codeAction", action)).toEqual([]);
  }
  expect(await client.end()).toBe(0);
});

test("a request that is cancelled is answered, and the server goes on", async () => {
  const { send, answers } = raw();
  send(initialize);
  await answers(1);
  const about = { textDocument: { uri: "file:///nowhere/Dockerfile" }, position: { line: 0, character: 0 } };
  send(
    request(2, "textDocument/hover", about) +
      framed(JSON.stringify({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id: 2 } })) +
      request(3, "shutdown"),
  );
  expect((await answers(3)).map(({ id }) => id).sort()).toEqual([1, 2, 3]);
});

test("many builds that read one file show their progress, and an editor can cancel it", async () => {
  const count = 30;
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`Dockerfile.${index}`, "FROM alpine\nCOPY . /app\n"]),
  );
  const folder = project({ ...files, ".env": `API_TOKEN=${CANARY}\n` });
  const seen: string[] = [];
  const client = new Client(folder);
  let cancel = false;
  client.connection.onNotification(
    "$/progress",
    ({ token, value }: { token: string; value: { kind: string } }) => {
      seen.push(value.kind);
      if (cancel && value.kind === "begin")
        void client.connection.sendNotification("window/workDoneProgress/cancel", { token });
    },
  );
  await client.initialize();
  await client.write(".env", `API_TOKEN=${CANARY}\n`, "dotenv");
  while (!seen.includes("end")) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen.filter((kind) => kind === "report").length).toBeGreaterThanOrEqual(count);
  const found = [...client.published.keys()].filter((uri) => uri.includes("Dockerfile."));
  expect(found).toHaveLength(count);
  // The second time it is broken off.
  seen.length = 0;
  cancel = true;
  await client.write(".env", `API_TOKEN=${CANARY}\n# more\n`, "dotenv");
  while (!seen.includes("end")) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen.filter((kind) => kind === "report").length).toBeLessThan(count);
  expect(await client.end()).toBe(0);
});

test("folders come and go", async () => {
  const one = project({});
  const other = project({
    "compose.yaml": "services:\n  api:\n    build:\n      context: .\n      dockerfile: api/Dockerfile\n",
    "api/Dockerfile": "FROM alpine\nCOPY . /app\n",
    ".env": `API_TOKEN=${CANARY}\n`,
  });
  const client = new Client(other);
  await client.initialize({ workspaceFolders: [{ uri: pathToFileURL(one).href, name: "one" }] });
  await client.write("api/Dockerfile", "FROM alpine\nCOPY . /app\n");
  // Its own folder is its context, as far as anybody knows.
  expect(await client.rules("api/Dockerfile")).not.toContain("context-secret");
  const folder = { uri: pathToFileURL(other).href, name: "other" };
  const change = (added: unknown[], removed: unknown[]) =>
    client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added, removed } });
  await change([folder], []);
  await client.rules("api/Dockerfile", (rules) => rules.includes("context-secret"));
  await change([], [folder]);
  await client.rules("api/Dockerfile", (rules) => !rules.includes("context-secret"));
  expect(await client.end()).toBe(0);
});
