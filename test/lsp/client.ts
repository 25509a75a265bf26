import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

/** A token by its shape and nobody's: put together, so that no scanner takes this file for a leak. */
export const CANARY = `gh${"p_"}Zk3Qw8Rt5Yv1Xb7Nc9Mf2Lg6Hj4Pd0SaUeIo`;

const { bundleOptions, root } = require("../../scripts/bundle") as {
  bundleOptions: import("esbuild").BuildOptions;
  root: string;
};

const work = realpathSync(mkdtempSync(join(tmpdir(), "watertight-lsp-")));
/** The command line as one bundle, with the pages of the rules beside it. */
export const server = join(work, "dist/main.cjs");

beforeAll(() => {
  buildSync({ ...bundleOptions, entryPoints: ["src/cli/bin.ts"], outfile: server });
  symlinkSync(join(root, "rules"), join(work, "rules"));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

// Each test starts processes, and the machine may be busy with others.
jest.setTimeout(60_000);

let folders = 0;

/** A folder with files, or a copy of an example, removed at the end. */
export function project(files: Readonly<Record<string, string>> | string): string {
  const folder = join(work, `project-${folders++}`);
  if (typeof files === "string") cpSync(join(root, "examples", files), folder, { recursive: true });
  else
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  return folder;
}

export const start = (args: readonly string[] = ["--stdio"]): ChildProcess =>
  spawn(process.execPath, [server, "lsp", ...args], { cwd: work, stdio: "pipe" });

export const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once("exit", (code) => resolve(code)));

/** An editor, as the server sees it. No message from the server may hold the canary. */
export class Client {
  readonly child = start();
  readonly connection: ProtocolConnection;
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly registered: string[] = [];
  readonly messages: string[] = [];
  readonly #documents = new Map<string, TextDocument>();
  #received = "";
  #errors = "";
  #waiting: (() => void)[] = [];
  settings: unknown = null;

  constructor(readonly folder: string) {
    this.child.stdout!.on("data", (bytes: Buffer) => {
      this.#received += bytes.toString("utf8");
    });
    this.child.stderr!.on("data", (bytes: Buffer) => {
      this.#errors += bytes.toString("utf8");
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.child.stdout!),
      new StreamMessageWriter(this.child.stdin!),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      this.messages.push(message);
    });
    this.connection.onRequest("client/registerCapability", ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }: { method: string }) => method));
      return null;
    });
    this.connection.onRequest("workspace/configuration", ({ items }) => items.map(() => this.settings));
    this.connection.onRequest("window/workDoneProgress/create", () => null);
    this.connection.listen();
  }

  async initialize(changes: Partial<InitializeParams> = {}): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(this.folder).href, name: "project" }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
        },
        window: { workDoneProgress: true },
      },
      ...changes,
    });
    await this.connection.sendNotification("initialized", {});
    return result;
  }

  uri = (file: string): string => pathToFileURL(join(this.folder, file)).href;

  /** Opens a file with a text, or changes it. */
  async write(file: string, text: string, languageId = "dockerfile"): Promise<void> {
    const uri = this.uri(file);
    this.published.delete(uri);
    const known = this.#documents.get(uri);
    const document = TextDocument.create(uri, languageId, (known?.version ?? 0) + 1, text);
    this.#documents.set(uri, document);
    if (known)
      await this.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version: document.version },
        contentChanges: [{ text }],
      });
    else
      await this.connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version: document.version, text },
      });
  }

  async close(file: string): Promise<void> {
    this.#documents.delete(this.uri(file));
    await this.connection.sendNotification("textDocument/didClose", {
      textDocument: { uri: this.uri(file) },
    });
  }

  text = (file: string): string | undefined => this.#documents.get(this.uri(file))?.getText();

  /** The diagnostics of a file, once they meet a condition. */
  async diagnostics(
    file: string,
    wanted: (diagnostics: Diagnostic[]) => boolean = () => true,
  ): Promise<Diagnostic[]> {
    for (;;) {
      const published = this.published.get(this.uri(file));
      if (published && wanted(published.diagnostics)) return published.diagnostics;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async rules(file: string, wanted?: (rules: unknown[]) => boolean): Promise<unknown[]> {
    const rulesOf = (diagnostics: Diagnostic[]) => diagnostics.map(({ code }) => code);
    return rulesOf(await this.diagnostics(file, (found) => wanted?.(rulesOf(found)) ?? true));
  }

  /** What a request about a place of a file gets; lines and characters from 0. */
  ask<Answer>(method: string, file: string, line = 0, character = 0, more: object = {}): Promise<Answer> {
    const position = { line, character };
    return this.connection.sendRequest<Answer>(`textDocument/${method}`, {
      textDocument: { uri: this.uri(file) },
      position,
      range: { start: position, end: position },
      ...more,
    });
  }

  actions = (file: string, line: number, character: number, context: object = {}): Promise<CodeAction[]> =>
    this.ask("codeAction", file, line, character, { context: { diagnostics: [], ...context } });

  /** Makes an edit as an editor does: in documents that are open, and on the disk. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    for (const change of edit?.documentChanges ?? []) {
      if ("kind" in change) {
        if (change.kind === "create") writeFileSync(new URL(change.uri), "");
        continue;
      }
      const file = decodeURIComponent(change.textDocument.uri.slice(this.uri("").length)).replace(/^\//, "");
      const before = this.#documents.get(this.uri(file)) ?? TextDocument.create("", "", 0, "");
      const edits = change.edits.map((each) => {
        if (!("newText" in each)) throw new Error("a snippet was not asked for");
        return each;
      });
      const after = TextDocument.applyEdits(before, edits);
      if (this.text(file) === undefined) writeFileSync(join(this.folder, file), after);
      else await this.write(file, after);
    }
  }

  watched = (file: string, type: 1 | 2 | 3): Promise<void> =>
    this.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: this.uri(file), type }],
    });

  /** Says goodbye and gives the exit code. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await exitOf(this.child);
    this.connection.dispose();
    expect(this.#received).not.toContain(CANARY);
    expect(this.#errors).toBe("");
    return code;
  }
}
