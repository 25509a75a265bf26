import type { Instruction, Statement } from "../dockerfile/types";
import type { SourceText, Span } from "../text/source";
import type { Evaluation } from "./evaluation";
import type { StageState } from "./stage-state";

/** An image that a FROM or a COPY --from names, and that another build of the project makes: that build, evaluated. */
export interface ParentImage {
  readonly evaluation: Evaluation;
  /** Of its target. */
  readonly state: StageState;
}

/** The instruction of another Dockerfile that something in an image comes from. */
export interface Inherited {
  /** The parent image that brings it, or whose trigger it is, as its FROM names it. */
  readonly image: string;
  readonly dockerfile: SourceText;
  readonly statement: Statement;
}

/** What an instruction of another Dockerfile does here stands at the place of the FROM that brings it. */
export function statementAt(statement: Statement, from: Statement, span: Span): Statement {
  const { startLine, endLine } = from.instruction;
  const placed = placedAt(statement, span) as Statement;
  const instruction: Instruction = {
    ...placed.instruction,
    startLine,
    endLine,
    // A trigger: as the instruction of this line it would be taken for a part of the FROM.
    keyword: `onbuild ${statement.instruction.keyword}`,
    sourceOffset: () => span.start,
    argumentSpans: () => [],
    flagSpans: () => [],
  };
  return { ...placed, instruction };
}

/** The same data with each place in it another one. */
function placedAt(value: unknown, span: Span): unknown {
  if (typeof value === "function") return () => span.start;
  if (Array.isArray(value)) return value.map((item) => placedAt(item, span));
  if (typeof value !== "object" || value === null) return value;
  // A place is worked out when it is read, which none of these needs.
  const entries = Object.keys(value).map((key) => [
    key,
    /span$/i.test(key) ? span : placedAt(value[key as keyof typeof value], span),
  ]);
  return Object.fromEntries(entries);
}
