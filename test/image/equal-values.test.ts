import { lint } from "../../src/lint";
import { buildOptions } from "./table";

const VALUE = "Zk39xPq81LmN";

/** Each finding: its rule, its place and the secret's name, then the line, column and message of the steps of its trace. */
function told(lines: readonly string[]): readonly (readonly string[])[] {
  const { findings } = lint(buildOptions({ Dockerfile: `${lines.join("\n")}\n` }));
  return findings.map(({ rule, place, secret, trace }) => [
    `${rule} ${place.path}: ${secret.name}`,
    ...trace.map(({ range, message }) => `${range.start.line}:${range.start.column} ${message}`),
  ]);
}

/** What is told of a variable whose value is written at one place, and which an ENV sets at another. */
const env = (name: string, written: string, set: string) => [
  `secret-in-env ${name}: ${name}`,
  `${written} ${name} is written here as a literal`,
  `${set} ${name} is set in the image's environment`,
];

test("two variables of one ENV", () => {
  expect(told(["FROM alpine", `ENV MYSQL_ROOT_PASSWORD=${VALUE} MYSQL_PASSWORD=${VALUE}`])).toEqual([
    env("MYSQL_ROOT_PASSWORD", "2:25", "2:5"),
    env("MYSQL_PASSWORD", "2:53", "2:38"),
  ]);
});

test("three variables; what a RUN takes from one is told of that one", () => {
  const lines = [
    "FROM alpine",
    `ENV A_PASSWORD=${VALUE}`,
    `ENV B_PASSWORD=${VALUE}`,
    `ENV C_PASSWORD=${VALUE}`,
    "RUN echo $B_PASSWORD > /f",
  ];
  expect(told(lines)).toEqual([
    env("A_PASSWORD", "2:16", "2:5"),
    env("B_PASSWORD", "3:16", "3:5"),
    env("C_PASSWORD", "4:16", "4:5"),
    [
      "credential-file /f: B_PASSWORD",
      ...env("B_PASSWORD", "3:16", "3:5").slice(1),
      "5:5 written to /f by echo",
    ],
  ]);
});

test("two build args of neutral names", () => {
  const uses = ["ENV DB_PASSWORD=$A", "ENV MAIL_PASSWORD=${B:-none}"];
  expect(told(["FROM alpine", `ARG A=${VALUE}`, `ARG B=${VALUE}`, ...uses])).toEqual([
    env("DB_PASSWORD", "2:7", "4:5"),
    env("MAIL_PASSWORD", "3:7", "5:5"),
  ]);
  expect(told([`ARG A=${VALUE}`, "FROM alpine", "ARG A", `ARG B=${VALUE}`, ...uses])).toEqual([
    env("DB_PASSWORD", "1:7", "5:5"),
    env("MAIL_PASSWORD", "4:7", "6:5"),
  ]);
});

test("one build arg for two variables", () => {
  const lines = ["FROM alpine", `ARG A=${VALUE}`, `ARG B=${VALUE}`, "ENV DB_PASSWORD=$A MAIL_PASSWORD=$A"];
  expect(told(lines)).toEqual([env("DB_PASSWORD", "2:7", "4:5"), env("MAIL_PASSWORD", "2:7", "4:20")]);
});

test("the ENV of an ENV, in a child stage, and a label that takes it", () => {
  const lines = [
    "FROM alpine AS base",
    `ENV A=${VALUE}`,
    "ENV B=$A",
    "FROM alpine AS other",
    `ENV A=${VALUE}`,
    "FROM base",
    `ENV C=${VALUE}`,
    "ENV DB_PASSWORD=$B",
    "LABEL mail.password=$DB_PASSWORD",
  ];
  const set = env("DB_PASSWORD", "2:7", "8:5");
  expect(told(lines)).toEqual([
    set,
    ["secret-in-metadata mail.password: DB_PASSWORD", ...set.slice(1), "9:7 label mail.password is set"],
  ]);
});

test("the same variable in two stages", () => {
  const lines = [
    "FROM alpine AS one",
    `ENV DB_PASSWORD=${VALUE}`,
    "RUN echo $DB_PASSWORD > /f",
    "FROM alpine",
    `ENV DB_PASSWORD=${VALUE}`,
    "COPY --from=one /f /f",
  ];
  expect(told(lines)).toEqual([
    env("DB_PASSWORD", "5:17", "5:5"),
    [
      "carried-credential /f: DB_PASSWORD",
      ...env("DB_PASSWORD", "2:17", "2:5").slice(1),
      "3:5 written to /f by echo",
      "6:17 carried from stage one to /f by COPY --from",
    ],
  ]);
});

test("a variable and a label", () => {
  expect(told(["FROM alpine", `ENV DB_PASSWORD=${VALUE}`, `LABEL mail.password=${VALUE}`])).toEqual([
    env("DB_PASSWORD", "2:17", "2:5"),
    [
      "secret-in-metadata mail.password: mail.password",
      "3:21 mail.password is written here as a literal",
      "3:7 label mail.password is set",
    ],
  ]);
});

test("an ARG and an ENV, each with its own", () => {
  expect(told(["FROM alpine", `ARG A_PASSWORD=${VALUE}`, `ENV B_PASSWORD=${VALUE}`])).toEqual([
    ["secret-in-arg A_PASSWORD: A_PASSWORD", "2:16 A_PASSWORD is written here as a literal"],
    env("B_PASSWORD", "3:16", "3:5"),
  ]);
});
