import type { Project, Proposal } from "./index";
import { isThere, names, read } from "./read";
import { REPOSITORY } from "./repository";

const PATH = ".pre-commit-config.yaml";

/** The hook in the configuration of pre-commit. Projects with another manager of hooks are told what to write there. */
export function hookFile(project: Project): Proposal {
  const before = read(project, PATH);
  if (before === undefined && (isThere(project, PATH) || !isThere(project, ".git"))) return nothing;
  if (before !== undefined) return added(before, project.version);
  const other = otherManager(project);
  if (other !== undefined)
    return other.text.includes("watertight") ? nothing : { files: [], remarks: [other.remark] };
  const text = `repos:\n${entry("  ", project.version)}`;
  return { files: [{ path: PATH, before, text, purpose: "the hook for pre-commit" }], remarks: [] };
}

const nothing: Proposal = { files: [], remarks: [] };

/** An entry of the list `repos`. */
const entry = (indent: string, version: string): string =>
  [`- repo: ${REPOSITORY}`, `  rev: v${version}`, "  hooks:", "    - id: watertight"]
    .map((line) => `${indent}${line}\n`)
    .join("");

/** Adds the entry behind the last one of a `repos:` that is written line by line; any other form is left to a person. */
function added(before: string, version: string): Proposal {
  if (/^[^#\n]*\bwatertight\b/m.test(before)) return nothing;
  const lines = before.split("\n");
  const start = lines.findIndex((line) => /^repos:\s*(?:#.*)?$/.test(line.trimEnd()));
  const items = start < 0 ? [] : lines.slice(start + 1);
  const next = items.findIndex((line) => /^[^\s#-]|^(?:---|\.\.\.)/.test(line));
  const own = next < 0 ? items : items.slice(0, next);
  const indent = own.map((line) => /^( *)- /.exec(line)?.[1]).find((found) => found !== undefined);
  const last = own.findLastIndex((line) => /^\s*[^#\s]/.test(line));
  const item = entry(indent ?? "", version);
  if (indent === undefined || last < 0)
    return { files: [], remarks: [`Add to the list repos of ${PATH}:\n${item}`] };
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  const cut = start + 1 + last + 1;
  const head = lines.slice(0, cut).join("\n").replace(/\r$/, "");
  const text = `${head}${end}${item.replaceAll("\n", end)}${lines.slice(cut).join("\n")}`;
  return { files: [{ path: PATH, before, text, purpose: "the hook for pre-commit" }], remarks: [] };
}

/** husky or lefthook, with the text in which a hook of ours would stand. */
function otherManager(project: Project): { readonly text: string; readonly remark: string } | undefined {
  if (isThere(project, ".husky"))
    return {
      text: read(project, ".husky/pre-commit") ?? "",
      remark: "Add to .husky/pre-commit: npx --no-install watertight",
    };
  const lefthook = names(project, ".").find((name) => /^\.?lefthook\.(?:ya?ml|toml|json)$/.test(name));
  return lefthook === undefined
    ? undefined
    : {
        text: read(project, lefthook) ?? "",
        remark: `Add to ${lefthook} a pre-commit command that runs: npx --no-install watertight`,
      };
}
