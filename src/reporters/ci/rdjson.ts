import type { Finding } from "../../finding";
import type { Report } from "../../report";
import type { Position, Range, SourceText } from "../../text/source";
import { printJson } from "../json";
import { fixLines } from "./explanation";

const SEVERITY = { error: "ERROR", warning: "WARNING", note: "INFO" } as const;

/** reviewdog's diagnostic format. Its columns count the bytes of UTF-8, from 1, and its ends are exclusive. */
export function rdjson({ findings, problems, sources }: Report): string {
  const range = (file: string, { start, end }: Range) => ({
    start: inBytes(start, sources.get(file)),
    end: inBytes(end, sources.get(file)),
  });
  const diagnostics = findings.map((finding) => {
    const { file, rule, severity, message, fix } = finding;
    return {
      message: [message, ...(fix ? fixLines(fix) : [])].join("\n"),
      location: { path: file, range: range(file, finding.range) },
      severity: SEVERITY[severity],
      code: { value: rule },
      suggestions: suggestedEdits(finding).map((edit) => ({
        range: range(file, edit.range),
        text: edit.text,
      })),
    };
  });
  const others = problems.map(({ file, line, severity, message, help }) => ({
    message: help === undefined ? message : `${message} ${help}`,
    location: { path: file, ...(line === undefined ? {} : { range: { start: { line } } }) },
    severity: severity === undefined ? "ERROR" : "WARNING",
  }));
  return printJson({ source: { name: "watertight" }, diagnostics: [...diagnostics, ...others] });
}

/** A suggestion is for the file of its diagnostic, and each can be taken alone: what needs more than that is told in words. */
const suggestedEdits = ({ file, fix }: Finding) =>
  fix?.edits.length === 1 && fix.edits[0]!.file === file ? fix.edits : [];

const inBytes = ({ line, column }: Position, source: SourceText | undefined): Position => ({
  line,
  column: source ? Buffer.byteLength(source.line(line).slice(0, column - 1)) + 1 : column,
});
