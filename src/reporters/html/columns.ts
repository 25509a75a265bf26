import { hidingText, lineText } from "../inherited";
import { count } from "../layout";
import { bytes } from "../size";
import { hueOf } from "./journeys";
import { html, type Markup } from "./markup";
import type { Chip, Row, StageRows } from "./rows";
import type { StageMap } from "./stage-map";

const ROLES = { shipped: "ships", builder: "does not ship", unreached: "not built" } as const;

/** The build as columns: what comes from outside, each builder stage, and beside them the chain that ships. */
export function columns(map: StageMap, prefix: string): Markup {
  const of = (role: StageRows["stage"]["role"]) => map.stages.filter(({ stage }) => stage.role === role);
  const unreached = of("unreached");
  return html`
<div class="map" role="region" aria-label="Stages and layers" tabindex="0">
<div class="columns">
${sources(map, prefix)}
${of("builder").map((stage) => html`<section class="column builder">${stack(stage, prefix)}</section>`)}
<section class="column shipped">${of("shipped").map((stage) => stack(stage, prefix))}</section>
</div>
</div>
${unreached.length === 0 ? undefined : html`<p class="unreached">Not built: ${unreached.map(({ stage }) => stage.name).join(", ")}.</p>`}`;
}

function sources({ sources: from }: StageMap, prefix: string): Markup | undefined {
  if (from.length === 0) return undefined;
  return html`
<section class="column sources">
<h4>Comes from outside</h4>
<ul>${from.map(
    ({ id, journey, what, name }) => html`
<li><a class="chip ${hueOf(journey)}" id="${id}" href="#${prefix}-j${journey}" data-journey="${journey}"><span class="what">${what}</span> <span class="name">${name}</span></a></li>`,
  )}
</ul>
</section>`;
}

function stack({ stage, rows }: StageRows, prefix: string): Markup {
  const [from, ...others] = rows;
  return html`
<div class="stage ${stage.role}">
<header id="${from?.id}"><h4>${stage.name} <span class="role">${ROLES[stage.role]}</span></h4>
<p class="written"><span class="line">${stage.line}</span> <code>${stage.from}</code></p>
${from && from.chips.length > 0 ? chips(from, prefix) : undefined}</header>
<ol>${others.map((row) => instruction(row, prefix))}
</ol>
</div>`;
}

function instruction(row: Row, prefix: string): Markup {
  const { id, written, layer, hides } = row;
  const size = layer?.fromContext;
  return html`
<li id="${id}" class="${layer ? "layer" : "setting"}${row.chips.length > 0 ? " dyed" : ""}">
<p class="written"><span class="line">${lineText(row)}</span> <code>${written}</code>${size && html` <span class="size" title="files of the context">${count(size.files, "file")}, ${bytes(size.bytes)}</span>`}</p>
${row.chips.length > 0 ? chips(row, prefix) : undefined}
${hides.map((hidden) => html`<p class="hides">hides <code>${hidden.path}</code> of line ${hidden.line}</p>`)}
</li>`;
}

const chips = (row: Row, prefix: string): Markup =>
  html`<ul class="chips">${row.chips.map((chip) => html`<li>${chipLink(chip, row, prefix)}</li>`)}</ul>`;

/** What is hidden is a ghost: its outline, and what hides it. */
function chipLink({ id, secret, where, name, hidden, certain }: Chip, row: Row, prefix: string): Markup {
  const what = where === "layer" ? undefined : html`<span class="what">${where}</span> `;
  const ghost =
    hidden &&
    html` <span class="why">${hidden.how} ${hidingText(row, hidden.line)}, still in this layer</span>`;
  const unsure = certain ? undefined : html` <span class="why">not sure to be there</span>`;
  return html`<a class="chip ${hueOf(secret.journey)}${hidden ? " ghost" : ""}" id="${id}" href="#${prefix}-j${secret.journey}" data-journey="${secret.journey}">${what}<span class="name">${name}</span>${ghost}${unsure}</a>`;
}
