import type { TraceStep } from "../../finding";
import type { Span } from "../../text/source";
import { type Dyes, UNKNOWN } from "../dyes";
import type { FileView, ViewFile } from "../file-view";
import { keepLiteral } from "../literals";
import type { Hiding } from "../model";
import { baseName, isWithin, parentOf, rebase, resolvePath, transferLinks } from "../paths";
import type { PlainFile, Written } from "../plain-files";
import type { Site } from "../site";
import { matchingPaths } from "./matching";
import type { RunBase } from "./shell";

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

/** The files as a shell sees them: what its commands do to paths. Texts hold marks in place of secrets. */
export abstract class ShellFiles {
  abstract base: Pick<RunBase, "dyes" | "site" | "contextText">;
  abstract directory: string;
  abstract readonly view: FileView;
  /** `/dev/stdin`, `/dev/fd/63`: undefined for any other path. */
  abstract device(path: string): { read(): string; write(text: string): void } | undefined;
  /** How deep in what may well fail. */
  abstract tolerated: number;
  abstract spend(units: number): boolean;

  get dyes(): Dyes {
    return this.base.dyes;
  }

  /** The absolute path of a name. What starts with something unknown is as likely absolute. */
  path(written: string, last = true): string {
    const from = written.startsWith(UNKNOWN) ? "/" : this.directory;
    return this.view.followed(resolvePath(from, written), last);
  }

  /** The text of a file; the unknown one where it may be there and nobody knows what it holds. */
  read(written: string): string {
    const path = this.path(written);
    const device = this.device(path);
    if (device) return device.read();
    const file = this.view.files.get(path) ?? this.settled(path);
    if (file) return file.content;
    const plain = this.view.plain.at(path);
    if (plain.kind === "text") return plain.text;
    if (plain.kind === "context") return this.base.contextText(plain.path, plain.context) ?? UNKNOWN;
    return plain.kind === "absent" ? "" : UNKNOWN;
  }

  /** Whether a path is surely there, surely not, or (undefined) cannot be known. */
  exists(written: string): boolean | undefined {
    const path = this.path(written);
    const file = this.view.files.get(path);
    if (file) return file.certain || undefined;
    if (this.view.isDirectory(path)) return true;
    const plain = this.view.plain.at(path).kind;
    return plain === "unknown" ? undefined : plain !== "absent";
  }

  /** Whether a file cannot be made at a path, since the directory for it is surely not there. */
  isBeyond(path: string): boolean {
    const parent = parentOf(path);
    return !this.view.isDirectory(parent) && this.view.plain.at(parent).kind === "absent";
  }

  /** Writes a text to a file. Where no secret is in it, it is searched for literal ones when somebody needs to know. */
  write(written: string, text: string, options: WriteOptions): void {
    const path = this.path(written);
    const device = this.device(path);
    if (device) device.write(text);
    if (device || NOT_IN_LAYER.test(path) || this.isBeyond(path)) return;
    // What is overwritten, or deleted, is still written in the RUN's own text.
    if (!options.append) this.settled(path);
    const old = this.view.files.get(path);
    const before = options.append ? (old?.content ?? this.plainText(path)) : "";
    const content = before + text;
    this.spend(content.length >> 8);
    this.view.addDirectory(parentOf(path));
    if (!this.dyes.marked(content)) {
      if (old) this.hide(path, "overwritten", options.span, options.by);
      this.writePlain(path, content, options, this.base.site);
      return;
    }
    const step = this.base.site.step(options.span, `written to ${this.dyes.redact(path)} by ${options.by}`);
    this.view.unjudged.delete(path);
    this.view.write(path, {
      content: options.append ? before + this.dyes.further(text, step) : this.dyes.further(text, step),
      arrival: "run",
      by: options.by,
      entered: step,
      certain: !options.uncertain,
      incidental: options.incidental ?? false,
    });
  }

  private writePlain(path: string, text: string, options: WriteOptions, site: Site): void {
    const { by, span, uncertain } = options;
    this.view.plain.write(path, {
      kind: "text",
      text,
      written: { by, span, site, certain: !uncertain },
    });
    this.view.unjudged.add(path);
    this.view.texts.add(path);
  }

  private plainText(path: string): string {
    const plain = this.view.plain.at(path);
    if (plain.kind === "text") return plain.text;
    // Lines that nobody knows stand above what is appended.
    return plain.kind === "absent" ? "" : `${UNKNOWN}\n`;
  }

  /** Searches what was written since for literal secrets: under its name, a file is judged as one of the context is. */
  settle(below = "/"): void {
    for (const path of [...this.view.unjudged]) if (isWithin(path, below)) this.settled(path);
  }

