import { memory } from "../../../src/files/memory";
import { inspectImage } from "../../../src/inspect";
import { judgeWith } from "../../../src/secrets";
import { openBuild } from "../../../src/subject";
import { placesOf } from "../table";
import { buildArguments } from "./arguments";
import type { SemanticsCase } from "./case";
import { copy } from "./copy";
import { layers } from "./layers";
import { metadata } from "./metadata";
import { reading } from "./reading";
import { run } from "./run";
import { stages } from "./stages";

const cases = [...reading, ...stages, ...buildArguments, ...metadata, ...run, ...copy, ...layers];

const inContext = (entries: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(entries).map(([path, text]) => [path.startsWith("/") ? path : `/context/${path}`, text]),
  );

function predicted({ dockerfile, files, links, buildArgs = {}, ...inputs }: SemanticsCase): string[] {
  const build = {
    ...inputs,
    dockerfile: "/context/Dockerfile",
    context: "/context",
    buildArgs,
    buildArgsComplete: true,
  };
  const disk = memory({ ...inContext(files), "/context/Dockerfile": dockerfile }, inContext(links));
  const opened = openBuild(build, disk, judgeWith({ patterns: [/canary\d?/] }));
  return "subject" in opened ? placesOf(inspectImage(opened.subject, "/", () => "")) : [];
}

test.each(cases.map((each) => [`${each.rule} ${each.title}`, each] as const))("%s", (_, each) => {
  expect(predicted(each).sort()).toEqual([...each.expected].sort());
});

/** The rules of each section of the build semantics, and those that are not about what one build comes to, with what shows them. */
const SECTIONS: Readonly<Record<number, number>> = {
  0: 6,
  1: 11,
  2: 16,
  3: 4,
  4: 7,
  5: 8,
  6: 14,
  7: 4,
  8: 4,
  9: 6,
  12: 8,
};
const ELSEWHERE: Readonly<Record<string, string>> = {
  "2.13": "test/cli: a build arg without a value comes from the environment",
  "2.15": "what the builder keeps for itself is published nowhere",
  "7.3": "the context of a build from a repository is not on this disk",
  "7.4": "the context of a build from a repository is not on this disk",
};

test("each rule has an example", () => {
  const rules = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
  );
  const shown = new Set([...cases.map((each) => each.rule), ...Object.keys(ELSEWHERE)]);
  expect(rules.filter((each) => !shown.has(each))).toEqual([]);
});
