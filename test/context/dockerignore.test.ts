import { Dockerignore, DockerignoreError } from "../../src/context";
import fileVectors from "../conformance/dockerignore.json";
import directoryVectors from "../conformance/dockerignore-dirs.json";

interface FileVector {
  readonly ignorefile: string;
  readonly group: string;
  readonly error?: boolean;
  readonly phase?: "read" | "pattern" | "match";
  readonly paths?: readonly (readonly [string, boolean | null])[];
  readonly emptied?: readonly string[];
}

interface DirectoryVector {
  readonly ignorefile: string;
  readonly dirs: readonly (readonly [string, boolean, boolean])[];
}

const files = fileVectors as unknown as readonly FileVector[];
const directories = directoryVectors as unknown as readonly DirectoryVector[];

/** An answer, or "refused". */
function answer<T>(question: () => T): T | "refused" {
  try {
    return question();
  } catch (error) {
    if (error instanceof DockerignoreError && error.line >= 1) return "refused";
    throw error;
  }
}

function expected({ emptied }: FileVector, [path, ignored]: readonly [string, boolean | null]): string {
  if (ignored === null) return "refused";
  if (ignored) return "ignored";
  return emptied?.includes(path) ? "emptied" : "sent";
}

describe.each([...new Set(files.map(({ group }) => group))])("files: %s", (group) => {
  test("every verdict is Docker's", () => {
    const wrong = files
      .filter((vector) => vector.group === group)
      .flatMap((vector): object[] => {
        const rules = answer(() => Dockerignore.parse(vector.ignorefile));
        const refused = vector.phase === "read" || vector.phase === "pattern";
        if (rules === "refused" || refused)
          return (rules === "refused") === refused ? [] : [{ ignorefile: vector.ignorefile, refused }];
        return (vector.paths ?? []).flatMap((entry) => {
          const given = answer(() => rules.verdict(entry[0]));
          const wanted = expected(vector, entry);
          return given === wanted ? [] : [{ ignorefile: vector.ignorefile, path: entry[0], given, wanted }];
        });
      });
    expect(wrong).toEqual([]);
  });
});

test("every directory is skipped and excluded as Docker does", () => {
  const wrong = directories.flatMap(({ ignorefile, dirs }) => {
    const rules = Dockerignore.parse(ignorefile);
    return dirs.flatMap(([directory, canSkip, excluded]) => {
      const given = [rules.canSkip(directory), rules.excluded(directory)];
      return given[0] === canSkip && given[1] === excluded
        ? []
        : [{ ignorefile, directory, canSkip, excluded, given }];
    });
  });
  expect(wrong).toEqual([]);
});

test("the vectors are all there", () => {
  expect(files.length).toBe(1500);
  expect(directories.length).toBe(600);
  expect(files.filter(({ emptied }) => emptied).length).toBeGreaterThan(0);
});
