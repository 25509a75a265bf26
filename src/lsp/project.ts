import {
  ConfigError,
  configured,
  type LoadedConfig,
  lintSettings,
  loadConfig,
  type Settings,
  settingsOf,
} from "../config";
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
  readonly #configured: (report: Report) => Report;
  /** The Dockerfiles whose report has the fixes, too. */
  readonly #fixed = new Set<string>();

  constructor(options: ProjectOptions) {
    const { root, search, files, settings: client, today } = options;
    const { loaded, settings, mistake } = readConfig(options);
    this.root = root;
    this.mistake = mistake;
    const least = client.minConfidence ?? loaded.config.minConfidence ?? "low";
    this.#configured = (report) => withoutNotes(configured(report, settings, least), client.notes);
    this.session = new Session({
      directory: root,
      files,
      today,
      search,
      ...lintSettings(loaded, settings, ruleIds),
    });
  }

  /** Lints a Dockerfile and keeps the report, without fixes: those are worked out when somebody asks. */
  lint(dockerfile: string): void {
    this.keep(dockerfile, false);
  }

  /** The reports, with fixes. */
  fixedReports(): Report[] {
    for (const dockerfile of this.reports.keys())
      if (!this.#fixed.has(dockerfile)) this.keep(dockerfile, true);
    return [...this.reports.values()];
  }

  private keep(dockerfile: string, fixes: boolean): void {
    const found = this.#configured(this.session.lint(dockerfile, { fixes }));
    this.reports.set(dockerfile, withoutSecretEdits(found, cleanReport(found)));
    if (fixes) this.#fixed.add(dockerfile);
    else this.#fixed.delete(dockerfile);
  }
}

const ruleIds = rules.map(({ id }) => id);

/** An edit that a report must not show is not offered. */
function withoutSecretEdits(found: Report, clean: Report): Report {
  const written = (finding: Finding | undefined) => JSON.stringify(finding?.fix?.edits);
  const findings = clean.findings.map((finding, index) =>
    finding.fix && written(finding) !== written(found.findings[index])
      ? { ...finding, fix: { ...finding.fix, edits: [] } }
      : finding,
  );
  return { ...clean, findings };
}

const withoutNotes = (report: Report, notes: boolean): Report =>
  notes ? report : { ...report, findings: report.findings.filter(({ severity }) => severity !== "note") };

interface ReadConfig {
  readonly loaded: LoadedConfig;
  readonly settings: Settings;
  readonly mistake?: string;
}

function readConfig({ root: directory, files, settings: { config }, today }: ProjectOptions): ReadConfig {
  const ask = (loaded: LoadedConfig) => ({ loaded, settings: settingsOf(loaded, { directory, today }) });
  try {
    return ask(
      loadConfig({ directory, files, rules: ruleIds, ...(config === undefined ? {} : { path: config }) }),
    );
  } catch (error) {
    if (error instanceof ConfigError) return { ...ask({ config: {} }), mistake: error.message };
    throw error;
  }
}
