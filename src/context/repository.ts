import type { FileVerdict } from "../secrets/types";
import { absolutePath } from "./links";
import type { SecretFile } from "./types";
import type { WalkedContext } from "./walk";

/**
 * A `.git` or `.hg` directory as one thing: its thousands of objects are not looked at. Nothing where none of what makes it a repository
 * would be sent. A `.git` is by content where a credential stands in a config of it, and by name otherwise; a credential in a
 * Mercurial configuration is a file of its own.
 */
export function repository(
  context: WalkedContext,
  path: string,
  judgeFile: (path: string) => FileVerdict | undefined,
): readonly SecretFile[] {
  const { files, root, rules } = context;
  const sent = (file: string): boolean =>
    files.kind(absolutePath(root, file)) === "file" && rules.verdict(file) === "sent";
  const credential = (file: string): FileVerdict | undefined => {
    const verdict = sent(file) ? judgeFile(file) : undefined;
    return verdict?.by === "content" ? verdict : undefined;
  };
  if (path.endsWith(".hg")) {
    const verdict = credential(`${path}/hgrc`);
    const settings = verdict ? [{ path: `${path}/hgrc`, directory: false, verdict }] : [];
    return sent(`${path}/requires`) || sent(`${path}/00changelog.i`)
      ? [history(path, "hg-directory"), ...settings]
      : settings;
  }
  if (!sent(`${path}/HEAD`) && !sent(`${path}/config`)) return [];
  for (const file of [`${path}/config`, `${path}/credentials`, ...moduleConfigs(context, path)]) {
    const verdict = credential(file);
    if (verdict) return [{ path, directory: true, verdict: { ...verdict, kind: "git-directory" } }];
  }
  return [history(path, "git-directory")];
}

const history = (path: string, kind: string): SecretFile => ({
  path,
  directory: true,
  verdict: { kind, holds: "the history of the repository", confidence: "medium", names: [], by: "name" },
});

function moduleConfigs({ files, root }: WalkedContext, path: string): string[] {
  const modules = files.list(absolutePath(root, `${path}/modules`)) ?? [];
  const names = modules.filter(({ kind }) => kind === "directory").map(({ name }) => name);
  return names.sort().map((name) => `${path}/modules/${name}/config`);
}
