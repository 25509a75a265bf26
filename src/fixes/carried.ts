import type { LayerFile } from "../image/model";
import { resolvePath } from "../image/paths";
import { removeInstruction, removeSources } from "./instructions";
import type { Rewrite } from "./rewrite";

/** A file that COPY --from brings along is removed at the end of the stage that has it; one that it names is copied no more. */
export function removeInBuilder(rewrite: Rewrite, files: readonly LayerFile[]): void {
  const { dockerfile } = rewrite;
  rewrite.safe = false;
  for (const { sources, from, statement } of copiesOf(rewrite)) {
    const stage = dockerfile.stages.find(
      (each) => each.from.name === from.toLowerCase() || String(each.stage.index) === from,
    );
    const own = files.filter(
      ({ entered }) =>
        entered.range.start.line >= statement.instruction.startLine &&
        entered.range.start.line <= statement.instruction.endLine,
    );
    if (!stage || own.length === 0) continue;
    const named = sources.filter((source) => own.some((file) => isNamed(source.text, file.path)));
    if (named.length > 0) {
      const all = named.length === sources.length;
      rewrite.dockerfile = dockerfile.with(
        all
          ? [removeInstruction(dockerfile, statement)]
          : removeSources(statement, (word) => named.some(({ span }) => span.start === word.span.start)),
      );
      return;
    }
    const last = stage.statements.at(-1) ?? stage.from;
    // Only root may remove what COPY made.
    if (dockerfile.userAt(last) !== "" || last.kind === "user") continue;
    const destination = resolvePath(dockerfile.directoryAt(statement), statement.destination.text);
    const paths = own.flatMap((file) => {
      const source = resolvePath("/", sources[0]!.text);
      const below =
        destination === "/"
          ? file.path
          : file.path.startsWith(`${destination}/`)
            ? file.path.slice(destination.length)
            : undefined;
      return below === undefined ? [] : [source === "/" ? below : source + below];
    });
    if (paths.length === 0) continue;
    const { end } = dockerfile.linesOf(last);
    const open = dockerfile.text[end - 1] === "\n" ? "" : dockerfile.lineEnd;
    const recursive = paths.some((path) => path.endsWith("/.git")) ? "-rf" : "-f";
    rewrite.dockerfile = dockerfile.with([
      { start: end, end, text: `${open}RUN rm ${recursive} ${paths.join(" ")}${dockerfile.lineEnd}` },
    ]);
    return;
  }
}

const isNamed = (source: string, path: string): boolean => {
  const name = source.slice(source.lastIndexOf("/") + 1);
  return name !== "" && !/[*?[]/.test(name) && path.endsWith(`/${name}`);
};

const copiesOf = ({ dockerfile }: Rewrite) =>
  dockerfile.statements.flatMap((statement) =>
    statement.kind === "copy" && statement.from && statement.sources.length > 0
      ? [{ statement, sources: statement.sources, from: statement.from.text }]
      : [],
  );
