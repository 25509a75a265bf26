import { type GapKind, type IgnoreGap, ignoreGapOf } from "../../src/context/gaps";
import { fixesOfPaths } from "../../src/fixes";
import { filesAtRest, groupBy, mainDye, placeOf } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { ignoreLines } from "../shared/advice";
import { draft, listed, relatedFiles, severityOf } from "../shared/draft";

const WHY: Readonly<Record<GapKind, string>> = {
  nested: "holds at the root of the context only, so",
  excepted: "lets in again what was excluded:",
  comment: "is one pattern with its comment in it, so",
  case: "is compared letter by letter, capitals and all, so",
  braces: "has braces, which are no alternatives here, so",
  class: "has a class that begins with `[!`, which Docker negates as `[^` only, so",
  replaced: "is in force instead of .dockerignore, which would exclude it:",
};

export const rule: Rule = {
  id: "ignore-gap",
  summary: "A line of the ignore file looks like protection and is none: the file ships all the same.",
  check(subject) {
    const { image, context } = subject;
    const found = new Map<
      string,
      ReturnType<typeof filesAtRest>[number] & { readonly gap: IgnoreGap; readonly source: string }
    >();
    for (const at of filesAtRest(image)) {
      const { source, arrival } = at.file;
      if (arrival !== "context" || source === undefined || found.has(source)) continue;
      const gap = ignoreGapOf(context, source);
      if (gap) found.set(source, { ...at, gap, source });
    }
    const lines = groupBy([...found.values()], ({ gap }) => JSON.stringify(gap.span));
    return lines.map((files) => {
      const { gap, file } = files[0]!;
      const sources = files.map(({ source }) => source);
      const at = { file: gap.source.path, range: gap.source.range(gap.span) };
      const line = gap.source.text.slice(gap.span.start, gap.span.end);
      const what = gap.kind === "replaced" ? "this file" : `\`${line}\``;
      return draft(at, mainDye(file.dyes) ? [mainDye(file.dyes)!] : [], placeOf(files[0]!), {
        message: `${what} ${WHY[gap.kind]} ${listed(sources)} ${sources.length > 1 ? "are" : "is"} sent and ships`,
        severity: files.some((each) => severityOf(each) === "error") ? "error" : "warning",
        fixes: fixesOfPaths(
          subject,
          sources,
          ignoreLines(sources, gap.source.path.slice(gap.source.path.lastIndexOf("/") + 1)),
        ),
        related: files.length > 1 ? relatedFiles(files) : [],
      });
    });
  },
};