  private settled(path: string): ViewFile | undefined {
    if (!this.view.unjudged.delete(path)) return undefined;
    const plain = this.view.plain.at(path);
    if (plain.kind !== "text" || !plain.written) return undefined;
    const { span, by, site, certain } = plain.written;
    this.spend(plain.text.length >> 6);
    const kept = keepLiteral({ dyes: this.dyes, base: { site } }, path, plain.text, { span });
    if (!this.dyes.marked(kept)) return undefined;
    const step = site.step(span, `written to ${this.dyes.redact(path)} by ${by}`);
    const content = this.dyes.further(kept, step);
    const file = { content, arrival: "run", by, entered: step, certain, incidental: false } as const;
    this.view.write(path, file);
    return file;
  }

  /** Changes the text of a file in place (`sed -i`, `npm config delete`). */
  edit(written: string, change: (content: string) => string, span: Span, by: string): void {
    const path = this.path(written);
    const file = this.view.files.get(path) ?? this.settled(path);
    if (!file) {
      const text = this.read(path);
      const changed = change(text);
      if (text !== "" && changed !== text) this.write(path, changed, { by, span });
      return;
    }
    const content = change(file.content);
    if (this.dyes.marked(content)) this.view.write(path, { ...file, content });
    else {
      this.hide(path, "overwritten", span, by);
      this.writePlain(path, content, { by, span }, this.base.site);
    }
  }

  /** Removes a file, a link, or a directory with all below. */
  remove(written: string, span: Span, by: string): void {
    const path = this.path(written, false);
    if (path.includes(UNKNOWN) || NOT_IN_LAYER.test(path)) return;
    this.settle(path);
    for (const link of [...this.view.links.keys()]) if (isWithin(link, path)) this.view.links.delete(link);
    for (const [below] of this.view.below(path)) this.hide(below, "deleted", span, by);
    this.view.plain.remove(path);
    this.view.removeDirectory(path);
  }

  /** Where `cp`, `mv` and `install` put a source: into a directory under its own name, else at the path itself. */
  destination(source: string, target: string, intoDirectory: boolean): string {
    const path = this.path(target);
    return intoDirectory || /\/\.?$/.test(target) || target === "." || this.view.isDirectory(path)
      ? rebase(`/${baseName(source)}`, "/", path)
      : this.path(target, false);
  }

  /** Copies what is at a path; with `move`, the source goes. */
  transfer(
    source: string,
    destination: string,
    options: { readonly span: Span; readonly by: string; readonly move?: boolean },
  ): void {
    const { span, by, move = false } = options;
    const from = this.path(source, !move);
    const to = this.path(destination, !move);
    if (from === to || this.exists(from) === false || this.isBeyond(to)) return;
    const device = this.device(from);
    if (device) {
      this.write(to, device.read(), options);
      return;
    }
    if (this.view.isDirectory(from)) this.view.addDirectory(to);
    if (NOT_IN_LAYER.test(to)) return;
    this.settle(from);
    this.settled(to);
    const old = this.view.files.get(to);
    let replaced = false;
    for (const [path, file] of [...this.view.below(from)]) {
      const target = rebase(path, from, to);
      if (target === path) continue;
      const step = this.base.site.step(
        span,
        `${move ? "moved" : "copied"} to ${this.dyes.redact(target)} by ${by}`,
      );
      if (move) this.hide(path, "moved", span, by);
      this.view.write(target, arrived(file, this.dyes.further(file.content, step), step, by));
      replaced ||= target === to;
    }
    // Where a failure is tolerated, a source that may not be there may overwrite nothing.
    const surely = !from.includes(UNKNOWN) && (this.tolerated === 0 || this.exists(from) === true);
    if (old && !replaced && surely) this.hide(to, "overwritten", span, by);
    // What is moved takes the place of a link, and does not go where it leads.
    if (move) this.view.links.delete(to);
    transferLinks(this.view.links, from, to, move);
    // A text under another name may be another kind of file.
    const plain = this.view.plain.at(from);
    this.view.plain.transfer(from, to, move);
    if (plain.kind === "text") this.view.texts.add(to);
    if (plain.kind === "text" && plain.written) this.view.unjudged.add(to);
    if (move) this.view.removeDirectory(from);
  }

  /** `chmod`, `chown` and `touch` put the whole file into the later layer once more (build-semantics 9.3). */
  touch(written: string, recursive = true): void {
    const path = this.path(written);
    for (const [below, file] of this.view.below(path))
      if (recursive || below === path) this.view.write(below, { ...file });
  }

  /** What a pattern of the shell names, among the paths that are known. */
  matching(pattern: string): string[] {
    return matchingPaths(pattern, this.directory, this.view, this.dyes);
  }

  protected hide(path: string, how: Hiding, span: Span, by: string): void {
    const words = { deleted: "deleted here", overwritten: "overwritten here", moved: "moved away here" }[how];
    this.view.hide(path, {
      how,
      step: this.base.site.step(span, `${this.dyes.redact(path)} is ${words} by ${by}: hidden, not removed`),
    });
  }
}

/** A file that lay on a mount comes into the layer by being copied. */
function arrived({ mounted, ...file }: ViewFile, content: string, step: TraceStep, by: string): ViewFile {
  return { ...file, content, by, entered: mounted ? step : file.entered };
}

export type { PlainFile, Written };
