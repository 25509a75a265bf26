import type {
  InspectedBeside,
  InspectedBuild,
  InspectedEntry,
  InspectedHistory,
  InspectedLayer,
  InspectedSecret,
  InspectedStage,
  Inspection,
} from "../report";
import { type Colours, coloursOf } from "./colours";
import { hidingText, lineText } from "./inherited";
import { count } from "./layout";
import { bytes } from "./size";
import { type Branch, treeLines } from "./tree";
import { visible } from "./visible";

/** The images for people, layer by layer: what ships, in what it ships, and what hides it. Ends with a line end unless it is empty. */
export function textInspection(
  inspection: Inspection,
  { colour, columns }: { readonly colour: boolean; readonly columns: number },
): string {
  const colours = coloursOf(colour);
  return inspection.builds
    .map((build) => `${treeLines(buildBranch(build, colours), columns, colours.dim).join("\n")}\n`)
    .join("\n");
}

function buildBranch(build: InspectedBuild, colours: Colours): Branch {
  const { dockerfile, context, ignoreFile, target, origin, image } = build;
  const { layers, env, labels, commands, history, provenance, cache, doubts, stages } = image;
  const tree = new BuildTree(colours);
  const beside = [
    ...(provenance ?? []).map((entry) => tree.beside("provenance", entry)),
    ...(cache ?? []).map((entry) => tree.beside("cache", entry)),
  ];
  const asked = provenance !== undefined || cache !== undefined;
  return {
    text: visible(dockerfile),
    paint: colours.bold,
    ...(origin === undefined ? {} : { note: visible(origin) }),
    below: [
      tree.quiet(
        `context ${context}, ${ignoreFile === null ? "no ignore file" : `ignore file ${ignoreFile}`}`,
      ),
      tree.quiet(`target ${target}`),
      ...stages.map((stage, index) => tree.stage(stage, index, layers)),
      tree.section("env", env.map(tree.entry)),
      tree.section("labels", labels.map(tree.entry)),
      tree.section("commands", commands.map(tree.entry)),
      { text: "history", below: history.map(tree.history) },
      ...(asked ? [tree.section("beside the image", beside)] : []),
      ...(doubts
        ? [
            {
              text: "not known before the build",
              below: doubts.map(({ line, message }) => ({ text: `${line}  ${visible(message)}` })),
            },
          ]
        : []),
    ],
  };
}

/** The branches of one build; those of builder stages are dim as a whole. */
class BuildTree {
  constructor(private readonly colours: Colours) {}

  quiet(text: string): Branch {
    return { text: visible(text), paint: this.colours.dim };
  }

  section(title: string, below: readonly Branch[]): Branch {
    return below.length > 0
      ? { text: title, below }
      : { text: title, note: "no secret", paintNote: this.colours.dim };
  }

  /** `shipped` are all layers of the image: one may hide what another stage of the chain brought. */
  stage(stage: InspectedStage, index: number, shipped: readonly InspectedLayer[]): Branch {
    const { dim } = this.colours;
    const text = `${stage.line}  ${visible(stage.from)}`;
    if (stage.role === "unreached") return { text, cut: true, paint: dim, note: "not built", paintNote: dim };
    if (stage.role === "shipped") {
      const own = shipped.filter((layer) => layer.stageIndex === index);
      const note = `ships ${count(own.length, "layer")}`;
      return { text, cut: true, note, paintNote: dim, below: own.map((layer) => this.layer(layer, shipped)) };
    }
    const { layers = [], history = [] } = stage;
    const rows = [
      ...layers.map((layer) => ({ line: layer.line, branch: this.layer(layer, layers) })),
      ...history
        .filter(({ line, secrets }) => secrets.length > 0 && !layers.some((layer) => layer.line === line))
        .map((line) => ({ line: line.line, branch: this.history(line) })),
    ];
    const below = rows.sort((one, other) => one.line - other.line).map(({ branch }) => branch);
    return dimmed({ text, cut: true, note: "does not ship", below }, dim);
  }

  private layer(layer: InspectedLayer, all: readonly InspectedLayer[]): Branch {
    const { line, written, fromContext, secrets, inherited } = layer;
    const { dim } = this.colours;
    // What is hidden in a parent image is hidden at the FROM, which is no layer.
    const hides = (inherited ? [] : all).flatMap((other) =>
      other.secrets
        .filter(({ hiddenByLine }) => hiddenByLine === line)
        .map(({ path }) => ({ text: `hides ${visible(path)} of line ${lineText(other)}`, paint: dim })),
    );
    const notes = [
      ...(inherited ? [`from image ${visible(inherited.image)}`] : []),
      ...(fromContext ? [`${count(fromContext.files, "file")}, ${bytes(fromContext.bytes)}`] : []),
    ];
    return {
      text: `${lineText(layer)}  ${visible(written)}`,
      cut: true,
      ...(notes.length === 0 ? {} : { note: notes.join(", "), paintNote: dim }),
      below: [...secrets.map((file) => this.file(file, layer)), ...hides],
    };
  }

  private file(file: InspectedLayer["secrets"][number], layer: InspectedLayer): Branch {
    const { yellow } = this.colours;
    const hidden =
      file.hiddenByLine === null
        ? []
        : [
            {
              text: `${file.hidden ?? "hidden"} ${hidingText(layer, file.hiddenByLine)}: hidden, not removed`,
              paint: yellow,
            },
          ];
    const unsure = file.certain === false ? [{ text: "not sure to be there", paint: yellow }] : [];
    return { text: visible(file.path), ...this.secret(file), below: [...hidden, ...unsure] };
  }

  readonly entry = (entry: InspectedEntry): Branch => ({
    text: `${lineText(entry)}  ${visible(entry.name)}`,
    ...this.secret(entry.secret),
  });

  readonly history = (line: InspectedHistory): Branch => ({
    text: `${lineText(line)}  ${visible(line.text)}`,
    cut: true,
    below: line.secrets.map((secret) => ({ text: secretText(secret), paint: this.colours.red })),
  });

  beside(where: string, { line, name, secret }: InspectedBeside): Branch {
    return { text: `${line}  ${where} ${visible(name)}`, ...this.secret(secret) };
  }

  private secret(secret: InspectedSecret): Pick<Branch, "note" | "paintNote"> {
    return { note: secretText(secret), paintNote: this.colours.red };
  }
}

const secretText = ({ kind, name }: InspectedSecret): string =>
  visible(name === "" ? kind : `${kind} ${name}`);

const dimmed = (branch: Branch, dim: (text: string) => string): Branch => ({
  ...branch,
  paint: dim,
  paintNote: dim,
  below: (branch.below ?? []).map((each) => dimmed(each, dim)),
});
