import type { ShellNode } from "../../shell/syntax";
import type { Channel } from "./channels";
import type { Status } from "./commands/command";
import { endShell, failed, runNode } from "./interpret";
import { eitherOutcome } from "./join";
import type { Shell } from "./shell";

/** Runs what is asked whether it succeeds: a failure ends nothing. `tolerated`: it may well fail. */
export function tested(shell: Shell, tolerated: boolean, body: () => void): void {
  shell.tested++;
  if (tolerated) shell.tolerated++;
  body();
  shell.tested--;
  if (tolerated) shell.tolerated--;
}

export function runAnd(node: Extract<ShellNode, { kind: "and" | "or" }>, shell: Shell): void {
  tested(shell, false, () => runNode(node.left, shell));
  if (shell.finished) return;
  const { status } = shell;
  // A RUN that fails fails the build, so a program left of `&&` is taken to succeed; a test is there to fail at times.
  const taken = shell.tolerated === 0 && (status === "likely" || (status === "either" && shell.decisive));
  if (status === 0 || taken) runNode(node.right, shell);
  else if (typeof status !== "number") {
    const [both] = eitherOutcome(
      shell,
      (branch) => runNode(node.right, branch),
      () => undefined,
    );
    // What follows another `&&` finds all that stands before it done.
    if (both && !both.finished && !shell.finished)
      shell.outcomes = { succeeded: both.outcomes?.succeeded ?? both, failed: shell };
  }
}

export function runOr(node: Extract<ShellNode, { kind: "and" | "or" }>, shell: Shell): void {
  tested(shell, true, () => runNode(node.left, shell));
  if (shell.finished || shell.status === 0) return;
  if (typeof shell.status === "number") {
    runNode(node.right, shell);
    return;
  }
  eitherOutcome(
    shell,
    () => undefined,
    (branch) => runNode(node.right, branch),
  );
}

export function runPipeline(node: Extract<ShellNode, { kind: "pipeline" }>, shell: Shell): void {
  const run = () => {
    if (node.commands.length === 1) return runNode(node.commands[0]!, shell);
    let input: Channel | undefined;
    for (const [index, command] of node.commands.entries()) {
      const child = shell.subshell();
      child.directory = shell.directory;
      child.decisive = shell.decisive && index === node.commands.length - 1;
      const output: Channel = { kind: "text", text: "" };
      if (input) child.channels.set(0, input);
      if (index < node.commands.length - 1) child.channels.set(1, output);
      runNode(command, child);
      endShell(child);
      input = { kind: "input", text: output.text };
      shell.status = child.status;
    }
  };
  if (!node.negated) {
    run();
    failed(shell);
    return;
  }
  tested(shell, true, run);
  shell.outcomes = undefined;
  shell.status = negated(shell.status);
}

const negated = (status: Status): Status => (typeof status === "number" ? (status === 0 ? 1 : 0) : "either");
