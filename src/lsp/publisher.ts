import { posix } from "node:path";
import type { Connection, Diagnostic } from "vscode-languageserver/node";
import { diagnosticsOf } from "./diagnostics";
import { uriOf } from "./places";
import type { Project } from "./project";
import type { Workspace } from "./workspace";

/** Shows what the reports say, file by file. Files of which nothing is said any more are cleared. */
export class Publisher {
  /** What each file was last sent, by path. */
  readonly #sent = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    private readonly rulePage: (id: string) => string | undefined,
  ) {}

  /** Sends the diagnostics of all files that are other than before. Those of `linted` are sent in any case: their editor waits for them. */
  publish(linted?: string): void {
    const files = this.collect();
    if (linted !== undefined && this.workspace.document(linted) && !files.has(linted)) files.set(linted, []);
    for (const path of this.#sent.keys()) if (!files.has(path)) files.set(path, []);
    for (const [path, diagnostics] of files) {
      const text = JSON.stringify(diagnostics);
      if (path !== linted && (this.#sent.get(path) ?? "[]") === text) continue;
      if (diagnostics.length === 0) this.#sent.delete(path);
      else this.#sent.set(path, text);
      const document = this.workspace.document(path);
      void this.connection.sendDiagnostics({
        uri: document?.uri ?? uriOf(path),
        diagnostics,
        ...(document ? { version: document.version } : {}),
      });
    }
  }

  private collect(): Map<string, Diagnostic[]> {
    const files = new Map<string, Map<string, Diagnostic>>();
    for (const project of this.workspace.projects) {
      const absolute = (file: string) => posix.resolve(project.root, file);
      const options = { uriOf: (file: string) => this.addressOf(absolute(file)), rulePage: this.rulePage };
      for (const report of project.reports.values()) {
        for (const { file, diagnostic } of diagnosticsOf(report, options)) {
          const path = absolute(file);
          const known = files.get(path) ?? new Map<string, Diagnostic>();
          // Two builds may say the same of a file that they share.
          files.set(path, known.set(JSON.stringify(diagnostic), diagnostic));
        }
      }
    }
    return new Map([...files].map(([path, diagnostics]) => [path, [...diagnostics.values()]]));
  }

  private addressOf(path: string): string {
    return this.workspace.document(path)?.uri ?? uriOf(path);
  }
}

/** A file of a project's reports as an absolute path. */
export const absoluteIn = ({ root }: Project, file: string): string => posix.resolve(root, file);
