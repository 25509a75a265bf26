import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { inspectionPage } from "./inspection";
import { showStatus } from "./status";

/** What the server has something to say about. Any other file of a build context reaches it through the watched files. */
const DOCUMENTS = [
  { scheme: "file", language: "dockerfile" },
  { scheme: "file", pattern: "**/{Dockerfile,Containerfile,*.Dockerfile,*.dockerfile,Dockerfile.*}" },
  { scheme: "file", pattern: "**/{.dockerignore,*.dockerignore,.containerignore,.env,.env.*}" },
  { scheme: "file", pattern: "**/{compose,docker-compose}*.{yml,yaml}" },
  { scheme: "file", pattern: "**/docker-bake*.{hcl,json}" },
  { scheme: "file", pattern: "**/.github/workflows/*.{yml,yaml}" },
  { scheme: "file", pattern: "**/{.gitlab-ci.yml,skaffold.yaml,devcontainer.json}" },
];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const cli = () =>
    vscode.workspace.getConfiguration("watertight").get<string>("server") ||
    context.asAbsolutePath("server/dist/cli.cjs");
  const start = async () => {
    client = new LanguageClient(
      "watertight",
      "Watertight",
      // VS Code's own Node runs it, so that none has to be installed.
      { module: cli(), args: ["lsp"], transport: TransportKind.stdio },
      {
        documentSelector: DOCUMENTS,
        middleware: {
          // A click on what a stage ships shows the whole image.
          provideCodeLenses: async (document, token, next) =>
            (await next(document, token))?.map((lens) => {
              const { title = "" } = lens.command ?? {};
              lens.command = { title, command: "watertight.inspect", arguments: [document.uri] };
              return lens;
            }),
        },
      },
    );
    await client.start();
  };
  context.subscriptions.push(
    showStatus(),
    vscode.commands.registerCommand("watertight.inspect", async (uri?: vscode.Uri) => {
      const file = uri ?? vscode.window.activeTextEditor?.document.uri;
      if (file?.scheme === "file") await showInspection(file, cli());
    }),
    vscode.commands.registerCommand("watertight.restart", async () => {
      await client?.stop();
      await start();
    }),
    vscode.commands.registerCommand("watertight.output", () => client?.outputChannel.show()),
  );
  await start();
}

export const deactivate = (): Promise<void> | undefined => client?.stop();

async function showInspection(file: vscode.Uri, cli: string): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri ?? vscode.Uri.joinPath(file, "..");
  const panel = vscode.window.createWebviewPanel(
    "watertight.inspect",
    `What ships: ${vscode.workspace.asRelativePath(file)}`,
    vscode.ViewColumn.Beside,
    { enableScripts: false, localResourceRoots: [] },
  );
  panel.webview.html = await inspectionPage(cli, file.fsPath, folder.fsPath);
}
