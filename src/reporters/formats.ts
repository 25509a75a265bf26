/** Formats that other programs read, or that stand on the page of a CI run. */
export const CI_FORMATS = ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"] as const;

/** Every format of a lint report. */
export const FORMATS = ["text", "json", ...CI_FORMATS] as const;

export type CiFormat = (typeof CI_FORMATS)[number];
export type Format = (typeof FORMATS)[number];

/** What a report says of the program that made it. */
export interface Tool {
  readonly version: string;
  readonly rules: readonly {
    readonly id: string;
    readonly summary: string;
    /** The rule's documentation, in Markdown. */
    readonly page?: string;
  }[];
}
