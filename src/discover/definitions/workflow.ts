import { posix } from "node:path";
import { provenanceOf } from "./attestation";
import { type Job, locator, passedArgument, scriptBuilds } from "./ci-script";
import type { Definition } from "./definition";
import { type DefinitionFile, type Definitions, folderOf, namedContext } from "./project";
import { at, cutAt, entriesOf, itemsOf, type Tree, textOf } from "./tree";
import { combinationsOf, nameOf, resolved } from "./workflow-matrix";
import { readYaml } from "./yaml";

/** The builds of a GitHub workflow: `docker/build-push-action` steps and `docker build` commands (build-semantics 7.4 and 10.6). */
export function readWorkflow(file: DefinitionFile): Definitions {
  const trees = readYaml(file.source.text);
  if (!trees) return { definitions: [], problem: "This workflow is not well-formed YAML." };
  const [tree] = trees;
  // Whatever lies in `.github/` runs at the root of its repository.
  const { path } = file.source;
  const root = path.slice(0, path.lastIndexOf("/.github/")) || "/";
  // A composite action has its steps under `runs`.
  const lists = [
    ...[...entriesOf(at(tree, "jobs"))].flatMap(([name, { value }]) =>
      combinationsOf(value).map((combination) => ({
        name,
        job: value,
        combination,
        steps: at(value, "steps"),
      })),
    ),
    { name: "action", job: undefined, combination: new Map(), steps: at(tree, "runs", "steps") },
  ];
  const definitions = lists.flatMap(({ name, job, combination, steps }) =>
    itemsOf(steps).flatMap((step) => {
      const environments = [at(step, "env"), at(job, "env"), at(tree, "env")];
      const workingDirectory =
        at(step, "working-directory") ??
        at(job, "defaults", "run", "working-directory") ??
        at(tree, "defaults", "run", "working-directory");
      const stepName = textOf(at(step, "name")) ?? textOf(at(step, "uses")) ?? "run";
      const written = (variable: string) =>
        environments.map((each) => textOf(at(each, variable))).find((text) => text !== undefined);
      const resolve = (text: string) => resolved(text, combination, written);
      const variable = (name: string) => {
        const text = written(name);
        return text === undefined ? undefined : resolve(text);
      };
      const context: WorkflowJob = {
        kind: "workflow",
        label: `workflow job ${name}${nameOf(combination)}, step ${resolve(stepName)}`,
        source: file.source,
        root,
        folder: posix.resolve(root, resolve(textOf(workingDirectory) ?? ".")),
        variable,
        resolve,
      };
      const run = at(step, "run");
      if (run) return scriptBuilds(run, context);
      return /^docker\/build-push-action(?:@|$)/.test(textOf(at(step, "uses")) ?? "")
        ? actionBuild(step, context)
        : [];
    }),
  );
  return { definitions };
}

interface WorkflowJob extends Job {
  /** A text with what its expressions ask of the matrix and of the environment put in. */
  resolve(text: string): string;
}

function actionBuild(step: Tree, job: WorkflowJob): Definition[] {
  const input = (name: string) => {
    const text = textOf(at(step, "with", name));
    return text === undefined ? undefined : job.resolve(text);
  };
  const written = input("context");
  // Without a context the action builds from the event's git URL; `{{defaultContext}}:sub` names a folder of it.
  const fromGit = written === undefined || written === "" || written.includes("{{defaultContext}}");
  const subfolder = fromGit
    ? (cutAt(written?.replace("{{defaultContext}}", "") ?? "", ":")[1] ?? ".")
    : written;
  const context = subfolder.includes("${{") ? undefined : folderOf(subfolder, job.root);
  const file = input("file");
  if (context === undefined || file?.includes("${{")) return [];
  const target = input("target");
  const cacheTo = input("cache-to");
  const uses = at(step, "uses");
  return [
    {
      kind: job.kind,
      label: job.label,
      source: job.source,
      span: uses?.span ?? step.span,
      context,
      fromGit,
      dockerfile: file
        ? posix.resolve(fromGit ? context : job.root, file)
        : posix.join(context, "Dockerfile"),
      ...(target && !target.includes("${{") ? { target } : {}),
      arguments: linesOf(at(step, "with", "build-args"), job).map(({ text, span }) =>
        passedArgument(text, span, job),
      ),
      secrets: ["secrets", "secret-envs", "secret-files"].flatMap((name) =>
        linesOf(at(step, "with", name), job).map(({ text }) => cutAt(text, "=")[0].trim()),
      ),
      names: linesOf(at(step, "with", "tags"), job).flatMap(({ text }) =>
        text
          .split(",")
          .map((tag) => tag.trim())
          .filter((tag) => tag !== "" && !tag.includes("${{")),
      ),
      contexts: Object.fromEntries(
        linesOf(at(step, "with", "build-contexts"), job).flatMap(({ text }) => {
          const [name, value = ""] = cutAt(text, "=");
          return value === "" || value.includes("${{") ? [] : [[name, namedContext(value, job.root)]];
        }),
      ),
      ...actionProvenance(input),
      ...(cacheTo ? { cacheTo: cacheTo.includes("mode=max") ? "max" : "min" } : {}),
    },
  ];
}

/** With nothing said the action asks for mode=max where the repository is public, and leaves it to buildx where the image is only loaded (2.10). */
function actionProvenance(input: (name: string) => string | undefined): Pick<Definition, "provenance"> {
  const given =
    input("provenance") ??
    input("attests")
      ?.split("\n")
      .find((line) => line.includes("type=provenance"));
  if (given !== undefined) {
    const mode = provenanceOf(given);
    return mode ? { provenance: mode } : {};
  }
  const isLoaded = input("load") === "true" || /type=(?:docker|local|tar)/.test(input("outputs") ?? "");
  return isLoaded ? {} : { provenance: "max" };
}

/** The lines of an input that takes a list, each with its place. */
function linesOf(input: Tree | undefined, job: WorkflowJob): { text: string; span: Tree["span"] }[] {
  if (input?.kind !== "text") return [];
  const locate = locator(job.source.text, input.span);
  return input.text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((text) => ({ text: job.resolve(text), span: locate(text) }));
}
