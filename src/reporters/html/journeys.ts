import type { InspectedImage, InspectedPlace, Journey } from "../../report";
import { count } from "../layout";
import { html, type Markup } from "./markup";
import type { StageMap } from "./stage-map";

/** What becomes of a secret, the worst of its places first. */
export type Fate = "ships" | "hidden" | "beside" | "builder";

const FATES: Readonly<Record<Fate, string>> = {
  ships: "ships",
  hidden: "ships, hidden",
  beside: "published beside",
  builder: "does not ship",
};

export function fateOf({ places }: Journey): Fate {
  const inImage = places.filter(({ rests }) => rests === "image");
  if (inImage.some(({ hiddenByLine }) => hiddenByLine === undefined)) return "ships";
  if (inImage.length > 0) return "hidden";
  return places.some(({ rests }) => rests === "beside") ? "beside" : "builder";
}

/** One of the colours of the page, by turns. */
export const hueOf = (journey: number): string => `hue-${journey % 8}`;

/** The secrets, each with its journey to read: what lights the way on the map, and what stands in for it where no script runs. */
export function journeyList({ journeys }: InspectedImage, map: StageMap, prefix: string): Markup {
  if (journeys.length === 0) return html`<p class="clean">No secret is in this build.</p>`;
  return html`<ol class="journeys">${journeys.map((journey, index) => {
    const fate = fateOf(journey);
    const { steps, hides } = map.ways[index] ?? { steps: [], hides: [] };
    return html`
<li><details id="${prefix}-j${index}" class="journey ${hueOf(index)} ${fate}" data-journey="${index}" data-steps="${steps.join(",")}" data-hides="${hides.join(",")}">
<summary><span class="name">${journey.name}</span> <span class="kind">${journey.kind}</span> <span class="fate">${FATES[fate]}</span>
<span class="rests">${restsText(journey)}</span></summary>
${byWay(journey).map((places) => way(places, map))}
</details></li>`;
  })}
</ol>`;
}

/** Where it rests, in a few words: the first place, and how many more there are. */
function restsText({ places }: Journey): string {
  const [first, ...others] = places;
  if (!first) return "";
  return `${placeText(first)}${others.length > 0 ? `, and ${count(others.length, "other place")}` : ""}`;
}

const WHERE: Readonly<Record<InspectedPlace["where"], string>> = {
  layer: "file",
  env: "environment",
  label: "label",
  command: "command",
  history: "history",
  provenance: "provenance",
  cache: "exported cache",
};

const placeText = ({ where, path }: InspectedPlace): string =>
  path === undefined || where === "provenance" ? WHERE[where] : `${WHERE[where]} ${path}`;

/** Places to which the same steps lead stand together. */
function byWay({ places }: Journey): InspectedPlace[][] {
  const ways = new Map<string, InspectedPlace[]>();
  for (const place of places) {
    const key = JSON.stringify(place.steps);
    ways.set(key, [...(ways.get(key) ?? []), place]);
  }
  return [...ways.values()];
}

const way = (places: readonly InspectedPlace[], map: StageMap): Markup => html`
<ol class="steps">
${(places[0]?.steps ?? []).map(({ file, line, message }) => html`<li>${lineLink(map, line, file)} ${message}</li>`)}
${places.map((place) => html`<li class="place ${place.rests}">${rest(place, map)}</li>`)}
</ol>`;

function rest(place: InspectedPlace, map: StageMap): Markup {
  const { rests, line, stage, hiddenByLine, inherited } = place;
  const passes = rests === "builder" && place.steps.length === 0;
  const stays = passes
    ? "passes through"
    : { image: "ships in", beside: "is published in", builder: "does not ship: stays in" }[rests];
  const hidden =
    hiddenByLine === undefined
      ? undefined
      : inherited && hiddenByLine === line
        ? html`; that image hides it and does not remove it`
        : html`; ${lineLink(map, hiddenByLine)} hides it there and does not remove it`;
  const from = inherited ? html`image ${inherited.image} by ${lineLink(map, line)}` : lineLink(map, line);
  return html`${stays} ${placeText(place)} (${from}${stage === "" ? "" : `, stage ${stage}`})${hidden}`;
}

/** `file` is given where the line may be one of another file. */
function lineLink(map: StageMap, line: number, file?: string): Markup {
  const row = file === undefined || file === map.dockerfile ? map.rowAt(line) : undefined;
  if (row) return html`<a href="#${row}">line ${line}</a>`;
  return file === undefined ? html`line ${line}` : html`<code>${file}:${line}</code>`;
}
