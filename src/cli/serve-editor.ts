import { homedir } from "node:os";
import { pathToFileURL } from "node:url";
import { version } from "../../package.json";
import { serve } from "../lsp";
import { crashLine } from "./crash";
import { rulePagePath } from "./rule-page";

/** `watertight lsp`: serves an editor on standard input and output until it says goodbye. Loaded by no other command. */
export function serveEditor(): void {
  serve({
    input: process.stdin,
    output: process.stdout,
    version,
    rulePage: (id) => {
      const path = rulePagePath(id);
      return path === undefined ? undefined : pathToFileURL(path).href;
    },
    today: () => new Date().toISOString().slice(0, 10),
    home: homedir().replaceAll("\\", "/"),
    crashLine,
    exit: (code) => process.exit(code),
  });
}
