import { CONFIDENCES, type Config, ConfigError, excludedBy, type LoadedConfig, loadConfig } from "../config";
import { type FileSystem, type Finding, type Report, rules, Session } from "../index";
import { cleanReport } from "../reporters";
import type { ClientSettings } from "./client-settings";

export interface ProjectOptions {
  /** The folder that paths of reports count from: absolute. */
  readonly root: string;
  /** Whether the builds that files of the folder describe are looked for. */
  readonly search: boolean;
  readonly files: FileSystem;
  readonly settings: ClientSettings;
  /** `2027-01-31` */
  readonly today: string;
}

/** A folder of the workspace with its configuration, and the reports on those of its Dockerfiles that somebody looks at. */
export class Project {
  readonly root: string;
  readonly session: Session;
  /** By the absolute path of the Dockerfile. No text in them holds a secret, except those of edits. */
  readonly reports = new Map<string, Report>();
  /** What is wrong with the configuration, which then does not count. */
  readonly mistake: string | undefined;
  readonly #config: Config;
  readonly #settings: ClientSettings;

  constructor({ root, search, files, settings, today }: ProjectOptions) {
    this.root = root;
    this.#settings = settings;
    const { loaded, excluded, mistake } = readConfig(root, files, settings);
    this.mistake = mistake;
    this.#config = loaded.config;
    const chosen = rules.map(({ id }) => id).filter((id) => this.#config.rules?.[id] !== "off");
    this.session = new Session({
      directory: root,
      files,
      rules: chosen,
      today,
      search,
      ...(excluded ? { excluded } : {}),
    });
  }

  /** Lints a Dockerfile, keeps the report and gives it. */
  lint(dockerfile: string): Report {
    const found = this.session.lint(dockerfile);
    const report = cleanReport({
      ...found,
      findings: this.configured(found.findings),
      suppressed: this.configured(found.suppressed),
    });
    this.reports.set(dockerfile, report);
    return report;
  }

  private configured<Found extends Finding>(findings: readonly Found[]): Found[] {
    const { minConfidence, notes } = this.#settings;
    const least = CONFIDENCES.indexOf(minConfidence ?? this.#config.minConfidence ?? "low");
    return findings
      .map((finding) => {
        const level = this.#config.rules?.[finding.rule];
        return level === undefined || level === "off" ? finding : { ...finding, severity: level };
      })
      .filter(
        ({ confidence, severity }) =>
          CONFIDENCES.indexOf(confidence) <= least && (notes || severity !== "note"),
      );
  }
}

interface ReadConfig {
  readonly loaded: LoadedConfig;
  readonly excluded?: ((dockerfile: string) => boolean) | undefined;
  readonly mistake?: string;
}

function readConfig(directory: string, files: FileSystem, { config }: ClientSettings): ReadConfig {
  try {
    const loaded = loadConfig({
      directory,
      files,
      rules: rules.map(({ id }) => id),
      ...(config === undefined ? {} : { path: config }),
    });
    return { loaded, excluded: excludedBy(loaded) };
  } catch (error) {
    if (error instanceof ConfigError) return { loaded: { config: {} }, mistake: error.message };
    throw error;
  }
}
