import type { InspectedBeside, InspectedBuild, InspectedEntry, InspectedSecret } from "../../report";
import { lineText } from "../inherited";
import { hueOf } from "./journeys";
import { html, type Markup } from "./markup";

/** The config, the history and what is published beside the image. */
export function panels({ image }: InspectedBuild, prefix: string): Markup {
  const { env, labels, commands, history, provenance, cache, doubts } = image;
  const secret = ({ journey, kind, name }: InspectedSecret) =>
    html`<a class="secret ${hueOf(journey)}" href="#${prefix}-j${journey}" data-journey="${journey}">${kind} ${name}</a>`;
  const entries = (title: string, list: readonly (InspectedEntry | InspectedBeside)[]) =>
    html`<h4>${title}</h4>${
      list.length === 0
        ? html`<p class="clean">no secret</p>`
        : html`<ul>${list.map((entry) => html`<li><span class="line">${lineText(entry)}</span> <code>${entry.name}</code> ${secret(entry.secret)}</li>`)}</ul>`
    }`;
  const beside = [
    ...(provenance ? [entries("Provenance", provenance)] : []),
    ...(cache ? [entries("Exported cache", cache)] : []),
  ];
  return html`
<div class="panels">
<section class="panel"><h3>Config</h3>
${entries("Environment", env)}${entries("Labels", labels)}${entries("Commands", commands)}</section>
${beside.length === 0 ? undefined : html`<section class="panel"><h3>Beside the image</h3>${beside}</section>`}
${
  doubts &&
  html`<section class="panel"><h3>Not known before the build</h3>
<ul>${doubts.map(({ line, message }) => html`<li><span class="line">${line}</span> ${message}</li>`)}</ul></section>`
}
<section class="panel history"><h3>History</h3>
<ol>${history.map(
    (entry) =>
      html`<li><span class="line">${lineText(entry)}</span> <code>${entry.text}</code> ${entry.secrets.map((each) => html`${secret(each)} `)}</li>`,
  )}</ol></section>
</div>`;
}
