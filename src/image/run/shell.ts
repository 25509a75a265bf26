import type { ShellNode } from "../../shell/syntax";
import { UNKNOWN } from "../dyes";
import type { FileView } from "../file-view";
import type { Site } from "../site";
import { type Channel, forkChannels, LOG, readFrom } from "./channels";
import type { Status } from "./commands/command";
import { OverlayMap } from "./overlay-map";
import { ANY_NAME } from "./parameters";
import type { RunBase } from "./run-base";

import { ShellFiles } from "./shell-files";

/** A state that `exit`, `return`, `break` or `continue` took out of the flow, to be joined where it arrives. */
export interface Departure {
  readonly how: "exit" | "return" | "break" | "continue";
  /** Loops still to leave. */
  readonly levels: number;
  readonly state: Shell;
}

type Saved = Map<string, string | undefined>;

/** What one shell of a RUN knows. */
export class Shell extends ShellFiles {
  readonly variables: OverlayMap<string>;
  /** The names of those that programs get. */
  readonly exported: OverlayMap<unknown>;
  readonly arrays: Map<string, ReadonlyMap<string, string>>;
  readonly functions: Map<string, readonly ShellNode[]>;
  /** Scripts of `trap`, by signal. */
  readonly traps: Map<string, string>;
  /** `errexit`, `allexport`, `noglob`, `xtrace` … */
  readonly options: Set<string>;
  /** The values of which a variable has one, where it depends on the way that was taken; undefined for unset. */
  readonly choices: Map<string, readonly (string | undefined)[]>;
  /** `$1` and on. */
  parameters: readonly string[] = [];
  /** Whether the shell is bash, which expands braces, or may be: what `echo` does to backslashes depends on it. */
  bash = false;
  directory = "/";
  /** Where `cd -` goes, and below it the stack of `pushd`. */
  directories: readonly string[] = [];
  channels: Map<number, Channel>;
  status: Status = 0;
  /** Something that the command has to find is surely not there. */
  missed = false;
  /** The shell where the last command succeeded and where it did not, if that makes a difference. */
  outcomes: { readonly succeeded: Shell; readonly failed: Shell } | undefined;
  /** How the last `$(…)` of an assignment ended. */
  substituted: Status | undefined;
  /** Nothing more of the current flow runs: it was left. */
  finished = false;
  /** Where the flow may have been left. */
  departures: Departure[] = [];
  /** How deep in conditions and on the left of `&&` and `||`: there a failure ends nothing. */
  tested = 0;
  /** How deep in conditions and on the left of `||`: there a failure fails no build, so a program may well fail. */
  tolerated = 0;
  /** What runs now decides how the RUN ends: where it fails, or its `&&` stops, there is no image. */
  decisive = false;
  /** Variables that `local` hides, by function call. */
  readonly locals: Saved[];
  /** Variables that are surely unset, though the base image may have set them. */
  private readonly cleared: Set<string>;
  /** What a `>(…)` does with its input, once the command that writes to it has ended. */
  pending: (() => void)[] = [];
  /** Texts behind `/dev/fd/63` and on. */
  readonly pipes: Map<string, { text: string }>;

  constructor(
    public base: RunBase,
    readonly view: FileView,
    /** The shell that it is made of, or the environment of a RUN. */
    source: Shell | OverlayMap<string>,
  ) {
    super();
    const from = source instanceof Shell ? source : undefined;
    this.variables = new OverlayMap(source instanceof Shell ? source.variables : source);
    this.exported = new OverlayMap<unknown>(source instanceof Shell ? source.exported : source);
    this.choices = new Map(from?.choices);
    this.arrays = new Map(from?.arrays);
    this.functions = new Map(from?.functions);
    this.traps = new Map(from?.traps);
    this.options = new Set(from?.options);
    this.locals = [...(from?.locals ?? [])];
    this.pipes = from?.pipes ?? new Map();
    this.cleared = new Set(from?.cleared);
    this.channels = from?.channels ?? new Map([[0, { kind: "input", text: "" }]]);
    if (!from) return;
    this.parameters = from.parameters;
    this.bash = from.bash;
    this.directory = from.directory;
    this.directories = from.directories;
    this.status = from.status;
    this.tested = from.tested;
    this.tolerated = from.tolerated;
  }

  get home(): string {
    return this.variables.get("HOME") || this.base.home;
  }

