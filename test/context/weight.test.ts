import { copyWeight } from "../../src/context";
import { contextOf } from "./judge";

const files = {
  Dockerfile: "",
  "a.txt": "12345",
  "src/main.js": "123",
  "src/deep/er.js": "1",
  "src/skip.log": "1234567",
  "node_modules/x/index.js": "1234567890",
  ".git/HEAD": "ref",
};

const weigh = (source: string, ignore = "", exclude: readonly string[] = [], parents = false) => {
  const context = contextOf({ ...files, ".dockerignore": ignore }, { link: "src", "broken.txt": "none" });
  const { files: count, bytes } = copyWeight(context, { source, exclude, parents });
  return [count, bytes];
};

test.each<[string, Parameters<typeof weigh>, number[]]>([
  ["all of the context", [".", ""], [8, 29]],
  ["what the ignore file leaves of it", [".", "node_modules\n.git\n*.txt\n"], [5, 35]],
  ["what is excluded and comes back", [".", "**\n!src/deep\n"], [1, 1]],
  ["a folder", ["src"], [3, 11]],
  ["a file", ["a.txt"], [1, 5]],
  ["a glob, of files and folders", ["[as]*"], [4, 16]],
  ["a link is followed", ["link"], [3, 11]],
  ["what is excluded by the instruction", ["src", "", ["*.log"]], [2, 4]],
  ["--parents", ["src/deep", "", [], true], [1, 1]],
  ["what is not there", ["none"], [0, 0]],
  ["what is ignored", ["a.txt", "a.txt\n"], [0, 0]],
  ["all of it where Docker refuses the ignore file", [".", "a[\n"], [8, 32]],
])("the weight of %s", (_, asked, expected) => {
  expect(weigh(...asked)).toEqual(expected);
});
