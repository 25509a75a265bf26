import { applications } from "./applications";
import { clouds } from "./clouds";
import { codeHosting } from "./code-hosting";
import { connections } from "./connections";
import type { TokenFormat } from "./format";
import { hashes } from "./hashes";
import { infrastructure } from "./infrastructure";
import { keys } from "./keys";
import { messaging } from "./messaging";
import { models } from "./models";
import { monitoring } from "./monitoring";
import { packages } from "./packages";
import { payments } from "./payments";

export type { TokenFormat } from "./format";

let formats: readonly TokenFormat[] | undefined;

/**
 * All formats, the specific before the general; made on first use to keep the start of the program quick. The facts are public:
 * the vendors' documentation, and the shapes that other scanners (gitleaks, GitHub's secret scanning) list.
 */
export const tokenFormats = (): readonly TokenFormat[] => {
  formats ??= [
    ...codeHosting(),
    ...packages(),
    ...clouds(),
    ...infrastructure(),
    ...messaging(),
    ...payments(),
    ...models(),
    ...monitoring(),
    ...applications(),
    ...hashes(),
    ...keys(),
    ...connections(),
  ];
  return formats;
};
