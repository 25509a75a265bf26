import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memory } from "../../src/files/memory";
import { readCases } from "../rules/case-file";
import { writeArchive } from "./archive";
import { type BuildCase, dockerfilePath, dockerfileText } from "./build-case";
import { difference } from "./difference";
import { predict } from "./predict";
import { readRegression } from "./regression";

const folder = join(__dirname, "regressions");

/** The build on a disk of memory. */
function laid(build: BuildCase) {
  const contents: Record<string, string | Uint8Array> = {};
  const links: Record<string, string> = {};
  for (const [path, content] of Object.entries(build.files)) {
    const place = `/build/context/${path}`;
    if (typeof content === "string") contents[place] = content;
    else if ("link" in content) links[place] = content.link;
    else contents[place] = writeArchive(path, content.archive);
  }
  const dockerfile = `/build/${dockerfilePath(build)}`;
  contents[dockerfile] = dockerfileText(build);
  return { files: memory(contents, links), dockerfile, context: "/build/context" };
}

for (const name of readdirSync(folder).filter((each) => each.endsWith(".md"))) {
  describe(name, () => {
    const cases = readCases(readFileSync(join(folder, name), "utf8")).map((each) =>
      readRegression(each, "base"),
    );
    test.each(cases.map((each) => [each.title, each] as const))("%s", (_, { build, places }) => {
      expect(difference(predict(build, laid(build)), places)).toEqual([]);
    });
  });
}
