import { CopyPatternError, isMalformedCopySource, matchCopySource } from "../../src/context";
import vectors from "../conformance/copy-glob.json";

interface Vector {
  readonly pattern: string;
  readonly name: string;
  readonly match?: boolean;
  readonly error?: string;
  readonly pathMatchError?: string;
}

const all = vectors as readonly Vector[];

function answer({ pattern, name }: Vector): boolean | "error" {
  try {
    return matchCopySource(pattern, name);
  } catch (error) {
    if (error instanceof CopyPatternError) return "error";
    throw error;
  }
}

test("every pattern matches as in Go", () => {
  expect(all.length).toBe(600);
  const wrong = all.filter((vector) => answer(vector) !== (vector.error ? "error" : vector.match));
  expect(wrong).toEqual([]);
});

test("a pattern is malformed where path.Match refuses it", () => {
  const refused = new Set(
    all.filter(({ error, pathMatchError }) => error ?? pathMatchError).map(({ pattern }) => pattern),
  );
  expect([...refused].filter((pattern) => !isMalformedCopySource(pattern))).toEqual([]);
  expect(all.filter(({ pattern }) => !refused.has(pattern) && isMalformedCopySource(pattern))).toEqual([]);
});
