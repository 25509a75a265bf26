import { type Instruction, parseDockerfile } from "../../src/dockerfile";
import { accepted, all, groups, textOf, type Vector, type VectorInstruction } from "./vectors";

function shapeOf(instruction: Instruction, nested = false): VectorInstruction {
  const { keyword, startLine, endLine, flags, original, args, json, heredocs, onbuild, prevComment } =
    instruction;
  return {
    keyword,
    ...(!nested && { startLine, endLine }),
    flags,
    original,
    args,
    json,
    heredocs: heredocs.map(({ name, fd, expand, chomp, content }) => ({ name, fd, expand, chomp, content })),
    ...(onbuild && { onbuild: shapeOf(onbuild, true) }),
    ...(prevComment && { prevComment }),
  };
}

function ours(vector: Vector): unknown {
  const parsed = parseDockerfile(textOf(vector));
  return {
    escape: parsed.escape,
    directives: parsed.directives,
    instructions: parsed.instructions.map((instruction) => shapeOf(instruction)),
    emptyContinuations: parsed.problems
      .filter(({ severity }) => severity === "warning")
      .map(({ line }) => line),
  };
}

function theirs(vector: Vector): unknown {
  const { directives, instructions, emptyContinuations = [] } = vector;
  return { escape: vector.escape, directives, instructions, emptyContinuations };
}

function errorsOf(vector: Vector) {
  return parseDockerfile(textOf(vector)).problems.filter(({ severity }) => severity === "error");
}

test("the vectors are all there", () => {
  expect(all).toHaveLength(909);
  expect(accepted).toHaveLength(816);
});

describe("what BuildKit accepts is read as BuildKit reads it", () => {
  test.each(groups)("%s", (group) => {
    const members = accepted.filter((vector) => vector.group === group);
    expect(members.map(ours)).toEqual(members.map(theirs));
  });
});

describe("what BuildKit refuses is an error, and nothing else is", () => {
  test.each(groups)("%s", (group) => {
    const members = all.filter((vector) => vector.group === group);
    const judged = members.map((vector) => ({
      text: textOf(vector).slice(0, 300),
      refused: errorsOf(vector).some(({ step }) => step === "parse"),
    }));
    expect(judged).toEqual(
      members.map((vector) => ({
        text: textOf(vector).slice(0, 300),
        refused: vector.error !== undefined || vector.rejected !== undefined,
      })),
    );
  });
});
