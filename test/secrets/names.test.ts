import { judgeName, secretKindOf } from "../../src/secrets";
import { cpuSeconds, PATIENCE } from "../patience";
import { nameTable } from "./names-table";

const strengthOf = (name: string) => judgeName(name).strength;

const names = nameTable.flatMap(([strength, why, list]) =>
  list.split(" ").map((name) => [name, strength, why] as const),
);

test.each(names)("%s is %s: %s", (name, strength) => expect(strengthOf(name)).toBe(strength));

test("the table is long, and names no name twice", () => {
  expect(names.length).toBeGreaterThanOrEqual(400);
  expect(new Set(names.map(([name]) => name)).size).toBe(names.length);
});

test("halves and paths are told apart", () => {
  expect(judgeName("AWS_ACCESS_KEY_ID")).toMatchObject({ strength: "known", identifier: true });
  expect(judgeName("KUBECONFIG")).toMatchObject({ strength: "known", path: true });
});

test("the kind is what the name promises", () => {
  expect(
    ["DB_PASS", "NPM_TOKEN", "SSH_PRIVATE_KEY", "OPENAI_API_KEY", "APP_KEY", "JWT_SECRET"].map(secretKindOf),
  ).toEqual(["password", "token", "private-key", "api-key", "key", "token"]);
});

test("a hostile name costs linear time", () => {
  const work = () => {
    for (const unit of ["A_", "aB", "PASSWORD_", "_", "key-"]) judgeName(unit.repeat(200_000));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});
