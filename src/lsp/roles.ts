/** What a document is to this server. */
export type Role = "dockerfile" | "describes-builds" | "read-by-builds" | "configuration";

/** The role of a document, by its language and its path; undefined for one that only matters as a file of a context. */
export function roleOf(path: string, language?: string): Role | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/\.(?:docker|container)ignore$/i.test(name)) return "read-by-builds";
  if (language === "dockerfile" || language === "containerfile" || DOCKERFILE.test(name)) return "dockerfile";
  if (isConfiguration(path)) return "configuration";
  if (/^\.env(?:\.|$)/.test(name)) return "read-by-builds";
  if (/\.(?:ya?ml|hcl|json)$/i.test(name)) return "describes-builds";
  return undefined;
}

/** Endings such as `.md` are the language's business: an editor that does not know says so. */
const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|\.(?:Dockerfile|dockerfile)$|^dockerfile$/;

export const isConfiguration = (path: string): boolean =>
  /\/(?:watertight\.config\.jsonc?|\.watertightrc|package\.json)$/.test(path);
