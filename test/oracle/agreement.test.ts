import { lint } from "../../src/lint";
import cases from "./cases.json";
import facts from "./facts.json";
import {
  type OracleCase,
  type OracleFact,
  observed,
  predict,
  predicted,
  projectOf,
  withoutNames,
} from "./harness";

const factOf = new Map((facts as unknown as OracleFact[]).map((fact) => [fact.id, fact]));

/** How a prediction differs from the build; undefined where it does not. A build that failed made no image to compare with. */
const difference = (oracleCase: OracleCase, fact: OracleFact): string | undefined => {
  const said = predicted(predict(oracleCase));
  const seen = observed(fact);
  const extra = said.filter((place) => !seen.includes(place)).map((place) => `+${place}`);
  const missed = seen.filter((place) => !said.includes(place)).map((place) => `-${place}`);
  return extra.length + missed.length === 0
    ? undefined
    : `${oracleCase.id}: ${[...extra, ...missed].join(", ")}`;
};

test("what inspect says ships is what really built images held", () => {
  const built = (cases as unknown as OracleCase[]).flatMap((oracleCase) => {
    const fact = factOf.get(oracleCase.id);
    return fact?.built ? [{ oracleCase, fact }] : [];
  });
  const different = built
    .map(({ oracleCase, fact }) => difference(oracleCase, fact))
    .filter((line) => line !== undefined);
  expect(different).toEqual([]);
  expect(built.length).toBeGreaterThan(150);
});

test("a history line reads as docker history shows it", () => {
  const lines = (cases as unknown as OracleCase[]).flatMap((oracleCase) => {
    const history = predict(oracleCase).builds[0]?.image.history;
    const seen = factOf.get(oracleCase.id)?.history ?? {};
    return Object.entries(seen).map(([index, text]) => {
      const said = withoutNames(history?.[Number(index) - 1]?.text);
      return { id: oracleCase.id, said, seen: withoutNames(text) };
    });
  });
  expect(lines.length).toBeGreaterThan(100);
  for (const { id, said, seen } of lines) expect({ id, line: said }).toEqual({ id, line: seen });
});

/** The cases of which Docker 26.1.5 shows the build arg nowhere, and Docker 28.5.2 in the line of its ARG alone (the same facts, made there). */
const SINCE_27 = ["arg-no-run", "arg-after-run", "arg-to-cmd-shell", "arg-then-env-same-name", "cmd-env-ref"];

test("what only a current frontend shows is said to be so", () => {
  const said = (cases as unknown as OracleCase[]).filter((oracleCase) =>
    lint({ ...projectOf(oracleCase).options, fixes: false, rules: ["secret-in-arg"] }).findings.some(
      ({ message }) => message.endsWith(", which Docker before 27 writes without it"),
    ),
  );
  expect(said.map(({ id }) => id).sort()).toEqual([...SINCE_27].sort());
});

test("no case makes it fail", () => {
  for (const oracleCase of cases as unknown as OracleCase[])
    expect(predict(oracleCase).builds).toHaveLength(1);
});
