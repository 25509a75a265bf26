import {
  type BuildCase,
  type Compound,
  dockerfileText,
  type InstructionText,
  type Part,
  type StageText,
} from "./build-case";

/**
 * The smallest case that is still wrong: leaves out one thing after another for as long as `isWrong` says so. What does not build is not
 * wrong, so what the rest needs stays.
 */
export async function shrink(
  build: BuildCase,
  isWrong: (smaller: BuildCase) => Promise<boolean>,
): Promise<BuildCase> {
  let smallest = build;
  for (let found = true; found; ) {
    found = false;
    for (const smaller of smallerCases(smallest)) {
      if (!(await isWrong(smaller))) continue;
      smallest = smaller;
      found = true;
      break;
    }
  }
  return smallest;
}

/** Every case that is one step smaller, the largest steps first. */
function* smallerCases(build: BuildCase): Generator<BuildCase> {
  for (const stages of without(build.stages)) if (stages.length > 0) yield { ...build, stages };
  for (const stages of withOneChanged(build.stages, smallerStages)) yield { ...build, stages };
  if (build.ignore) {
    const { ignore, ...rest } = build;
    yield rest;
    for (const lines of without(ignore.lines)) yield { ...build, ignore: { ...ignore, lines } };
  }
  for (const files of without(Object.entries(build.files)))
    yield { ...build, files: Object.fromEntries(files) };
  for (const head of without(build.head)) yield { ...build, head };
  const text = dockerfileText(build);
  for (const args of without(Object.entries(build.buildArgs)))
    if (
      Object.keys(build.buildArgs).every(
        (name) => !text.includes(name) || args.some(([kept]) => kept === name),
      )
    )
      yield { ...build, buildArgs: Object.fromEntries(args) };
  for (const secrets of without(Object.entries(build.secrets)))
    if (
      Object.keys(build.secrets).every(
        (id) => !text.includes(`id=${id}`) || secrets.some(([kept]) => kept === id),
      )
    )
      yield { ...build, secrets: Object.fromEntries(secrets) };
  if (build.target !== undefined) {
    const { target: _, ...rest } = build;
    yield rest;
  }
}

function* smallerStages(stage: StageText): Generator<StageText> {
  for (const instructions of without(stage.instructions)) yield { ...stage, instructions };
  for (const instructions of withOneChanged(stage.instructions, smallerInstructions))
    yield { ...stage, instructions };
}

function* smallerInstructions(instruction: InstructionText): Generator<InstructionText> {
  for (const body of smallerBodies(instruction.body)) yield { ...instruction, body };
  for (const flags of without(instruction.flags)) yield { ...instruction, flags };
}

function* smallerBodies(body: readonly Part[]): Generator<readonly Part[]> {
  for (const parts of without(body)) if (parts.length > 0) yield parts;
  for (const [index, part] of body.entries())
    if (typeof part !== "string") yield body.toSpliced(index, 1, ...part.body);
  yield* withOneChanged(body, smallerParts);
}

function* smallerParts(part: Part): Generator<Compound | string> {
  if (typeof part !== "string") {
    for (const body of smallerBodies(part.body)) yield { ...part, body };
    return;
  }
  // A `mkdir` in front of a command is one string with it.
  const cut = part.indexOf(" && ");
  if (cut > 0 && part.startsWith("mkdir -p ")) yield part.slice(cut + 4);
}

function* without<T>(list: readonly T[]): Generator<T[]> {
  const half = Math.ceil(list.length / 2);
  if (list.length > 3) {
    yield list.slice(0, half);
    yield list.slice(half);
  }
  for (let index = list.length - 1; index >= 0; index--) yield list.toSpliced(index, 1);
}

function* withOneChanged<T>(list: readonly T[], changes: (item: T) => Iterable<T>): Generator<T[]> {
  for (const [index, item] of list.entries())
    for (const changed of changes(item)) yield list.with(index, changed);
}
