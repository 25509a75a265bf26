import { parseDockerfile } from "../../src/dockerfile";

const problems = (text: string) =>
  parseDockerfile(text).problems.map(({ severity, step, line }) => `${line} ${severity} ${step}`);

describe("what a build refuses", () => {
  test.each<[string, string, string[]]>([
    ["an empty file", "", ["1 error parse"]],
    ["no FROM", "ARG A=1\n# c\n", ["1 error build"]],
    ["an instruction before FROM", "ARG A\nRUN x\nFROM a\n", ["2 error parse"]],
    ["an unknown instruction", "FROM a\nFOO x\n", ["2 error parse"]],
    ["an unknown flag", "FROM a\nCOPY --nope=x a b\n", ["2 error parse"]],
    ["a flag without its value", "FROM a\nRUN --mount x\n", ["2 error parse"]],
    ["a COPY without destination", "FROM a\nCOPY a\n", ["2 error parse"]],
    ["a bad list of mount fields", String.raw`FROM a${"\n"}RUN --mount=a\"b x`, ["2 error parse"]],
    ["a variable in from= of a mount", "FROM a\nRUN --mount=from=$X,target=/x y\n", ["2 error parse"]],
    ["an unknown mount type", "FROM a\nRUN --mount=type=secrets,id=a x\n", ["2 error build"]],
    ["an unknown key of a mount", "FROM a\nRUN --mount=type=secret,idd=a x\n", ["2 error build"]],
    ["a secret mount without id", "FROM a\nRUN --mount=type=secret x\n", ["2 error build"]],
    ["required on a bind mount", "FROM a\nRUN --mount=target=/a,required x\n", ["2 error build"]],
    ["a variable in COPY --from", "FROM a\nCOPY --from=$X a b\n", ["2 error build"]],
    ["HEALTHCHECK with a bad duration", "FROM a\nHEALTHCHECK --interval=5x CMD y\n", ["2 error parse"]],
    [
      "HEALTHCHECK with too short a duration",
      "FROM a\nHEALTHCHECK --interval=5us CMD y\n",
      ["2 error parse"],
    ],
    ["bad retries", "FROM a\nHEALTHCHECK --retries=-1 CMD y\n", ["2 error parse"]],
    ["a bad stage name", "FROM a AS 1x\n", ["1 error parse"]],
    ["an unterminated heredoc", "FROM a\nRUN <<E\nx\n", ["2 error parse"]],
    ["ONBUILD FROM", "FROM a\nONBUILD FROM b\n", ["2 error parse"]],
    ["two escape directives", "# escape=`\n# escape=`\nFROM a\n", ["2 error parse"]],
  ])("%s", (_name, text, expected) => expect(problems(text)).toEqual(expected));
});

describe("what a build takes", () => {
  test.each([
    "FROM a\nRUN --mount=type=$T,target=/x y\n",
    "FROM a\nRUN --mount=type=cache,target=/x,sharing=locked,mode=0755,uid=1,gid=1 y\n",
    "FROM a\nRUN --mount=type=secret,id=a,mode=0400,required=true,env=A y\n",
    "FROM a\nHEALTHCHECK --interval=1m30s --timeout=1.5s --start-period=500µs0.5ms --retries=3 CMD y\n",
    "FROM a\nONBUILD RUN --nope x\n",
    "FROM a\nONBUILD FOO\n",
    "FROM a\nSTOPSIGNAL --nope x\nHEALTHCHECK --nope=1 NONE\n",
    "FROM a AS x-1_y.z\nRUN --network=host --security=insecure x\n",
    "FROM a\nCOPY --from=0 a b\nRUN\n",
  ])("%j", (text) => expect(problems(text)).toEqual([]));
});

test("an empty line in a continuation is a warning", () => {
  expect(problems("FROM a\nRUN x \\\n\n  y\n")).toEqual(["4 warning parse"]);
});

test("what follows a mistake is read all the same", () => {
  const { instructions } = parseDockerfile('FROM a\nENV A=1 b C=2\nCMD ["a", 1]\nUSER u\n');
  expect(instructions.map(({ keyword, args }) => [keyword, args])).toEqual([
    ["from", ["a"]],
    ["env", ["A", "1", "=", "C", "2", "="]],
    ["cmd", ['["a", 1]']],
    ["user", ["u"]],
  ]);
});

test("no message holds text of the file that may be a secret", () => {
  const secret = `s3cr3t${"x".repeat(30)}`;
  const text = [
    "FROM a",
    `${secret} x`,
    `ENV A=1 ${secret}`,
    `ENV ${secret}`,
    `COPY --${secret}=1 a b`,
    `COPY --link=${secret} a b`,
    `RUN --network=${secret} x`,
    `RUN --mount=type=${secret} x`,
    `RUN --mount=${secret} x`,
    `HEALTHCHECK ${secret}`,
    `FROM a AS ${secret}!`,
    `RUN <<${secret}`,
  ].join("\n");
  const found = parseDockerfile(text).problems;
  expect(found).toHaveLength(11);
  expect(found.filter(({ message }) => message.includes(secret))).toEqual([]);
});
