import type { BuildOrigin, PassedArgument } from "../../build";
import type { Definition } from "../../discover/definitions/definition";
import { definitionReader } from "../../discover/definitions/readers";
import { memory } from "../../files/memory";
import { SourceText } from "../../text/source";
import { editBake } from "./bake";
import { editCommand } from "./command";
import { editCompose } from "./compose";
import type { Handover } from "./handover";
import { editWorkflow } from "./workflow";

type Editor = (text: string, handover: Handover) => string | undefined;

const EDITORS: Partial<Record<BuildOrigin["kind"], Editor>> = {
  compose: editCompose,
  bake: editBake,
  workflow: editWorkflow,
  gitlab: editCommand,
};

/**
 * The definition file of a build when its builds of a Dockerfile (absolute path) are given a build secret in place of a build arg, every
 * one that passed it; without an id the argument only goes. Undefined where that is not a matter of a few lines, or where any other thing
 * that the file says of its builds would change: it is read again and compared.
 */
export function handOver(
  origin: BuildOrigin,
  dockerfile: string,
  { name }: Pick<PassedArgument, "name">,
  id: string | undefined,
): SourceText | undefined {
  const { path } = origin.source;
  const edit = EDITORS[origin.kind];
  const before = definitionsOf(origin.source);
  let source = closed(origin.source);
  for (let definitions = before; edit && definitions; definitions = definitionsOf(source)) {
    const build = definitions.find((each) => passes(each, dockerfile, name));
    const argument = build?.arguments.find((each) => each.name === name);
    if (!build || !argument)
      return source.text !== closed(origin.source).text &&
        isSame(before!, definitions, { dockerfile, name, id })
        ? source
        : undefined;
    // What stands in another file, an override say, is for a person.
    const text =
      argument.source.path === path ? edit(source.text, { origin: build, argument, id }) : undefined;
    if (text === undefined || text === source.text) return undefined;
    source = new SourceText(path, text);
  }
  return undefined;
}

/** With a line end behind its last line, so that lines can follow. */
const closed = ({ path, text }: SourceText): SourceText =>
  new SourceText(path, /(?:^|\n)$/.test(text) ? text : text + (text.includes("\r\n") ? "\r\n" : "\n"));

const passes = (definition: Definition, dockerfile: string, name: string): boolean =>
  definition.dockerfile === dockerfile && definition.arguments.some((argument) => argument.name === name);

function definitionsOf(source: SourceText): readonly Definition[] | undefined {
  const reader = definitionReader(source.path)?.();
  const { definitions, problem } = reader?.({ source, files: memory({ [source.path]: source.text }) }) ?? {};
  return problem === undefined ? definitions : undefined;
}

/** Whether two readings say the same, but for the argument and the secret in its place. */
function isSame(
  before: readonly Definition[],
  after: readonly Definition[],
  {
    dockerfile,
    name,
    id,
  }: { readonly dockerfile: string; readonly name: string; readonly id: string | undefined },
): boolean {
  const said = (definition: Definition, isBefore: boolean) => {
    const { source: _, span: __, arguments: passed, secrets, ...others } = definition;
    const given =
      isBefore && passes(definition, dockerfile, name) && id !== undefined ? [...secrets, id] : secrets;
    const kept = passed.flatMap((argument) =>
      definition.dockerfile === dockerfile && argument.name === name
        ? []
        : [[argument.name, argument.value, argument.secret, argument.references]],
    );
    return JSON.stringify([others, kept, [...new Set(given)].sort()]);
  };
  return (
    JSON.stringify(before.map((each) => said(each, true))) ===
    JSON.stringify(after.map((each) => said(each, false)))
  );
}
