import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { memory } from "../../../src/files/memory";
import type { Finding } from "../../../src/finding";
import { applyFixes } from "../../../src/fixes/apply";
import { DockerfileText } from "../../../src/fixes/dockerfile-text";
import { lint } from "../../../src/lint";
import { SourceText } from "../../../src/text/source";
import cases from "../../oracle/cases.json";
import { canaryOf, type OracleCase, projectOf } from "../../oracle/harness";
import { readCases } from "../../rules/case-file";
import { build, docker, holds } from "./docker";
import { serveGit } from "./git-server";
import type { Project } from "./project";
import { withProofs } from "./proofs";
import { remoteProjects } from "./remotes";

const CONTEXT = "/context";
const TOOLS = process.env.REALITY_BASE ?? "busybox";
const FULL = process.env.REALITY_FULL_BASE;
const NO_TOOLS = "they need real tools, and REALITY_FULL_BASE names no image with them";

/** What was left out, by the reason. */
type Skipped = Map<string, string[]>;

const skip = (skipped: Skipped, reason: string, name: string) =>
  skipped.set(reason, [...(skipped.get(reason) ?? []), name]);

function oracleProjects(skipped: Skipped): Project[] {
  return (cases as unknown as (OracleCase & { base?: string; images?: unknown })[]).flatMap((each) => {
    if (each.images !== undefined) {
      skip(skipped, "they need other images", each.id);
      return [];
    }
    if (each.base === "full" && FULL === undefined) {
      skip(skipped, NO_TOOLS, each.id);
      return [];
    }
    const { options, files, links } = projectOf(each);
    const names = [...JSON.stringify(each).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!);
    const secrets = Object.fromEntries(
      Object.entries(each.secrets ?? {}).map(([id, value]) => [
        id,
        value.replace(/\{\{(\w+)\}\}/g, (_, name: string) => canaryOf(each, name)),
      ]),
    );
    return [
      {
        name: each.id,
        files,
        links,
        options,
        buildArgs: options.buildArgs ?? {},
        dockerfile: each.dockerfileName ?? "Dockerfile",
        canaries: [...new Set(names.map((name) => canaryOf(each, name)))],
        secrets,
        base: each.base === "full" ? FULL! : TOOLS,
      },
    ];
  });
}

function exampleProjects(): Project[] {
  const folder = join(process.cwd(), "examples");
  return readdirSync(folder)
    .filter((name) => !name.endsWith("-fixed"))
    .map((name) => {
      const paths = readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile(),
      );
      const files = Object.fromEntries(
        paths.map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [`${CONTEXT}/${path.slice(join(folder, name).length + 1)}`, readFileSync(path)];
        }),
      );
      return writtenProject(name, files, TOOLS);
    });
}

/** The builds of `builds.md`, which need the real tools. */
function toolProjects(skipped: Skipped): Project[] {
  const cases = readCases(readFileSync(join(process.cwd(), "test/reality/fixes/builds.md"), "utf8"));
  return cases.flatMap(({ title, files: { mark = "", ...files } }) => {
    if (FULL === undefined) {
      skip(skipped, NO_TOOLS, title);
      return [];
    }
    const inContext = Object.entries(files).map(([path, text]) => [`${CONTEXT}/${path}`, text]);
    return [{ ...writtenProject(title, Object.fromEntries(inContext), FULL), mark: mark.trimEnd() }];
  });
}

/** A project whose made-up secrets hold the word `Staple`; each of its build args is given one. */
function writtenProject(name: string, files: Project["files"], base: string): Project {
  const text = Object.values(files).map(String).join("\n");
  const args = [...String(files[`${CONTEXT}/Dockerfile`]).matchAll(/^ARG (\w+)$/gm)].map(
    (match) => match[1]!,
  );
  const buildArgs = Object.fromEntries(args.map((arg) => [arg, `blue-${arg}-41-Staple`]));
  return {
    name,
    files,
    links: {},
    options: { directory: "/", paths: [`${CONTEXT}/Dockerfile`], context: CONTEXT },
    buildArgs,
    dockerfile: "Dockerfile",
    canaries: [...new Set([...(text.match(/[\w.+-]+Staple[\w.+-]*/g) ?? []), ...Object.values(buildArgs)])],
    secrets: Object.fromEntries(
      [...text.matchAll(/type=secret,id=(\w+)/g)].map((match) => [match[1]!, `mounted-${match[1]}-Staple`]),
    ),
    base,
  };
}

