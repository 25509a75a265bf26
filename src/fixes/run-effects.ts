import type { SimpleCommand } from "../shell/syntax";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { pathOf } from "./file-commands";
import { runScript, simpleCommands, wordsOf } from "./run-script";

/** Where the results of a RUN lie, as far as its programs are known. */
export interface RunEffects {
  /** It sets the system up and has nothing to do with the project. */
  readonly system: boolean;
  /** It installs packages of Python beside the interpreter. */
  readonly pip: boolean;
  /** Files and folders outside of the project's folder. */
  readonly paths: readonly string[];
}

/** Programs that set a system up: they install, and make users and folders. */
const SYSTEM = new Set(
  "apt-get apt apk yum dnf microdnf update-ca-certificates useradd adduser groupadd addgroup usermod locale-gen corepack".split(
    " ",
  ),
);

/** Programs that leave their results in the folder that they stand in; what they keep elsewhere is a cache, or settings of the build. */
const PROJECT = new Set(
  "npm yarn pnpm npx node tsc bun bunx mvn mvnw gradle gradlew sbt cargo vite webpack next ng poetry uv git python python3 python2 envsubst".split(
    " ",
  ),
);

/** Commands that write no file, or only the ones that are redirected to. */
const SILENT = new Set("echo printf cat set cd export unset true : test [ ls grep find sed sleep".split(" "));

/** Commands whose last operand is what they write, or all of them. */
const WRITERS = new Set("cp mv ln install mkdir touch tee chmod chown".split(" "));

/** What a RUN leaves, for a project in `folder`; undefined where its programs do not tell. */
export function runEffects(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  folder: string,
): RunEffects | undefined {
  const script = runScript(run);
  if (!script) return undefined;
  const paths = new Set<string>();
  const kinds = new Set<string>();
  const stays = (word: string) => {
    const path = pathOf(dockerfile, run, word);
    return path === folder || path.startsWith(`${folder}/`) || passing(path, dockerfile.homeAt(run));
  };
  for (const command of simpleCommands(script.elements)) {
    const kind = effectOf(command);
    if (kind === undefined) return undefined;
    if (typeof kind === "object") for (const word of kind.writes) paths.add(pathOf(dockerfile, run, word));
    else kinds.add(kind);
    const targets = command.redirections.flatMap(({ operator, target }) =>
      operator.startsWith(">") && target && !/^&?\d$/.test(target.text) ? [target.text] : [],
    );
    if (!targets.every(stays)) return undefined;
  }
  const outside = [...paths].filter((path) => !stays(path));
  const system = kinds.has("system");
  // What does both is for a person to take apart.
  if (system && (kinds.has("project") || kinds.has("pip") || outside.length > 0)) return undefined;
  return { system, pip: kinds.has("pip"), paths: outside };
}

/** Caches, and the settings of the user who builds. */
const passing = (path: string, home: string): boolean =>
  /^\/(?:tmp|var\/tmp|var\/cache|dev)(?:\/|$)/.test(path) || path.startsWith(`${home}/.`);

type Effect = "system" | "project" | "pip" | "none" | { readonly writes: readonly string[] };

function effectOf(command: SimpleCommand): Effect | undefined {
  const [program, ...rest] = wordsOf(command);
  if (program === undefined || SILENT.has(program)) return program === "sed" ? sedEffect(rest) : "none";
  if (program === "rm" || program === "rmdir") return "none";
  if (SYSTEM.has(program)) return "system";
  const operands = rest.filter((word) => !word.startsWith("-"));
  if (WRITERS.has(program))
    return { writes: /^(?:mkdir|touch|tee)$/.test(program) ? operands : operands.slice(-1) };
  const words = rest.join(" ");
  if (/^pip3?$/.test(program) || /^-m pip\b/.test(words)) return pipEffect(command, rest);
  const environment =
    /^-m venv (?:-\S+ )*(\S+)$/.exec(words) ?? (program === "virtualenv" ? /(\S+)$/.exec(words) : null);
  if (environment) return { writes: [environment[1]!] };
  if (program === "go") {
    const output = rest.indexOf("-o");
    if (!["build", "mod", "vet", "generate", "test"].includes(rest[0] ?? "")) return undefined;
    return output > 0 && rest[output + 1] ? { writes: [rest[output + 1]!] } : "project";
  }
  if (!PROJECT.has(program)) return undefined;
  if (program === "git" && operands[0] === "clone")
    return operands[2] ? { writes: [operands[2]] } : "project";
  if (rest.some((word) => /^(?:-g|--global|global|link|--location=global)$/.test(word)) && program !== "git")
    return undefined;
  return program === "cargo" && operands[0] === "install" ? undefined : "project";
}

/** `sed -i s/a/b/ FILE` writes its last operand. */
const sedEffect = (rest: readonly string[]): Effect =>
  rest.some((word) => word.startsWith("-i") || word === "--in-place") ? { writes: rest.slice(-1) } : "none";

/** By its path a pip of a virtual environment says where it installs. */
function pipEffect({ words }: SimpleCommand, rest: readonly string[]): Effect | undefined {
  if (rest.some((word) => /^(?:-t|--target|--prefix|--user|--root)(?:=|$)/.test(word))) return undefined;
  const environment = words
    .map(({ text }) => /^(\/.+)\/bin\/(?:pip|python)3?$/.exec(text)?.[1])
    .find(Boolean);
  if (environment !== undefined && !/^\/usr(?:\/|$)/.test(environment)) return { writes: [environment] };
  return rest.includes("install") ? "pip" : "none";
}
