import { placeholders, plantedSecrets } from "../rules/placeholders";
import { type BuildCase, dockerfilePath, dockerfileText } from "./build-case";

const FENCE = "```";

/** Placeholders that stand for canaries in the regression cases; the strings of a build would be found by scanners of secrets. */
const STANDS_FOR = ["token", "aws-secret", "url-password", "slack-token", "stripe-key"];

/** A case in the form of `regressions/*.md`. */
export function asRegression(
  title: string,
  build: BuildCase,
  observed: readonly string[],
  base: string,
): string {
  const block = (language: string, name: string, text: string) =>
    `${FENCE}${language} ${name}\n${text.replace(/\n$/, "")}\n${FENCE}\n`;
  const texts = Object.entries(build.files).flatMap(([path, content]) =>
    typeof content === "string" ? [[path, content] as const] : [],
  );
  const others = Object.entries(build.files).filter(([, content]) => typeof content !== "string");
  const options = {
    ...(Object.keys(build.buildArgs).length > 0 ? { buildArgs: build.buildArgs } : {}),
    ...(Object.keys(build.secrets).length > 0 ? { secrets: build.secrets } : {}),
    ...(build.target === undefined ? {} : { target: build.target }),
    ...(others.length > 0 ? { files: Object.fromEntries(others) } : {}),
  };
  const whole = [
    `## ${title}\n`,
    block(
      "dockerfile",
      dockerfilePath(build),
      dockerfileText(build).replaceAll(`FROM ${base} `, "FROM base "),
    ),
    ...texts.map(([path, content]) => block("text", `context/${path}`, content)),
    ...(build.ignore
      ? [
          block(
            "text",
            build.ignore.name === ".dockerignore"
              ? "context/.dockerignore"
              : `${dockerfilePath(build)}.dockerignore`,
            build.ignore.lines.join("\n"),
          ),
        ]
      : []),
    ...(Object.keys(options).length > 0 ? [block("json", "options", JSON.stringify(options))] : []),
    block("text", "places", observed.join("\n")),
  ].join("\n");
  const used = build.canaries.filter((canary) => whole.includes(canary));
  return used.reduce(
    (text, canary, index) => text.replaceAll(canary, `{{${STANDS_FOR[index % STANDS_FOR.length]}}}`),
    whole,
  );
}

/** A case of `regressions/*.md` as it is predicted, and as it can be built. `base` is what its FROM lines name. */
export function readRegression(
  { title, files }: { readonly title: string; readonly files: Readonly<Record<string, string>> },
  base: string,
): { readonly title: string; readonly build: BuildCase; readonly places: readonly string[] } {
  const { places = "", options = "{}", ...texts } = files;
  const given = JSON.parse(options) as Partial<Pick<BuildCase, "buildArgs" | "secrets" | "target" | "files">>;
  const inside = texts["context/Dockerfile"] !== undefined;
  const dockerfile = texts[dockerfilePath(inside ? { inside } : {})]!.replace(
    /^FROM base\b/gm,
    `FROM ${base}`,
  );
  const context = Object.entries(texts).flatMap(([path, text]) =>
    path.startsWith("context/") && path !== "context/Dockerfile"
      ? [[path.slice("context/".length), text] as const]
      : [],
  );
  // A secret that a RUN mounts is given, whatever it holds.
  const mounted = [...dockerfile.matchAll(/type=secret,id=(\w+)/g)].map(
    ([, id]) => [id!, placeholders["url-password"]!] as const,
  );
  const build: BuildCase = {
    head: [dockerfile.replace(/\n$/, "")],
    stages: [],
    files: { ...Object.fromEntries(context), ...given.files },
    buildArgs: given.buildArgs ?? {},
    secrets: { ...Object.fromEntries(mounted), ...given.secrets },
    ...(given.target === undefined ? {} : { target: given.target }),
    ...(inside ? { inside } : {}),
    canaries: [],
  };
  const canaries = plantedSecrets(JSON.stringify(build));
  return { title, build: { ...build, canaries }, places: places.trimEnd().split("\n") };
}
