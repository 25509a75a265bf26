import { createHash } from "node:crypto";
import type { InspectedBuild, Inspection } from "../../report";
import { count } from "../layout";
import { columns } from "./columns";
import { type Fate, fateOf, journeyList } from "./journeys";
import { html, Markup } from "./markup";
import script from "./page.client.js";
import style from "./page.css";
import { panels } from "./panels";
import { stageMap } from "./stage-map";

/** The images as one page that needs nothing besides itself: no network, no other file. Holds no secret. */
export function htmlInspection({ builds, problems }: Inspection): string {
  const title = builds.length === 1 ? builds[0]!.dockerfile : count(builds.length, "build");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>watertight inspect: ${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#main">To the image</a>
<header class="page">
<p class="brand">watertight inspect</p>
<h1>${title}</h1>
${builds.length > 1 ? selector(builds) : undefined}
</header>
<main id="main">
${problems.length === 0 ? undefined : html`<section class="problems"><h2>Problems on the way</h2><ul>${problems.map(({ file, line, message }) => html`<li><code>${file}${line === undefined ? "" : `:${line}`}</code> ${message}</li>`)}</ul></section>`}
${builds.length === 0 ? html`<p>No build was found.</p>` : builds.map(article)}
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Only this style and this script count, and nothing is fetched. */
const policy = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function selector(builds: readonly InspectedBuild[]): Markup {
  const link = ({ dockerfile, origin, target, image }: InspectedBuild, index: number) => {
    const ship = image.journeys.filter((journey) => ["ships", "hidden"].includes(fateOf(journey))).length;
    const leaks = ship > 0 ? html` <small class="ships">${count(ship, "secret")}</small>` : undefined;
    return html`
<li><a href="#b${index}">${dockerfile} <small>${origin ?? `target ${target}`}</small>${leaks}</a></li>`;
  };
  return html`<nav aria-label="Builds"><ul>${builds.map(link)}
</ul></nav>`;
}

function article(build: InspectedBuild, index: number): Markup {
  const { dockerfile, context, ignoreFile, target, origin, image } = build;
  const prefix = `b${index}`;
  const map = stageMap(build, prefix);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Described by", origin],
    ["Target", target],
    ["Context", context],
    ["Ignore file", ignoreFile ?? "none"],
  ];
  return html`
<article class="build" id="${prefix}" aria-labelledby="${prefix}-title">
<h2 id="${prefix}-title">${dockerfile}</h2>
<p class="verdict">${verdict(build)}</p>
<dl class="facts">${facts.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<div class="view">
<section class="secrets"><h3>Secrets and their journeys</h3>${journeyList(image, map, prefix)}</section>
<section class="drawing"><h3>From the sources to the image</h3>${columns(map, prefix)}</section>
</div>
${panels(build, prefix)}
</article>`;
}

/** What is said of as many secrets as there are of a fate. */
const COUNTED: Readonly<Record<Fate, readonly [one: string, more: string]>> = {
  ships: ["secret ships", "secrets ship"],
  hidden: ["ships, hidden by a later layer", "ship, hidden by a later layer"],
  beside: ["is published beside the image", "are published beside the image"],
  builder: ["stays in a builder stage", "stay in builder stages"],
};

/** How many layers there are, and how many secrets meet which fate, the worst first. */
function verdict({ image: { journeys, layers } }: InspectedBuild): Markup {
  const fates = journeys.map(fateOf);
  const secrets = (Object.keys(COUNTED) as Fate[]).map((fate) => {
    const number = fates.filter((each) => each === fate).length;
    if (number === 0 && fate !== "ships") return undefined;
    const shade = number === 0 ? "none" : fate;
    return html`<span class="count ${shade}"><b>${number}</b> ${COUNTED[fate][number === 1 ? 0 : 1]}</span> `;
  });
  return html`<span class="count"><b>${layers.length}</b> ${layers.length === 1 ? "layer" : "layers"}</span> ${secrets}`;
}
