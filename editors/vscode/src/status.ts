import * as vscode from "vscode";

/** An item of the status bar that counts what ships of the Dockerfile in the active editor. */
export function showStatus(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("watertight.status", vscode.StatusBarAlignment.Right, 10);
  item.name = "Watertight";
  item.command = "watertight.inspect";
  const update = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "dockerfile") {
      item.hide();
      return;
    }
    const found = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === "watertight");
    const count = (severity: vscode.DiagnosticSeverity) =>
      found.filter((each) => each.severity === severity).length;
    const errors = count(vscode.DiagnosticSeverity.Error);
    const warnings = count(vscode.DiagnosticSeverity.Warning);
    item.text =
      errors + warnings === 0 ? "$(shield) Watertight" : `$(shield) ${errors} $(warning) ${warnings}`;
    item.tooltip = `Watertight: ${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}. Click to see what ships.`;
    item.show();
  };
  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
  );
}
