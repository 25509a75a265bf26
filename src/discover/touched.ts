import { posix } from "node:path";
import type { Build } from "../build";
import { fileJudge, type OwnSecrets } from "../secrets";
import { relativeTo } from "../text/relative";
import { isInside } from "./context";
import { isDockerfileName, isIgnoreFileName } from "./names";

/** Settings and keys, also the samples and the fixtures among them that hold no secret. */
const SETTINGS_OR_KEY =
  /\.(?:env|json|ya?ml|toml|ini|properties|tfstate|tfvars|pem|key|p12|pfx|jks|keystore)$|^id_(?:rsa|dsa|ecdsa|ed25519)$/;

/**
 * Whether a file that a person or a hook names is no Dockerfile but one that a build context holds, or one that says what the
 * context holds: an ignore file, a hidden file, settings, a file with a credential's name. Paths are absolute.
 */
export function isOfContext(
  path: string,
  { directory, secrets }: { readonly directory: string; readonly secrets?: Pick<OwnSecrets, "isSecretFile"> },
): boolean {
  const name = posix.basename(path);
  if (isIgnoreFileName(name)) return true;
  if (isDockerfileName(name)) return false;
  const relative = relativeTo(directory, path);
  return (
    name.startsWith(".") ||
    SETTINGS_OR_KEY.test(name) ||
    fileJudge.namesIn(relative.slice(0, -name.length))(name) !== undefined ||
    secrets?.isSecretFile?.(relative) === true
  );
}

/** Whether a file, by its absolute path, may change what a build sends or ships. */
export function touches(path: string, build: Build): boolean {
  const contexts = [build.context, ...Object.values(build.contexts ?? {})];
  if (!isIgnoreFileName(posix.basename(path))) return contexts.some((context) => isInside(path, context));
  return (
    path === build.ignoreFile ||
    path === `${build.dockerfile}.dockerignore` ||
    contexts.some((context) => path === posix.join(context, ".dockerignore"))
  );
}

/** Whether a build reads a file, by its absolute path. */
export const reads = ({ dockerfile, context, ignoreFile, origin }: Build, path: string): boolean =>
  path === origin?.source.path ||
  path === dockerfile ||
  path === `${dockerfile}.dockerignore` ||
  path === ignoreFile ||
  path.startsWith(context.endsWith("/") ? context : `${context}/`);
