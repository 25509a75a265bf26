import { execFileSync } from "node:child_process";
import { project, run } from "./project";

const script = (shell: string) => run("/", ["completion", shell]).stdout;

/** What bash offers where the cursor stands behind the words; it splits `--a=b` into three of them. */
function offered(directory: string, ...words: string[]): string[] {
  const ask = `${script("bash")}
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _watertight; printf '%s\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync("bash", ["-c", ask, "bash", "watertight", ...words], {
    cwd: directory,
    encoding: "utf8",
  });
  return output.split("\n").filter((line) => line !== "");
}

describe("in bash", () => {
  const root = project({ Dockerfile: "" });
  test.each([
    [["in"], ["inspect", "init"]],
    [["--fai"], ["--fail-on"]],
    [["lint", "--print"], ["--print-config"]],
    [
      ["init", "--"],
      ["--yes", "--color", "--help"],
    ],
    [
      ["--fail-on", ""],
      ["error", "warning", "note", "never"],
    ],
    [["inspect", "--format", "j"], ["json"]],
    [
      ["--format", "=", "g"],
      ["github", "gitlab"],
    ],
    [["--format", "="], expect.arrayContaining(["text", "sarif"])],
    [["--rule", "ignore"], ["ignore-gap"]],
    [["explain", "del"], ["deleted-secret"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
    // Files are bash's own to complete.
    [["--context", "D"], []],
    [["lint", "D"], []],
    [["D"], []],
  ])("%j", (words, expected) => {
    expect(offered(root, ...words)).toEqual(expected);
  });
});

test.each(["bash", "zsh", "fish"])("the script for %s knows each option of each command", (shell) => {
  const dashes = shell === "fish" ? "-l " : "--";
  for (const option of ["fail-on", "print-config", "stdin-filename", "yes", "rule"])
    expect(script(shell)).toContain(`${dashes}${option}`);
});

test.each([[[]], [["tcsh"]]])("no shell, or one that is not known: %j", (words) => {
  expect(run("/", ["completion", ...words])).toEqual({
    code: 2,
    stdout: "",
    stderr: "watertight: completion takes a shell: bash, zsh, fish\n",
  });
});
