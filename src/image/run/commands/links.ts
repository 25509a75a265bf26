import { maybe } from "../join";
import type { Shell } from "../shell";
import { type Call, type Command, has, option, parseArguments, type Status, worse } from "./command";
import { landing, type Target } from "./landing";

/** A name more for a file: what lies in a lower layer comes into this one for it. */
export function hardLink({ shell, span, name }: Call, source: string, path: string): void {
  const named = shell.path(source, false);
  if (shell.view.mounts.at(named) !== shell.view.mounts.at(path)) return;
  shell.touch(source, false);
  shell.transfer(source, path, { span, by: name === "cp" ? "cp -l" : name });
  if (shell.exists(source) === false) return;
  shell.view.hardLinks.link(named, path);
  shell.spend(shell.view.hardLinks.names(named).length >> 3);
}

/** `ln`: a hard link is the file once more, a symbolic one another name for it. */
const link: Command = (call) => {
  const { shell, span, name } = call;
  const parsed = parseArguments(call.args, ["-t", "--target-directory", "-S"]);
  const directory = option(parsed, "-t", "--target-directory");
  const operands = parsed.operands.map((operand) => operand.text);
  const written = directory ?? (operands.length > 1 ? operands.pop()! : ".");
  const symbolic = has(parsed, "-s", "--symbolic");
  const forced = has(parsed, "-f", "--force");
  // A link to a directory is itself the new name.
  const exact = has(parsed, "-T", "--no-target-directory");
  const isName = has(parsed, "-n", "--no-dereference") && shell.view.links.has(shell.path(written, false));
  const into = directory !== undefined || operands.length > 1;
  const target: Target = { written, into, mayBeInto: false, exact: exact || isName, replaces: true };
  let outcome: Status = 0;
  for (const source of operands) {
    const named = shell.path(source, false);
    const linked = shell.view.links.get(named);
    const landed = landing(shell, source, false, target);
    // Without `-f`, what is there stays; a directory has one name, and what is not there none.
    const isThere = landed && (shell.exists(landed.path) === true || shell.view.links.has(landed.path));
    const exists = symbolic || linked !== undefined || shell.exists(source);
    const hasNone = !exists || (!symbolic && linked === undefined && shell.standing(source) === "directory");
    const isSame = landed?.path === named;
    // No link leads from one file system to a file of another.
    const isApart = !symbolic && landed && shell.view.mounts.at(named) !== shell.view.mounts.at(landed.path);
    if (!landed || isSame || isApart || (isThere && !forced) || (hasNone && exists !== undefined)) {
      outcome = 1;
      continue;
    }
    const path = landed.path;
    const place = (scope: Shell) => {
      if (forced) scope.remove(path, span, name);
      if (symbolic) scope.view.links.set(path, source);
      else if (linked !== undefined) scope.view.links.set(path, linked);
      else hardLink({ ...call, shell: scope }, source, path);
    };
    if (landed.sure || shell.mustSucceed) place(shell);
    else maybe(shell, place);
    const sure = landed.sure && exists === true && shell.exists(path) !== undefined;
    outcome = worse(outcome, sure || symbolic ? 0 : landed.sure ? "likely" : "either");
  }
  return { text: "", status: outcome };
};

/** Commands that give files other names. */
export const linkCommands: Readonly<Record<string, Command>> = { ln: link, link };
