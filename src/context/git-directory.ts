import type { FileVerdict } from "../secrets/types";
import { absolutePath } from "./links";
import type { SecretFile } from "./types";
import type { WalkedContext } from "./walk";

/**
 * A `.git` directory as one thing: its thousands of objects are not looked at. Undefined where neither its `HEAD` nor its `config` would be sent.
 * The verdict is by content where a credential stands in a config of it, and by name otherwise.
 */
export function gitDirectory(
  { files, root, rules }: WalkedContext,
  path: string,
  judgeFile: (path: string) => FileVerdict | undefined,
): SecretFile | undefined {
  const sent = (file: string): boolean =>
    files.kind(absolutePath(root, file)) === "file" && rules.verdict(file) === "sent";
  if (!sent(`${path}/HEAD`) && !sent(`${path}/config`)) return undefined;
  for (const file of [`${path}/config`, `${path}/credentials`, ...moduleConfigs()]) {
    const verdict = sent(file) ? judgeFile(file) : undefined;
    if (verdict?.by === "content")
      return { path, directory: true, verdict: { ...verdict, kind: "git-directory" } };
  }
  const verdict: FileVerdict = {
    kind: "git-directory",
    holds: "the history of the repository",
    confidence: "medium",
    names: [],
    by: "name",
  };
  return { path, directory: true, verdict };

  function moduleConfigs(): string[] {
    const modules = files.list(absolutePath(root, `${path}/modules`)) ?? [];
    const names = modules.filter(({ kind }) => kind === "directory").map(({ name }) => name);
    return names.sort().map((name) => `${path}/modules/${name}/config`);
  }
}
