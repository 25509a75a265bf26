import type { Edit, Finding, Fix, Problem, Related, SuppressedFinding } from "../../finding";
import type { Report } from "../../report";
import type { Range } from "../../text/source";
import type { Tool } from "../formats";
import { printJson } from "../json";
import { fixLines } from "./explanation";

/** SARIF 2.1.0: findings with their journeys as code flows, fixes, and those that were silenced, as suppressed. */
export function sarif({ findings, suppressed, problems }: Report, tool: Tool): string {
  const result = resultOf(tool.rules.map(({ id }) => id));
  return printJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Watertight",
            semanticVersion: tool.version,
            rules: tool.rules.map(ruleOf),
          },
        },
        invocations: [
          {
            executionSuccessful: problems.every(({ severity }) => severity !== undefined),
            toolExecutionNotifications: problems.map(notificationOf),
          },
        ],
        columnKind: "utf16CodeUnits",
        // Where one result says whether it is suppressed, all must (3.27.23).
        results: [
          ...findings.map((finding) => ({ ...result(finding), suppressions: [] })),
          ...suppressed.map((finding) => ({ ...result(finding), suppressions: [suppressionOf(finding)] })),
        ],
      },
    ],
  });
}

const ruleOf = ({ id, summary, page }: Tool["rules"][number]) => ({
  id,
  name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: summary },
  fullDescription: { text: summary },
  help: page === undefined ? { text: summary } : { text: page, markdown: page },
  properties: { tags: ["security", "docker", "secrets"] },
});

const resultOf = (ids: readonly string[]) => (finding: Finding) => {
  const { rule, severity, confidence, message, file, range, secret, place, trace, fix, related } = finding;
  const index = ids.indexOf(rule);
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: severity,
    message: { text: [`${message}.`, ...(fix ? ["", ...fixLines(fix)] : [])].join("\n") },
    locations: [{ physicalLocation: physical(file, range) }],
    ...(related?.length ? { relatedLocations: related.map(relatedLocation) } : {}),
    ...(trace.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: trace.map(flowStep) }] }] } : {}),
    ...(fix && fix.edits.length > 0 ? { fixes: [fixOf(fix)] } : {}),
    partialFingerprints: { "watertight/v1": finding.fingerprint },
    properties: { confidence, secret, place },
  };
};

const physical = (file: string, range?: Range) => ({
  artifactLocation: { uri: uriOf(file) },
  ...(range && { region: region(range) }),
});

const region = ({ start, end }: Range) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

/** A relative path as a URI reference; halves of surrogate pairs have no form in it. */
const uriOf = (path: string): string =>
  path
    .split("/")
    .map((part) => encodeURIComponent(Buffer.from(part).toString()))
    .join("/");

const flowStep = ({ file, range, message }: Finding["trace"][number]) => ({
  location: { physicalLocation: physical(file, range), message: { text: message } },
});

const relatedLocation = ({ file, path, message }: Related, index: number) => ({
  id: index + 1,
  message: { text: message },
  ...(file === undefined ? {} : { physicalLocation: physical(file) }),
  // A path of the image is no file that a viewer could open.
  ...(path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path, kind: "resource" }] }),
});

function fixOf({ title, edits }: Fix) {
  const files = [...new Set(edits.map(({ file }) => file))];
  const replacement = ({ range, text }: Edit) => ({
    deletedRegion: region(range),
    ...(text === "" ? {} : { insertedContent: { text } }),
  });
  return {
    description: { text: title },
    artifactChanges: files.map((name) => ({
      artifactLocation: { uri: uriOf(name) },
      replacements: edits.filter(({ file }) => file === name).map(replacement),
    })),
  };
}

const suppressionOf = ({ suppression }: SuppressedFinding) => ({
  kind: suppression.by === "comment" ? "inSource" : "external",
  status: "accepted",
  justification: suppression.reason,
});

const notificationOf = ({ file, line, severity, message, help }: Problem) => ({
  level: severity ?? "error",
  message: { text: help === undefined ? message : `${message} ${help}` },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(file) },
        ...(line === undefined ? {} : { region: { startLine: line } }),
      },
    },
  ],
});
