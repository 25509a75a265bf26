import type { Statement } from "../dockerfile/types";
import { baseImage, emptyPlaces, lackingDirectories } from "./base-images";
import { Entries } from "./entries";
import { FileView, type LayerDifference } from "./file-view";
import type { Spanned } from "./literals";
import type { ContextCopy, HistoryLine, Stage } from "./model";
import type { Inherited } from "./parent-image";
import { Variables } from "./variables";

/** A layer before it is known what later layers hide. Marks may stand in its paths. */
export interface LayerRecord extends LayerDifference {
  readonly inherited?: Inherited;
  readonly statement: Statement;
  readonly stage: Stage;
  readonly copies: readonly ContextCopy[];
}

export interface Setting {
  /** The variable, the label, or the keyword. */
  readonly name: string;
  readonly at: Spanned;
  /** Marks stand for secrets. */
  readonly text: string;
  readonly statement: Statement;
  readonly stage: Stage;
  readonly inherited?: Inherited;
}

type EntryCounts = Readonly<Record<"layers" | "history" | "environment" | "labels" | "commands", number>>;

const NO_ENTRIES: EntryCounts = { layers: 0, history: 0, environment: 0, labels: 0, commands: 0 };

/** A stage while it is evaluated. `FROM earlier` starts from a copy of the earlier one (build-semantics 1.9). */
export class StageState {
  label = "";
  /** The base image as written after FROM, that of an earlier stage where it starts from one. */
  readonly image: string;
  view: FileView;
  layers: Entries<LayerRecord>;
  history: Entries<HistoryLine>;
  /** Every ENV so far, in order; Config.Env is the last of each name. */
  environment: Entries<Setting>;
  labels: Entries<Setting>;
  /** CMD, ENTRYPOINT, HEALTHCHECK, SHELL, USER and the other fields of the config that hold one text. */
  commands: Entries<Setting>;
  /** Names of the ARGs declared so far, in order. */
  readonly buildArguments: Set<string>;
  /** What `$X` and a RUN see: ENV and ARG, the later one wins (2.4). */
  readonly variables: Variables;
  readonly homes: Map<string, string>;
  triggers: Setting[] = [];
  workdir: string;
  user: string;
  shell: readonly string[];

  /** `base` is the name after FROM, for a stage that starts from an image; `parent` is a stage, or all of the image (`isImage`). */
  constructor(parent: StageState | undefined, base = "", isImage = false) {
    const image = baseImage(parent?.image ?? base);
    this.image = parent?.image ?? base;
    this.view = parent?.view.fork() ?? new FileView(undefined, lackingDirectories(base));
    if (!parent) {
      const isEmpty = emptyPlaces(base);
      this.view.plain.record((path) => (isEmpty(path) ? { kind: "absent", presumed: true } : undefined));
    }
    this.layers = new Entries(parent?.layers);
    this.history = new Entries(parent?.history);
    this.environment = new Entries(parent?.environment);
    this.labels = new Entries(parent?.labels);
    this.commands = new Entries(parent?.commands);
    // Of an image only Config.Env is left; its ARGs are in the history and nowhere else.
    const inScope = isImage ? undefined : parent;
    this.buildArguments = new Set(inScope?.buildArguments);
    this.variables = new Variables(inScope?.variables ?? Object.entries(image.environment ?? {}));
    // A child applies Config.Env first, so there ENV wins over an inherited ARG (2.4); every other name has its ENV already.
    if (!inScope || this.buildArguments.size > 0)
      for (const { name, text } of this.environment)
        if (!inScope || this.buildArguments.has(name)) this.variables.set(name, text);
    this.homes = new Map(parent?.homes ?? Object.entries(image.homes ?? {}));
    this.workdir = parent?.workdir ?? "/";
    this.user = parent?.user ?? image.user ?? "";
    this.shell = parent?.shell ?? ["/bin/sh", "-c"];
  }

  /** Says of all entries since some moment, by the numbers that there were of them, which instruction of another Dockerfile they come from. */
  inherit(origin: (statement: Statement) => Inherited, since: EntryCounts = NO_ENTRIES): void {
    const from = <Entry extends { readonly statement: Statement; readonly inherited?: Inherited }>(
      entries: Entries<Entry>,
      start: number,
    ) =>
      entries.map((entry, index) =>
        index < start || entry.inherited ? entry : { ...entry, inherited: origin(entry.statement) },
      );
    this.layers = from(this.layers, since.layers);
    this.history = from(this.history, since.history);
    this.environment = from(this.environment, since.environment);
    this.labels = from(this.labels, since.labels);
    this.commands = from(this.commands, since.commands);
  }

  entryCounts(): EntryCounts {
    const { layers, history, environment, labels, commands } = this;
    return {
      layers: layers.length,
      history: history.length,
      environment: environment.length,
      labels: labels.length,
      commands: commands.length,
    };
  }

  /** The home that the runtime gives a RUN: by the user's entry in passwd (section 8). A user that nothing is known of has `~user`. */
  get home(): string {
    const name = this.user.split(":")[0] ?? "";
    if (name === "" || name === "root" || name === "0") return "/root";
    return this.homes.get(name) ?? (/^\d+$/.test(name) ? "/" : `~${name}`);
  }
}
