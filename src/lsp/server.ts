import { posix } from "node:path";
import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  MessageType,
  type ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { actionsAt, FIX_ALL } from "./actions";
import { clientSettings } from "./client-settings";
import { hoverAt } from "./hover";
import type { ServeOptions } from "./index";
import { lensesOf } from "./lenses";
import { linksIn } from "./links";
import { pathOf, uriOf } from "./places";
import { absoluteIn, Publisher } from "./publisher";
import { Schedule } from "./schedule";
import { Workspace } from "./workspace";

export interface ServerOptions extends Pick<ServeOptions, "version" | "rulePage" | "today" | "home"> {
  /** Gives an answer, or an error that tells nothing of what went wrong inside. */
  guard<Answer>(answer: () => Answer): Answer | ResponseError<void>;
}

/** Answers an editor: texts come in, diagnostics and answers go out. */
export function serveConnection(connection: Connection, options: ServerOptions): void {
  const { guard, rulePage } = options;
  const documents = new TextDocuments(TextDocument);
  const workspace = new Workspace(options.today, (folder) => folder === "/" || folder === options.home);
  const publisher = new Publisher(connection, workspace, rulePage);
  let becomeReady = () => {};
  const schedule = new Schedule({
    ready: new Promise((resolve) => {
      becomeReady = resolve;
    }),
    lint: ({ project, dockerfile }) =>
      void guard(() => {
        project.lint(dockerfile);
        publisher.publish(dockerfile);
      }),
    progress: async () => {
      const shown = await connection.window.createWorkDoneProgress().catch(() => undefined);
      if (!shown) return undefined;
      shown.begin("Watertight", 0, "Checking builds", true);
      return {
        step: (done, total) =>
          shown.report(Math.floor((100 * done) / total), `${done} of ${total} Dockerfiles`),
        end: () => shown.done(),
        get cancelled() {
          return shown.token.isCancellationRequested;
        },
      };
    },
  });
  let client: ClientCapabilities = {};
  let folders: string[] = [];
  let given: unknown;

  connection.onInitialize((params) => {
    client = params.capabilities;
    folders = foldersOf(params);
    given = params.initializationOptions;
    workspace.configure(folders, clientSettings(given));
    return {
      serverInfo: { name: "watertight", version: options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        codeLensProvider: {},
        documentLinkProvider: {},
        hoverProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      refusable(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          // Any file of a build context may be one that ships.
          watchers: [{ globPattern: "**/*" }],
        }),
      );
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      refusable(
        connection.client.register(DidChangeConfigurationNotification.type, { section: "watertight" }),
      );
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map(({ uri }) => pathOf(uri));
        folders = [...folders.filter((each) => !gone.includes(each)), ...pathsOf(added)];
        void configure();
      });
    await configure();
    becomeReady();
  });

  const configure = async () => {
    const set: unknown = client.workspace?.configuration
      ? await connection.workspace.getConfiguration("watertight").catch(() => undefined)
      : given;
    schedule.stop();
    schedule.add(workspace.configure(folders, clientSettings(set ?? given)), "soon");
    tellMistakes();
  };
  /** Each mistake in a configuration once, until it is another one. */
  const told = new Map<string, string>();
  const tellMistakes = () => {
    for (const { root, mistake } of workspace.projects) {
      if (mistake !== undefined && told.get(root) !== mistake)
        void connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message: `Watertight: ${mistake}`,
        });
      if (mistake === undefined) told.delete(root);
      else told.set(root, mistake);
    }
  };

  connection.onDidChangeConfiguration(({ settings }) => {
    given = (settings as { readonly watertight?: unknown } | null)?.watertight ?? given;
    void configure();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const others = changes.flatMap(({ uri, type }) => {
      const path = pathOf(uri);
      // What is open counts as it is in the editor, which tells of that itself.
      const known = path === undefined || (workspace.document(path) && type === FileChangeType.Changed);
      return known ? [] : [{ path, entry: type !== FileChangeType.Changed }];
    });
    if (others.length > 0) schedule.add(workspace.changed(others), "later");
    tellMistakes();
  });
  documents.onDidOpen(({ document }) => {
    schedule.add(workspace.put(document), "soon");
    tellMistakes();
  });
  // Comes after an opening too, when nothing is left to do.
  documents.onDidChangeContent(({ document }) => {
    const targets = workspace.put(document);
    if (targets.length > 0) schedule.add(targets, "later");
    tellMistakes();
  });
  documents.onDidSave(({ document }) => {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    // An editor that watches no files tells of changes around a saved one only so.
    const changes = client.workspace?.didChangeWatchedFiles?.dynamicRegistration
      ? []
      : workspace.folders.concat(path).map((each) => ({ path: each, entry: true }));
    schedule.add(workspace.changed(changes), "soon");
  });
  documents.onDidClose(({ document }) => {
    schedule.add(workspace.close(document), "soon");
    publisher.publish();
  });

  /** The project of a document, with reports on the text as it is now. */
  const current = (uri: string) => {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    schedule.flush(
      ({ dockerfile, project }) =>
        dockerfile === path || project.session.dockerfilesWith(path).includes(dockerfile),
    );
    const project = workspace.projectOf(path);
    const addressOf = (file: string) => {
      const absolute = absoluteIn(project, file);
      return workspace.document(absolute)?.uri ?? uriOf(absolute);
    };
    return { path, project, file: posix.relative(project.root, path), addressOf };
  };

  connection.onHover(({ textDocument, position }) =>
    guard(() => {
      const at = current(textDocument.uri);
      return at && hoverAt(at.project.fixedReports(), at.file, position, at.addressOf);
    }),
  );
  connection.onCodeAction(({ textDocument, range, context }) =>
    guard(() => {
      const at = current(textDocument.uri);
      if (!at) return [];
      const edit = client.workspace?.workspaceEdit;
      return actionsAt(at.project.fixedReports(), {
        file: at.file,
        uri: textDocument.uri,
        range,
        diagnostics: context.diagnostics,
        only: context.only,
        edits: {
          uriOf: at.addressOf,
          versionOf: (file) => workspace.document(absoluteIn(at.project, file))?.version ?? null,
          exists: (file) => workspace.exists(absoluteIn(at.project, file)),
          can: {
            documentChanges: edit?.documentChanges === true,
            create: edit?.resourceOperations?.includes("create") === true,
            snippets: edit?.snippetEditSupport === true && edit.documentChanges === true,
          },
        },
      });
    }),
  );
  connection.onCodeLens(({ textDocument }) =>
    guard(() => {
      const at = current(textDocument.uri);
      const report = at?.project.reports.get(at.path);
      return at && report ? lensesOf(report, at.file) : [];
    }),
  );
  connection.onDocumentLinks(({ textDocument }) =>
    guard(() => linksIn(documents.get(textDocument.uri)?.getText() ?? "", rulePage)),
  );
  connection.onShutdown(() => schedule.stop());
  documents.listen(connection);
}

/** What an editor may refuse: then it goes without. */
function refusable(request: Promise<unknown>): void {
  request.catch(() => {});
}

const pathsOf = (folders: readonly { readonly uri: string }[]): string[] =>
  folders.flatMap(({ uri }) => pathOf(uri)?.replace(/(?<=.)\/$/, "") ?? []);

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return pathsOf(workspaceFolders);
  if (rootUri) return pathsOf([{ uri: rootUri }]);
  return rootPath ? [rootPath.replaceAll("\\", "/")] : [];
}