  /** Whether there is no image where the command that runs now fails. */
  get mustSucceed(): boolean {
    if (this.tolerated > 0) return false;
    return this.decisive || (this.options.has("errexit") && this.tested === 0);
  }

  /** A shell of its own that sees the same files. */
  subshell(): Shell {
    const shell = new Shell(this.base, this.view, this);
    shell.channels = new Map(this.channels);
    shell.traps.delete("EXIT");
    return shell;
  }

  /** A program that is a shell: it has the exported variables and no more. */
  child(): Shell {
    const shell = this.subshell();
    for (const name of [...shell.variables.keys()])
      if (!this.exported.has(name)) shell.variables.delete(name);
    shell.arrays.clear();
    shell.functions.clear();
    shell.traps.clear();
    shell.options.clear();
    shell.tested = 0;
    shell.tolerated = 0;
    return shell;
  }

  /** The same shell where it may go another way, to be joined again; `state` is what it then knows. */
  branch(state: Shell = this): Shell {
    this.spend(8 + ((state.view.files.size + state.variables.size) >> 3));
    const shell = new Shell(this.base, state.view.fork(), state);
    shell.channels = forkChannels(this.channels);
    shell.decisive = this.decisive;
    shell.tested = this.tested;
    shell.tolerated = this.tolerated;
    return shell;
  }

  /** Runs something that reads a text with places of its own. */
  within(site: Site, body: () => void): void {
    const { base } = this;
    this.base = { ...base, site };
    body();
    this.base = base;
  }

  variable(name: string): string | undefined {
    this.base.used.add(name);
    return this.variables.get(name);
  }

  /** Sets a variable; with `set -a` it is exported. */
  assign(name: string, value: string): void {
    this.variables.set(name, value);
    this.choices.delete(name);
    if (this.arrays.has(name)) this.arrays.set(name, new Map(this.arrays.get(name)).set("0", value));
    if (this.options.has("allexport")) this.exported.set(name, true);
  }

  unset(name: string): void {
    this.variables.delete(name);
    this.choices.delete(name);
    this.arrays.delete(name);
    this.exported.delete(name);
    this.cleared.add(name);
  }

  /** What an unset variable expands to: nothing, or what only the base image knows. */
  unsetValue(name: string): string {
    if (this.cleared.has(name) || !/^[A-Za-z_]/.test(name)) return "";
    return this.variables.get(ANY_NAME) ?? (this.base.plainEnvironment && name !== "PATH" ? "" : UNKNOWN);
  }

  /** Writes to a descriptor. */
  emit(descriptor: number, text: string): void {
    const channel = this.channels.get(descriptor) ?? LOG;
    if (text === "" || channel === LOG) return;
    this.spend(text.length >> 10);
    if (channel.kind === "text") channel.text += text;
    else if (channel.kind === "file") this.writeThrough(channel, text);
  }

  private writeThrough(channel: Extract<Channel, { kind: "file" }>, text: string): void {
    const { path, by, span, site } = channel;
    this.within(site, () => this.write(path, text, { by, span, append: true }));
  }

  get input(): string {
    return readFrom(this.channels.get(0));
  }

  device(path: string): { read(): string; write(text: string): void } | undefined {
    if (!path.startsWith("/dev/") && !path.startsWith("/proc/self/fd/")) return undefined;
    const name = path.replace(/^\/proc\/self\/fd\//, "/dev/fd/");
    const pipe = this.pipes.get(name);
    if (pipe)
      return {
        read: () => pipe.text,
        write: (text) => {
          pipe.text += text;
        },
      };
    const numbered = { "/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2 }[name];
    const descriptor = numbered ?? (/^\/dev\/fd\/\d+$/.test(name) ? Number(name.slice(8)) : undefined);
    const read = () => readFrom(this.channels.get(descriptor ?? -1));
    const write = (text: string) => {
      if (descriptor !== undefined) this.emit(descriptor, text);
    };
    return { read, write };
  }

  /** Takes work off the budget; false, and said, where there is none left. */
  spend(units: number): boolean {
    const { budget, limit } = this.base;
    budget.left -= units;
    if (budget.left > 0) return true;
    limit(budget.at.span, budget.at.site, "it does more than is followed here");
    return false;
  }

  /** Leaves the flow: what runs next is decided where the departure arrives. */
  leave(how: Departure["how"], levels = 1): void {
    this.departures.push({ how, levels, state: this.branch() });
    this.finished = true;
  }
}
