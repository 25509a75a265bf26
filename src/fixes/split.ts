import type { Statement } from "../dockerfile/types";
import { resolvePath } from "../image/paths";
import type { Change } from "../text/edits";
import type { DockerfileText } from "./dockerfile-text";
import { mentions, type Rewrite } from "./rewrite";
import { runEffects } from "./run-effects";

/** What sets the image's config and makes no file. */
const SETTINGS = new Set(
  "env label workdir user expose volume shell stopsignal healthcheck cmd entrypoint maintainer".split(" "),
);

/** A virtual environment can be copied, which packages beside the interpreter cannot. */
const VENV = "/opt/venv";

/**
 * Splits the only stage of a Dockerfile: what sets the system up, a builder with all that has to do with the secret, and a stage that
 * takes the results. Only where the programs of the RUNs tell where their results lie.
 */
export function splitStage(rewrite: Rewrite): void {
  const { dockerfile, dyes } = rewrite;
  const [stage, ...others] = dockerfile.stages;
  if (!stage || others.length > 0 || stage.from.image.text === "scratch") return;
  // A literal would stay in the Dockerfile.
  if (dyes.length === 0 || dyes.some(({ secret }) => secret.origin === "literal")) return;
  const names = [...new Set(dyes.map(({ secret }) => secret.name))];
  const { statements } = stage;
  const tail = statements.findLastIndex(
    (each) => !SETTINGS.has(each.kind) || each.kind === "workdir" || concerns(each),
  );
  const folder = statements[tail] && dockerfile.directoryAt(statements.at(-1)!);
  if (folder === undefined || folder === "/" || folder.includes("$")) return;
  function concerns(statement: Statement): boolean {
    return mentions(dockerfile.written(statement), names);
  }
  const isSystem = (each: Statement) =>
    SETTINGS.has(each.kind) || (each.kind === "run" && runEffects(dockerfile, each, folder)?.system === true);
  const first = statements.findIndex((each) => !isSystem(each) || concerns(each));
  const middle = statements.slice(first, tail + 1);
  const runtime = runtimeOf(dockerfile, middle, {
    folder,
    names,
    concerns,
    after: statements.slice(tail + 1),
  });
  if (!runtime) return;
  const head = statements.slice(0, first);
  if (
    runtime.pip &&
    (!/(?:^|\/)python(?::|$)/.test(stage.from.image.text) || /\/usr\/local\/bin\//.test(dockerfile.text))
  )
    return;
  rewrite.dockerfile = dockerfile.with(stageLines(dockerfile, head, middle, { folder, ...runtime }));
  rewrite.safe = false;
  rewrite.title = "Split the stage: the secret stays in a builder, and the image takes its results";
  rewrite.advice.add(`Look whether the container needs more of the builder than ${folder}.`);
}

interface Runtime {
  /** Instructions that the image needs as well. */
  readonly repeated: readonly Statement[];
  /** What is copied out of the builder besides the folder. */
  readonly paths: readonly string[];
  readonly pip: boolean;
  /** Whose the files are; empty for root. */
  readonly owner: string;
}

interface Builder {
  readonly folder: string;
  readonly names: readonly string[];
  readonly concerns: (statement: Statement) => boolean;
  readonly after: readonly Statement[];
}

/** What the image needs of the part that becomes the builder; undefined where that cannot be told. */
function runtimeOf(
  dockerfile: DockerfileText,
  middle: readonly Statement[],
  { folder, concerns, after }: Builder,
): Runtime | undefined {
  const repeated: Statement[] = [];
  const paths = new Set<string>();
  let pip = false;
  let owner = "";
  for (const statement of middle) {
    if (statement.kind === "run") {
      const effects = runEffects(dockerfile, statement, folder);
      if (!effects) return undefined;
      pip ||= effects.pip;
      for (const path of effects.paths) paths.add(path);
      if (effects.system && concerns(statement)) return undefined;
      if (effects.system) repeated.push(statement);
      owner = chownOf(dockerfile, statement, folder) ?? (dockerfile.userAt(statement) || owner);
    } else if (statement.kind === "copy" || statement.kind === "add") {
      const target = resolvePath(dockerfile.directoryAt(statement), statement.destination.text);
      if (statement.destination.text.includes("$")) return undefined;
      if (target !== folder && !target.startsWith(`${folder}/`)) repeated.push(statement);
      const flag = statement.instruction.flags.find((each) => each.startsWith("--chown="));
      if (flag) owner = flag.slice("--chown=".length);
    } else if (SETTINGS.has(statement.kind)) {
      // A secret of the config is needed at run time: that is another fix.
      if (concerns(statement)) return undefined;
      repeated.push(statement);
    } else if (statement.kind !== "arg") return undefined;
  }
  const needed = [...repeated, ...after].map((each) => dockerfile.written(each)).join("\n");
  const args = middle.filter(
    (each) => each.kind === "arg" && each.pairs.some(({ name }) => mentions(needed, [name.text])),
  );
  return args.some(concerns)
    ? undefined
    : { repeated: inOrder(middle, [...repeated, ...args]), paths: [...paths], pip, owner };
}

const inOrder = (all: readonly Statement[], some: readonly Statement[]): Statement[] =>
  all.filter((each) => some.includes(each));

/** Whom a `chown -R` gives the folder to. */
const chownOf = (dockerfile: DockerfileText, statement: Statement, folder: string): string | undefined => {
  const found = /\bchown\s+(?:-R|--recursive)\s+([\w.:-]+)\s+(\S+)/.exec(dockerfile.written(statement));
  return found && resolvePath(dockerfile.directoryAt(statement), found[2]!) === folder ? found[1] : undefined;
};

/** The lines that make three stages of one, or two where nothing sets the system up. */
function stageLines(
  dockerfile: DockerfileText,
  head: readonly Statement[],
  middle: readonly Statement[],
  { folder, repeated, paths, pip, owner }: Runtime & { readonly folder: string },
): Change[] {
  const { from } = dockerfile.stages[0]!;
  const { lineEnd, text } = dockerfile;
  const isLower = /^from/.test(dockerfile.written(from));
  const word = (keyword: string) => (isLower ? keyword.toLowerCase() : keyword);
  const base = from.name === "base" ? "system" : "base";
  const builder = from.name === "build" ? "builder" : "build";
  const shared = pip || head.some((each) => each.kind === "run") || head.length > 2;
  const written = dockerfile.written(from);
  const own = /\s+as\s+\S+\s*$/i.exec(written)?.[0] ?? "";
  const image = written.slice(0, written.length - own.length);
  const named = (name: string): Change => ({
    start: from.instruction.span.end - own.length,
    end: from.instruction.span.end,
    text: ` ${word("AS")} ${name}`,
  });
  const all = [folder, ...paths, ...(pip ? [VENV] : [])];
  const copies = all.map((path) => {
    const chown = owner !== "" && path === folder ? ` --chown=${owner}` : "";
    return `${word("COPY")} --from=${builder}${chown} ${path} ${path}`;
  });
  // With no stage to share, what stands in front of the builder is written once more.
  const again = shared ? repeated : [...head, ...repeated];
  const start = shared ? `${word("FROM")} ${base}` : image;
  const final = [start + own, ...again.map((each) => dockerfile.written(each)), ...copies];
  const { end } = dockerfile.linesOf(middle.at(-1)!);
  const open = text[end - 1] === "\n" ? "" : lineEnd;
  const changes = [named(shared ? base : builder)];
  if (shared) {
    const place = dockerfile.linesOf(middle[0]!).start;
    const venv = [`${word("RUN")} python3 -m venv ${VENV}`, `${word("ENV")} PATH=${VENV}/bin:$PATH`];
    const lines = [...(pip ? venv : []), "", `${word("FROM")} ${base} ${word("AS")} ${builder}`];
    changes.push({ start: place, end: place, text: lines.map((line) => line + lineEnd).join("") });
  }
  changes.push({ start: end, end, text: open + ["", ...final].map((line) => line + lineEnd).join("") });
  return changes;
}
