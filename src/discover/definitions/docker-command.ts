import { posix } from "node:path";
import { parseShell } from "../../shell";
import type { ShellNode, ShellWord, SimpleCommand } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { provenanceOf } from "./attestation";
import type { Definition } from "./definition";

/** A word of a command, and the place of its text in the script. */
export interface CommandWord {
  /** Its text; variables stay as written. */
  readonly text: string;
  readonly span: Span;
}

/** What the words of a `docker build` say. */
export interface DockerBuild {
  readonly context: CommandWord | undefined;
  readonly file: string | undefined;
  readonly target: string | undefined;
  readonly tags: readonly string[];
  readonly arguments: readonly CommandWord[];
  readonly secrets: readonly string[];
  readonly provenance: Definition["provenance"];
  readonly cacheTo: Definition["cacheTo"];
  /** The folder that a `cd` before it went to, as written. */
  readonly folder: string;
  readonly span: Span;
}

/** Options of `docker build` and `docker buildx build` that take a word. Others that begin with `-` stand alone. */
const WITH_VALUE = new Set(
  `--add-host --allow --annotation --attest --build-arg --build-context --builder --cache-from --cache-to --call --cgroup-parent
   --cpu-period --cpu-quota --cpu-shares --cpuset-cpus --cpuset-mems --file --iidfile --isolation --label --memory --memory-swap
   --metadata-file --network --no-cache-filter --output --platform --policy --progress --provenance --sbom --secret --security-opt
   --shm-size --ssh --tag --target --ulimit -c -f -m -o -t`.split(/\s+/),
);

/** The `docker build` commands of a script, `docker buildx build` and podman's and buildah's too. */
export function dockerBuilds(script: string): DockerBuild[] {
  const found: DockerBuild[] = [];
  let folder = ".";
  for (const command of commandsOf(parseShell(script).commands)) {
    const words = command.words.map((word) => ({ text: unquoted(word), span: word.span }));
    if (words[0]?.text === "cd" && words[1]) folder = posix.join(folder, words[1].text);
    const rest = afterBuild(words);
    if (rest) found.push({ ...readBuild(rest), folder, span: command.span });
  }
  return found;
}

function* commandsOf(nodes: readonly ShellNode[]): Generator<SimpleCommand> {
  for (const node of nodes) {
    if (node.kind === "command") yield node;
    else if (node.kind === "and-or") yield* commandsOf([node.first, ...node.rest.map((each) => each.node)]);
    else if (node.kind === "pipeline") yield* commandsOf(node.commands);
    else if (node.kind === "background") yield* commandsOf([node.command]);
    else if (node.kind === "if") for (const { body } of node.branches) yield* commandsOf(body);
    else if ("body" in node) yield* commandsOf(node.body);
    else if (node.kind === "case") for (const { body } of node.items) yield* commandsOf(body);
  }
}

/** Quotes taken away, variables left as they are written. */
const unquoted = ({ text, parts }: ShellWord): string =>
  parts.every((part) => part.kind === "literal" || part.kind === "variable")
    ? parts.map((part) => (part.kind === "literal" ? part.text : writtenAs(part))).join("")
    : text.replace(/^(["'])([\s\S]*)\1$/, "$2");

const writtenAs = ({ name, operator = "" }: { readonly name: string; readonly operator?: string }): string =>
  `\${${name}${operator}}`;

/** The words behind `docker build`, `docker image build`, `docker buildx build`, `podman build`, `buildah bud`. */
function afterBuild(words: readonly CommandWord[]): readonly CommandWord[] | undefined {
  const start = words.findIndex(({ text }) => /^(?:.*\/)?(?:docker|podman|nerdctl|buildah)$/.test(text));
  if (start < 0 || start > 3) return undefined;
  for (let index = start + 1; index < words.length; index++) {
    const { text } = words[index]!;
    if (text === "build" || text === "b" || text === "bud") return words.slice(index + 1);
    if (text === "buildx" || text === "image" || text === "builder") continue;
    if (!text.startsWith("-")) return undefined;
    if (!text.includes("=") && !["-D", "--debug"].includes(text)) index++;
  }
  return undefined;
}

function readBuild(words: readonly CommandWord[]): Omit<DockerBuild, "folder" | "span"> {
  const options = new Map<string, CommandWord[]>();
  let context: CommandWord | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const [name, value] = splitOption(word);
    if (!word.text.startsWith("-") || word.text === "-") context = word;
    else if (value) options.set(name, [...(options.get(name) ?? []), value]);
    else if (WITH_VALUE.has(name) && words[index + 1])
      options.set(name, [...(options.get(name) ?? []), words[++index]!]);
  }
  const last = (...names: readonly string[]) => names.flatMap((name) => options.get(name) ?? []).at(-1)?.text;
  const cacheTo = last("--cache-to");
  const attest = options.get("--attest")?.find(({ text }) => text.startsWith("type=provenance"))?.text;
  return {
    context,
    file: last("-f", "--file"),
    target: last("--target"),
    tags: ["-t", "--tag"].flatMap((name) => options.get(name) ?? []).map(({ text }) => text),
    arguments: options.get("--build-arg") ?? [],
    secrets: (options.get("--secret") ?? []).flatMap(({ text }) => /(?:^|,)id=([^,]*)/.exec(text)?.[1] ?? []),
    provenance: provenanceOf(last("--provenance") ?? attest),
    cacheTo: cacheTo === undefined ? undefined : cacheTo.includes("mode=max") ? "max" : "min",
  };
}

/** `--name=value`; the value's span is behind the sign. */
function splitOption({ text, span }: CommandWord): [string, CommandWord | undefined] {
  const equals = text.startsWith("--") ? text.indexOf("=") : -1;
  if (equals < 0) return [text, undefined];
  const shift = Math.min(equals + 1, span.end - span.start);
  return [
    text.slice(0, equals),
    { text: text.slice(equals + 1), span: { start: span.start + shift, end: span.end } },
  ];
}
