import { type BuildCase, dockerfilePath, dockerfileText } from "./build-case";

const FENCE = "```";

/** Placeholders that stand for canaries in the regression cases; the strings of a build would be found by scanners of secrets. */
const STANDS_FOR = ["token", "aws-secret", "url-password", "slack-token", "stripe-key"];

/** A case in the form of `regressions/*.md`. */
export function asRegression(title: string, build: BuildCase, observed: readonly string[]): string {
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
    block("dockerfile", dockerfilePath(build), dockerfileText(build)),
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
