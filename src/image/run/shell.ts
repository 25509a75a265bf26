import { matchCopySource } from "../../context";
import type { TraceStep } from "../../finding";
import type { ShellNode } from "../../shell/syntax";
import type { Span } from "../../text/source";
import type { Dyes } from "../dyes";
import type { FileView, ViewFile } from "../file-view";
import { keepLiteral } from "../literals";
import type { Hiding } from "../model";
import { baseName, parentOf, rebase, resolvePath } from "../paths";
import type { Site } from "../site";

/** Written there, nothing stays: devices, the kernel's views, and files that the runtime mounts (build-semantics 5.4). */
const NOT_IN_LAYER = /^\/(?:dev|proc|sys)(?:\/|$)|^\/etc\/(?:hosts|resolv\.conf)$/;

export interface WriteOptions {
  /** What writes, for messages: `npm config set`. */
  readonly by: string;
  readonly span: Span;
  readonly append?: boolean;
  /** A log or cache that the tool keeps besides. */
  readonly incidental?: boolean;
  readonly uncertain?: boolean;
}

/** Whether a pattern of the shell names a path. Its wildcards are those of COPY, except that a leading dot must be written. */
function namesPath(pattern: string, path: string): boolean {
  const segments = path.split("/");
  const hidden = pattern
    .split("/")
    .some((part, index) => /^[*?[]/.test(part) && segments[index]?.startsWith("."));
  if (hidden) return false;
  try {
    return matchCopySource(pattern, path);
  } catch {
    return false;
  }
}

/** What one shell of a RUN knows: variables, the working directory, and the files that it shares with its subshells. */
export class Shell {
  readonly functions: Map<string, readonly ShellNode[]>;
  /** Scripts that `trap … EXIT` left for the end. */
  readonly traps: string[];
  directory: string;
  /** Inside a branch that may not be taken. */
  conditional = false;
  /** Set by `exit` and `return`: nothing after it runs. */
  finished: "exit" | "return" | undefined;
  view: FileView;

  constructor(
    readonly variables: Map<string, string>,
    readonly base: {
      readonly dyes: Dyes;
      readonly site: Site;
      readonly home: string;
      /** Homes of users that the Dockerfile made, filled by `useradd`. */
      readonly homes: Map<string, string>;
      /** Commands left before the interpreter gives up, so that no loop runs for long. */
      readonly budget: { left: number };
      /** Variables of which something was read. */
      readonly used: Set<string>;
    },
    start: { readonly directory: string; readonly view: FileView; readonly parent?: Shell },
  ) {
    this.directory = start.directory;
    this.view = start.view;
    this.functions = new Map(start.parent?.functions);
    this.traps = start.parent?.traps ?? [];
    this.conditional = start.parent?.conditional ?? false;
  }

  get dyes(): Dyes {
    return this.base.dyes;
  }

  get home(): string {
    return this.variables.get("HOME") || this.base.home;
  }

  /** A shell of its own that sees the same files. */
  subshell(): Shell {
    return new Shell(new Map(this.variables), this.base, {
      directory: this.directory,
      view: this.view,
      parent: this,
    });
  }

  /** A shell that reads a text which stands nowhere in the Dockerfile as it is: all its places are the given one. */
  at(span: Span): Shell {
    const site = this.base.site.pinned(span);
    return new Shell(
      this.variables,
      { ...this.base, site },
      { directory: this.directory, view: this.view, parent: this },
    );
  }

  variable(name: string): string | undefined {
    this.base.used.add(name);
    return this.variables.get(name);
  }

  path(written: string): string {
    return resolvePath(this.directory, written);
  }

  /** The text of a dyed file; empty for every other file. */
  read(written: string): string {
    return this.view.files.get(this.path(written))?.content ?? "";
  }

  /** Writes a text to a file. A text without a secret cleans a dyed file, or does nothing. */
  write(written: string, text: string, options: WriteOptions): void {
    const path = this.path(written);
    if (NOT_IN_LAYER.test(path)) return;
    const old = this.view.files.get(path);
    const content = keepLiteral(this, path, options.append && old ? old.content + text : text, options);
    this.view.addDirectory(parentOf(path));
    if (!this.dyes.marked(content)) {
      // Text that is no secret is remembered only where it joins a file that is dyed already.
      if (old) this.hide(path, "overwritten", options.span, options.by);
      return;
    }
    const step = this.base.site.step(options.span, `written to ${this.dyes.redact(path)} by ${options.by}`);
    this.view.write(path, {
      content: options.append && old ? content : this.dyes.further(content, step),
      arrival: "run",
      by: options.by,
      entered: step,
      certain: !this.conditional && !options.uncertain,
      incidental: options.incidental ?? false,
    });
  }

  /** Changes the text of a file in place (`sed -i`, `npm config delete`). */
  edit(written: string, change: (content: string) => string, span: Span, by: string): void {
    const path = this.path(written);
    const file = this.view.files.get(path);
    if (!file) return;
    const content = change(file.content);
    if (this.dyes.marked(content)) this.view.write(path, { ...file, content });
    else this.hide(path, "overwritten", span, by);
  }

  /** Removes a file, or a directory with all below. */
  remove(written: string, span: Span, by: string): void {
    const path = this.path(written);
    for (const [below] of this.view.below(path)) this.hide(below, "deleted", span, by);
    if (!this.conditional) this.view.removeDirectory(path);
  }

  /** Where `cp`, `mv` and `install` put a source: into a directory under its own name, else at the path itself. */
  destination(source: string, target: string, intoDirectory: boolean): string {
    const path = this.path(target);
    return intoDirectory || target.endsWith("/") || this.view.isDirectory(path)
      ? rebase(`/${baseName(source)}`, "/", path)
      : path;
  }

  /** Copies what is dyed at a path; with `move`, the source goes. */
  transfer(
    source: string,
    destination: string,
    options: { readonly span: Span; readonly by: string; readonly move?: boolean },
  ): void {
    const from = this.path(source);
    const to = this.path(destination);
    if (this.view.isDirectory(from)) this.view.addDirectory(to);
    if (NOT_IN_LAYER.test(to)) return;
    const old = this.view.files.get(to);
    let replaced = false;
    for (const [path, file] of [...this.view.below(from)]) {
      const target = rebase(path, from, to);
      if (target === path) continue;
      const verb = options.move ? "moved" : "copied";
      const step = this.base.site.step(
        options.span,
        `${verb} to ${this.dyes.redact(target)} by ${options.by}`,
      );
      if (options.move) this.hide(path, "moved", options.span, options.by);
      this.view.write(target, this.arrived(file, this.dyes.further(file.content, step), step, options.by));
      replaced ||= target === to;
    }
    if (old && !replaced) this.hide(to, "overwritten", options.span, options.by);
  }

  /** `chmod`, `chown` and `touch` put the whole file into the later layer once more (build-semantics 9.3). */
  touch(written: string): void {
    for (const [path, file] of this.view.below(this.path(written))) this.view.write(path, { ...file });
  }

  /** The dyed paths and known directories that a pattern of the shell names. */
  matching(written: string): string[] {
    const pattern = this.path(written);
    const depth = pattern.split("/").length;
    const names = new Set<string>();
    for (const path of [...this.view.files.keys(), ...this.view.directories]) {
      const name = path.split("/").slice(0, depth).join("/");
      if (!names.has(name) && namesPath(pattern, name)) names.add(name);
    }
    return [...names].sort();
  }

  /** A file that lay on a mount comes into the layer by being copied. */
  private arrived({ mounted, ...file }: ViewFile, content: string, step: TraceStep, by: string): ViewFile {
    return {
      ...file,
      content,
      by,
      entered: mounted ? step : file.entered,
      certain: file.certain && !this.conditional,
    };
  }

  private hide(path: string, how: Hiding, span: Span, by: string): void {
    const words = { deleted: "deleted here", overwritten: "overwritten here", moved: "moved away here" }[how];
    this.view.hide(path, {
      how,
      step: this.base.site.step(span, `${this.dyes.redact(path)} is ${words} by ${by}: hidden, not removed`),
    });
  }
}
