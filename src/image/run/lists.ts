import type { AndOrList, ShellNode } from "../../shell/syntax";
import type { Channel } from "./channels";
import type { Status } from "./commands/command";
import { endShell, failed, runNode } from "./interpret";
import { eitherOutcome, untaken } from "./join";
import type { Shell } from "./shell";

/** Runs what is asked whether it succeeds: a failure ends nothing. `tolerated`: it may well fail. */
export function tested(shell: Shell, tolerated: boolean, body: () => void): void {
  shell.tested++;
  if (tolerated) shell.tolerated++;
  body();
  shell.tested--;
  if (tolerated) shell.tolerated--;
}

/** Runs `a && b || c` from left to right: such a list is no deeper the longer it is. */
export function runAndOr({ first, rest }: AndOrList, shell: Shell): void {
  const lastOr = rest.findLastIndex(({ operator }) => operator === "||");
  // Whatever an operator follows is asked whether it succeeds; where a `||` follows, it may well fail.
  const beforeOperator = (index: number, body: () => void) =>
    index < rest.length ? tested(shell, index <= lastOr, body) : body();
  beforeOperator(0, () => runNode(first, shell));
  for (const [index, { operator, node }] of rest.entries()) {
    if (shell.finished) {
      untaken(shell, node, (branch) => runNode(node, branch));
      continue;
    }
    beforeOperator(index + 1, () => (operator === "&&" ? runAfterAnd(node, shell) : runAfterOr(node, shell)));
  }
}

function runAfterAnd(node: ShellNode, shell: Shell): void {
  const { status } = shell;
  // A RUN that fails fails the build, so a program left of `&&` is taken to succeed; a test is there to fail at times.
  const taken = shell.tolerated === 0 && (status === "likely" || (status === "either" && shell.decisive));
  if (status === 0 || taken) runNode(node, shell);
  else if (typeof status !== "number") {
    const [both] = eitherOutcome(
      shell,
      (branch) => runNode(node, branch),
      () => undefined,
    );
    // What follows another `&&` finds all that stands before it done.
    if (both && !both.finished && !shell.finished)
      shell.outcomes = { succeeded: both.outcomes?.succeeded ?? both, failed: shell };
  } else untaken(shell, node, (branch) => runNode(node, branch));
}

function runAfterOr(node: ShellNode, shell: Shell): void {
  const run = (branch: Shell) => runNode(node, branch);
  if (shell.status === 0) untaken(shell, node, run);
  else if (typeof shell.status === "number") run(shell);
  else eitherOutcome(shell, () => undefined, run);
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
