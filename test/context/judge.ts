import { type BuildContext, type ContextJudge, type ContextOptions, openContext } from "../../src/context";
import { memory } from "../../src/files/memory";

/** A judge for tests: a few names, and the word "canary" in the content. */
export const canaryJudge: ContextJudge = {
  namesIn: () => (name) => (/^(?:\.env|\.npmrc|id_rsa|.*\.pem)$/.test(name) ? name : undefined),
  judge(path, readContent) {
    const text = new TextDecoder().decode(readContent() ?? new Uint8Array(0));
    if (!text.includes("canary")) return undefined;
    return { kind: "test", holds: `a canary in ${path}`, confidence: "high", names: [], by: "content" };
  },
};

/** A context in memory under `/app`, its files given by paths relative to that; links likewise. */
export function contextOf(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
  options: Partial<ContextOptions> = {},
): BuildContext {
  const rooted = <T>(entries: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(entries).map(([path, value]) => [`/app/${path}`, value]));
  return openContext({
    files: memory({ "/app/Dockerfile": "FROM scratch\n", ...rooted(files) }, rooted(links)),
    root: "/app",
    dockerfile: "/app/Dockerfile",
    judge: canaryJudge,
    ...options,
  });
}

export const pathsOf = (context: BuildContext): string[] => context.secretFiles.map(({ path }) => path);
