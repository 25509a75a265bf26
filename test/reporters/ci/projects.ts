import { memory } from "../../../src/files/memory";
import { lint } from "../../../src/lint";
import type { Report } from "../../../src/report";
import { type CiFormat, ciReport } from "../../../src/reporters";
import { tool } from "../../rules/outputs";
import { CANARY, finding, report, silenced } from "../reports";

const DOCKERFILE = [
  "FROM node:22 AS build",
  "ARG NPM_TOKEN",
  "# watertight ignore=secret-in-env -- the local default",
  "ENV DB_PASSWORD=Staple-4VbTn5Lp3Hj6G",
  "# watertight ignore=secret-in-run -- long gone",
  "COPY . /app/",
  "RUN rm /app/.env",
  "",
].join("\n");

/** What a lint of a project with every kind of thing to tell gives: findings with traces, a silenced one, problems. */
export const linted: Report = lint({
  directory: "/project",
  files: memory({
    "/project/api server/Dockerfile": DOCKERFILE,
    "/project/api server/.env": "DB_PASSWORD=blue-horse-41-Staple\n",
  }),
  paths: ["api server", "nowhere"],
  today: "2026-11-24",
});

/** What no project would hold: everything in it breaks a format that does not escape it. */
export const HOSTILE = "a%0A::error::b,c:d|e`f]]>&<g>\"'\u0007\u202e\ud800\ufffe🔑é<!--\n## h";

const nasty = {
  file: `dir ü/${HOSTILE}`,
  message: HOSTILE,
  trace: [{ file: HOSTILE, range: finding().range, message: HOSTILE }],
  related: [
    { file: HOSTILE, message: HOSTILE },
    { path: HOSTILE, message: HOSTILE },
  ],
  fix: {
    title: HOSTILE,
    safety: "safe" as const,
    advice: [HOSTILE],
    edits: [{ file: `dir ü/${HOSTILE}`, range: finding().range, text: HOSTILE }],
    commands: [HOSTILE],
  },
};

/** Made by hand: hostile texts, each severity, each way of being silenced, a secret in the source and in a message. */
export const made: Report = report(
  `FROM alpine\nENV API_KEY=${CANARY}\n`,
  [
    finding(nasty),
    finding({ severity: "warning", message: `says ${CANARY}`, fingerprint: "fedcba9876543210" }),
    finding({ severity: "note", fingerprint: "00000000000000ff" }),
  ],
  {
    suppressed: [silenced("comment", HOSTILE), silenced("baseline"), silenced("diff")],
    problems: [
      { file: HOSTILE, message: HOSTILE, help: HOSTILE },
      { file: "Dockerfile", line: 3, severity: "warning", message: `quotes ${CANARY}` },
    ],
  },
);

export const empty: Report = report("FROM alpine\n", [], { builds: [] });

export const projects: readonly (readonly [string, Report])[] = [
  ["a linted project", linted],
  ["hostile texts", made],
  ["nothing at all", empty],
];

export const printed = (format: CiFormat, from: Report): string => ciReport(format, from, tool);
