import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memory } from "../../../src/files/memory";
import { inspectImage } from "../../../src/inspect";
import { inspect } from "../../../src/lint";
import { judgeWith } from "../../../src/secrets";
import { openBuild } from "../../../src/subject";
import { placesOf } from "../table";
import { buildArguments } from "./arguments";
import type { SemanticsCase } from "./case";
import { copy } from "./copy";
import { type GivingCase, giving } from "./giving";
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

/** What git tracks, as its index says it (version 2): only the names are read. */
function gitIndex(paths: readonly string[]): Uint8Array {
  const header = Buffer.alloc(12);
  header.write("DIRC");
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(paths.length, 8);
  const entries = paths.map((path) => {
    const length = 62 + Buffer.byteLength(path);
    const entry = Buffer.alloc(length + 8 - (length % 8));
    entry.write(path, 62);
    return entry;
  });
  return Buffer.concat([header, ...entries]);
}

/** A line a place of each build of a project. */
function given({ files, tracked }: GivingCase): string[] {
  const paths = Object.entries(files).map(([path, text]) => [`/p/${path}`, text]);
  const git = tracked ? { "/p/.git/index": gitIndex(tracked) } : {};
  const { builds, problems } = inspect({
    directory: "/p",
    files: memory({ ...Object.fromEntries(paths), ...git }),
    secrets: { patterns: [/canary\d?/] },
  });
  expect(problems).toEqual([]);
  return builds.flatMap(({ origin = "found", image }) =>
    placesOf(image).map((place) => `${origin}: ${place}`),
  );
}

test.each(giving.map((each) => [`${each.rule} ${each.title}`, each] as const))("%s", (_, each) => {
  expect(given(each).sort()).toEqual([...each.expected].sort());
});

/** The rules of each section of the build semantics. Section 13 tells how they were found. */
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
  10: 7,
  11: 3,
  12: 8,
};
/** The files whose tests name the others. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "2.13": "cli/main.test.ts",
  "10.4": "discover/definitions.test.ts",
  "11.2": "engine/run-rules.test.ts",
  "11.3": "engine/run-rules.test.ts",
};

test("each rule has an example", () => {
  const rules = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
  );
  const named = Object.entries(ELSEWHERE).flatMap(([number, file]) =>
    readFileSync(join(__dirname, "../..", file), "utf8").includes(`(build-semantics ${number})`)
      ? [number]
      : [],
  );
  const shown = new Set([...[...cases, ...giving].map((each) => each.rule), ...named]);
  expect(rules.filter((each) => !shown.has(each))).toEqual([]);
});
