import { bundled } from "./bundled";

const { readArguments } = bundled<typeof import("../../src/cli/arguments")>("src/cli/arguments.ts");

const read = (...args: string[]) => readArguments(args, 80);

const mistake = (...args: string[]): string => {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof Error && error.name === "UsageError") return error.message;
    throw error;
  }
  throw new Error(`${args.join(" ")} was accepted`);
};

describe("the command line", () => {
  test("lints by default, with the command's name or without it", () => {
    const plain = read();
    expect(plain).toMatchObject({
      command: "lint",
      options: { paths: [], outputs: [{ format: "text" }], colour: "auto" },
    });
    expect(read("lint")).toEqual(plain);
    expect(read("lint", "a", "b")).toEqual(read("a", "b"));
  });

  test("reads every option of lint", () => {
    const args =
      "--context c --target 0 --build-arg A=1 --build-arg B --ignore-file i --format json --output o --fail-on never " +
      "--no-content --min-confidence high --rule ignore-gap --rule secret-in-arg --baseline b --write-baseline --print-config --diff main " +
      "--verbose --quiet --stdin-filename d --config e --color never p -";
    expect(read(...args.split(" "))).toEqual({
      command: "lint",
      options: {
        paths: ["p", "-"],
        context: "c",
        target: "0",
        buildArgs: ["A=1", "B"],
        ignoreFile: "i",
        content: false,
        standardInputName: "d",
        outputs: [{ format: "json", file: "o" }],
        colour: "never",
        failOn: "never",
        minConfidence: "high",
        rules: ["ignore-gap", "secret-in-arg"],
        baseline: "b",
        writeBaseline: true,
        printConfig: true,
        diff: "main",
        config: "e",
        verbose: true,
        quiet: true,
        fix: "no",
        unsafeFixes: false,
      },
    });
  });

  test("an option that may be repeated does not swallow the paths, one that may not takes its last value", () => {
    expect(read("--build-arg", "A=1", "Dockerfile")).toMatchObject({
      options: { buildArgs: ["A=1"], paths: ["Dockerfile"] },
    });
    expect(read("--target", "a", "--target=b")).toMatchObject({ options: { target: "b" } });
  });

  test("several formats, of which one may go to standard output", () => {
    const outputs = (...args: string[]) => {
      const command = read(...args);
      return command.command === "lint" ? command.options.outputs : undefined;
    };
    expect(outputs("--format", "sarif=out/a=b.sarif", "--format=github")).toEqual([
      { format: "sarif", file: "out/a=b.sarif" },
      { format: "github" },
    ]);
    expect(outputs("--format", "sarif=a", "--format", "text", "--output", "b")).toEqual([
      { format: "sarif", file: "a" },
      { format: "text", file: "b" },
    ]);
    expect(outputs("--format=junit=j.xml", "Dockerfile")).toEqual([{ format: "junit", file: "j.xml" }]);
  });

  test("values stay as they are written", () => {
    expect(read("--target", "007", "--build-arg", "A=1=2,3", "--build-arg=B=", "1e3")).toMatchObject({
      options: { target: "007", buildArgs: ["A=1=2,3", "B="], paths: ["1e3"] },
    });
    expect(read("--", "--odd-name")).toMatchObject({ options: { paths: ["--odd-name"] } });
  });

  test("inspect and explain", () => {
    expect(read("inspect", "a", "--format", "json")).toMatchObject({
      command: "inspect",
      options: { paths: ["a"], format: "json" },
    });
    expect(read("inspect", "--format", "html")).toMatchObject({ options: { format: "html" } });
    expect(read("explain", "secret-in-env")).toEqual({
      command: "explain",
      rule: "secret-in-env",
      colour: "auto",
    });
  });

  test.each([
    [["--contxt", "x"], "there is no option --contxt; the nearest is --context"],
    [["--fixes"], "there is no option --fixes; the nearest is --fix"],
    [["-x"], "there is no option -x; the nearest is --"],
    [["inspect", "--verbose"], "there is no option --verbose; the nearest is --"],
    [["--format", "srif"], "--format is text, json, sarif, github, "],
    [["--format", "srif=x"], 'and not "srif"; the nearest is sarif'],
    [["--format", "sarif="], "--format sarif= needs a file"],
    [["--format", "sarif", "--format", "text"], "write --format text=<file> for the other"],
    [["--format", "sarif=a", "--output", "b"], "--output goes with a --format that names no file"],
    [["--write-baseline"], "--write-baseline needs --baseline"],
    [["inspect", "--format", "sarif"], '--format is text, json, html, and not "sarif"'],
    [["inspect", "--format", "xml"], '--format is text, json, html, and not "xml"; the nearest is html'],
    [["--fail-on=warn"], '--fail-on is error, warning, note, never, and not "warn"; the nearest is'],
    [["--min-confidence", "hi"], 'and not "hi"; the nearest is high'],
    [["--rule", "secret-in-arq"], 'and not "secret-in-arq"; the nearest is secret-in-arg'],
    [["--rule"], "--rule needs a value"],
    [["--context"], "--context needs a value"],
    [["--context", "--verbose"], "--context needs a value"],
    [["--build-arg"], "--build-arg needs a value"],
    [["explain", "a", "b"], "one word too many: b"],
  ])("refuses %j", (args, message) => {
    expect(mistake(...args)).toContain(message);
    expect(mistake(...args)).not.toContain("\n");
  });

  test("help fits 80 columns and names the options and exit codes", () => {
    const command = read("--help");
    if (command.command !== "print") throw new Error("no help");
    for (const line of command.text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    for (const word of [
      "--stdin-filename",
      "--min-confidence",
      "inspect",
      "explain",
      "3 something could not",
    ])
      expect(command.text.replace(/\s+/g, " ")).toContain(word);
    expect(command.text).not.toMatch(/\[(?:string|array|boolean)\]/);
  });

  test("-h is help too", () => {
    expect(read("-h")).toEqual(read("--help"));
  });

  test("version", () => {
    expect(read("--version")).toEqual({
      command: "print",
      text: `${(require("../../package.json") as { version: string }).version}\n`,
    });
  });
});
