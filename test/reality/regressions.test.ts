import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memory } from "../../src/files/memory";
import { readCases } from "../rules/case-file";
import { type BuildCase, dockerfilePath } from "./build-case";
import { difference } from "./difference";
import { predict } from "./predict";
import { writeTar } from "./tar";

const folder = join(__dirname, "regressions");

/** Of a case's `options` block; what it leaves out is empty. */
type Options = Partial<Pick<BuildCase, "buildArgs" | "secrets" | "target" | "files">>;

/** What Watertight says otherwise than the `places` block, which a real build held. */
function differences(files: Readonly<Record<string, string>>) {
  const { places = "", options = "{}", ...texts } = files;
  const { buildArgs = {}, target, files: others = {} } = JSON.parse(options) as Options;
  const contents: Record<string, string | Uint8Array> = {};
  const links: Record<string, string> = {};
  for (const [path, text] of Object.entries(texts)) contents[`/build/${path}`] = text;
  for (const [path, content] of Object.entries(others)) {
    if (typeof content === "string") contents[`/build/context/${path}`] = content;
    else if ("link" in content) links[`/build/context/${path}`] = content.link;
    else contents[`/build/context/${path}`] = writeTar(path, content.archive);
  }
  const prediction = predict(
    { buildArgs, ...(target === undefined ? {} : { target }) },
    {
      files: memory(contents, links),
      dockerfile: `/build/${dockerfilePath(texts["context/Dockerfile"] === undefined ? {} : { inside: true })}`,
      context: "/build/context",
    },
  );
  return difference(prediction, places.trimEnd().split("\n"));
}

for (const name of readdirSync(folder).filter((each) => each.endsWith(".md"))) {
  describe(name, () => {
    const cases = readCases(readFileSync(join(folder, name), "utf8"));
    test.each(cases.map(({ title, files }) => [title, files] as const))("%s", (_, files) => {
      expect(differences(files)).toEqual([]);
    });
  });
}