/** How far the checks got. */
interface Reached {
  proofs: number;
  built: number;
  /** Projects in which something is left unfixed, so that their images are not searched. */
  readonly unsearched: string[];
}

interface Row {
  errors: number;
  edits: number;
  settled: number;
}

function main(): void {
  let version: string;
  try {
    version = docker("version", "--format", "{{.Server.Version}}").toString().trim();
  } catch {
    console.log(
      "The fixes are not built: no Docker daemon answers. Set DOCKER_HOST, and DOCKER to the client's path.",
    );
    return;
  }
  const syntax = frontendOf(version);
  console.log(`Docker ${version}${syntax === undefined ? "" : `, its frontend as # syntax=${syntax}`}`);
  const skipped: Skipped = new Map();
  const rows = new Map<string, Row>();
  const wanted = process.argv.slice(2);
  let failures = 0;
  const reached: Reached = { proofs: 0, built: 0, unsearched: [] };
  const remote = remoteProjects(FULL, (reason, name) => skip(skipped, reason, name));
  for (const plain of [
    ...oracleProjects(skipped),
    ...exampleProjects(),
    ...toolProjects(skipped),
    ...remote.projects,
  ]) {
    if (wanted.length > 0 && !wanted.includes(plain.name)) continue;
    const project = syntax === undefined ? plain : pinned(plain, syntax);
    const before = lintProject(project, project.files);
    const errors = before.findings.filter(({ severity }) => severity === "error");
    if (errors.length === 0) continue;
    const fixed = fixAll(project);
    const wrong = fixed.files === project.files ? [] : check(project, fixed, reached, skipped);
    for (const word of wrong ?? []) console.log(`${project.name}: ${word}`);
    failures += wrong?.length ?? 0;
    for (const { rule, fix } of errors) {
      const row = rows.get(rule) ?? { errors: 0, edits: 0, settled: 0 };
      rows.set(rule, row);
      row.errors++;
      if (!fix?.edits.length) continue;
      row.edits++;
      // What was not built is not settled.
      if (wrong?.length === 0) row.settled++;
    }
  }
  remote.stop();
  console.table(Object.fromEntries([...rows].sort()));
  const sum = (field: keyof Row) => [...rows.values()].reduce((total, row) => total + row[field], 0);
  console.log(
    `${sum("errors")} errors, ${sum("edits")} with an edit, ${sum("settled")} settled (${Math.round((100 * sum("settled")) / Math.max(1, sum("errors")))} %); ${reached.built} fixed builds, ${reached.proofs} RUNs proved that they got the secret`,
  );
  console.log(
    `${reached.unsearched.length} built and not searched, as something is left: ${reached.unsearched.join(", ")}`,
  );
  for (const [reason, names] of skipped)
    console.log(`${names.length} not built, as ${reason}: ${names.join(", ")}`);
  if (failures > 0) process.exitCode = 1;
}

/**
 * The frontend that an engine brings where it is too old for `env=` of a secret mount (before 27.3), as a `# syntax` line would pin it:
 * the fixes respect such a line.
 */
function frontendOf(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 27 || (major === 27 && minor < 3) ? "docker/dockerfile:1.7" : undefined;
}

/** What the build gets is not said, so that each secret that a fix mounts is expected to be given. */
const lintProject = ({ options: { inputs: _, ...options }, links }: Project, files: Project["files"]) =>
  lint({ ...options, files: memory(files, links) });

interface FixedProject {
  readonly files: Project["files"];
  readonly fixed: readonly Finding[];
  readonly left: readonly Finding[];
}

/** All fixes, pass after pass, as the command line makes them. */
function fixAll(project: Project): FixedProject {
  let files = project.files;
  const fixed: Finding[] = [];
  for (;;) {
    const report = lintProject(project, files);
    const applied = applyFixes(report, { unsafe: true });
    if (applied.files.length === 0 || fixed.length > 200) return { files, fixed, left: report.findings };
    fixed.push(...applied.fixed);
    files = { ...files, ...Object.fromEntries(applied.files.map(({ path, after }) => [`/${path}`, after])) };
  }
}

/** Builds before and after, and says what is wrong. */
function check(
  project: Project,
  { files, fixed, left }: FixedProject,
  reached: Reached,
  skipped: Skipped,
): string[] | undefined {
  const path = `${CONTEXT}/${project.dockerfile}`;
  const first = build(realBuild(project, project.files, project.secrets));
  if ("failed" in first) {
    skip(skipped, "they do not build before the fix either", project.name);
    return undefined;
  }
  const secrets = { ...givenBy(project, fixed), ...project.secrets };
  const { text, proofs } = withProofs(new SourceText(path, String(files[path])), secrets);
  const after = build(realBuild(project, { ...files, [path]: text }, secrets));
  if ("failed" in after) return [`the fixed build fails: ${after.failed.slice(-600)}\n${text}`];
  reached.built++;
  const wrong: string[] = [];
  // What is left unfixed, or is no error, ships as before.
  const all = left.every(({ severity }) => severity === "note");
  if (!all) reached.unsearched.push(project.name);
  for (const canary of all ? [...project.canaries, ...Object.values(secrets)] : [])
    if (holds(after.blobs, canary)) wrong.push(`the image still holds ${canary}\n${text}`);
  if (project.mark !== undefined && !holds(after.blobs, project.mark))
    wrong.push(`the image does not hold what was fetched\n${text}`);
  for (const { id, digest } of proofs) {
    reached.proofs++;
    if (!holds(after.blobs, digest)) wrong.push(`a RUN did not get ${id}\n${text}`);
  }
  return wrong;
}

function realBuild(
  { links, options, buildArgs, dockerfile, base, network, ssh }: Project,
  files: Project["files"],
  secrets: Readonly<Record<string, string>>,
) {
  const source = new SourceText("", String(files[`${CONTEXT}/${dockerfile}`]));
  const parsed = new DockerfileText(source);
  const names = parsed.stages.map(({ from }) => from.name);
  const images = parsed.stages
    .flatMap(({ stage, from }) =>
      stage.parent === undefined && from.image.text !== "scratch" ? [from.image.text] : [],
    )
    .filter((image) => !names.includes(image));
  const inside = (paths: Readonly<Record<string, string | Uint8Array>>) =>
    Object.fromEntries(
      Object.entries(paths).map(([path, content]) => [path.slice(CONTEXT.length + 1), content]),
    );
  return {
    files: inside(files),
    links: Object.fromEntries(
      Object.entries(links).map(([path, link]) => [path.slice(CONTEXT.length + 1), link]),
    ),
    dockerfile,
    images: [...new Set(images)],
    base,
    buildArgs,
    secrets,
    network: network ?? ("none" as const),
    ...(ssh === undefined ? {} : { ssh }),
    ...(options.target === undefined ? {} : { target: options.target }),
  };
}

/** The secrets that the fixes ask for, with the values that the build had before, or others where those stood in the Dockerfile. */
function givenBy({ buildArgs, files }: Project, fixed: readonly Finding[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const command of fixed.flatMap(({ fix }) => fix?.commands ?? [])) {
    for (const [, id, kind, from] of command.matchAll(/--secret id=([^,\s]+),(env|src)=(\S+)/g)) {
      const file = kind === "src" ? files[`${CONTEXT}/${from}`] : undefined;
      given[id!] = file === undefined ? (buildArgs[from!] ?? `fresh-${id}-CNRY4a7be1`) : String(file);
    }
  }
  return given;
}

const pinned = (project: Project, syntax: string): Project => {
  const path = `${CONTEXT}/${project.dockerfile}`;
  return {
    ...project,
    files: { ...project.files, [path]: `# syntax=${syntax}\n${String(project.files[path])}` },
  };
};

if (isMainThread) main();
else serveGit();
