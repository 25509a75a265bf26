import type { Inspection } from "../report";
import { type Colours, coloursOf } from "./colours";
import { count } from "./layout";
import { cutLine } from "./source-line";
import { visible } from "./visible";

type InspectedBuild = Inspection["builds"][number];

/** The images for people, layer by layer: what ships, in what it ships, and what hides it. Ends with a line end unless it is empty. */
export function textInspection(
  inspection: Inspection,
  { colour, columns }: { readonly colour: boolean; readonly columns: number },
): string {
  const colours = coloursOf(colour);
  return inspection.builds.map((build) => `${buildLines(build, columns, colours).join("\n")}\n`).join("\n");
}

function buildLines(
  { dockerfile, context, ignoreFile, target, image }: InspectedBuild,
  columns: number,
  colours: Colours,
): string[] {
  const secret = ({ kind, name }: { readonly kind: string; readonly name: string }) =>
    colours.red(visible(name === "" ? kind : `${kind} ${name}`));
  const place = (line: number) => colours.dim(String(line).padStart(5));
  const named = (title: string, entries: InspectedBuild["image"]["env"]) =>
    section(
      title,
      entries.map((entry) => `${place(entry.line)}  ${visible(entry.name)}  ${secret(entry.secret)}`),
    );
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [`  ${title} ${colours.dim("clean")}`] : [`  ${title}`, ...lines];
  return [
    colours.bold(visible(dockerfile)),
    `  ${colours.dim(visible(`context ${context}, ${ignoreFile === null ? "no ignore file" : `ignore file ${ignoreFile}`}, target ${target}`))}`,
    ...section(
      count(image.layers.length, "layer"),
      image.layers.flatMap((layer) => [
        `${place(layer.line)}  ${layer.instruction}  ${colours.dim(visible(layer.stage))}`,
        ...layer.secrets.map(
          (file) =>
            `         ${visible(file.path)}  ${secret(file)}${file.hiddenByLine === null ? "" : `  hidden by line ${file.hiddenByLine}, not removed`}`,
        ),
      ]),
    ),
    ...named("env", image.env),
    ...named("labels", image.labels),
    ...named("commands", image.commands),
    ...section(
      "history",
      image.history.flatMap(({ line, text, secrets }) => [
        `${place(line)}  ${cutLine(visible(text), Math.max(20, columns - 7), 0).text}`,
        ...secrets.map((each) => `         ${secret(each)}`),
      ]),
    ),
  ];
}
