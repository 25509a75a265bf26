import type { Span } from "../../text/source";
import { type Dyes, UNKNOWN } from "../dyes";
import { arrived, type FileView, type ViewFile } from "../file-view";
import { keepLiteral } from "../literals";
import { bounded } from "../marks";
import type { Hiding } from "../model";
import { isWithin, LONGEST_PATH, parentOf, resolvePath } from "../paths";
import type { PlainFile } from "../plain-files";
import type { Site } from "../site";
import type { RunBase } from "./run-base";

/** Written there, nothing stays: devices, the kernel's views, and files that the runtime mounts (build-semantics 5.4). */
export const NOT_IN_LAYER = /^\/(?:dev|proc|sys)(?:\/|$)|^\/etc\/(?:hosts|resolv\.conf)$/;

export interface WriteOptions {
  /** What writes, for messages: `npm config set`. */
  readonly by: string;
  readonly span: Span;
  readonly append?: boolean;
  /** A log or cache that the tool keeps besides. */
  readonly incidental?: boolean;
  readonly uncertain?: boolean | undefined;
  /** The archive that it comes out of, whose story goes on. */
  readonly archive?: ViewFile | undefined;
}

/** The texts of files as a shell reads and writes them. They hold marks in place of secrets. */
export abstract class FileTexts {
  abstract base: Pick<RunBase, "dyes" | "site" | "contextText">;
  abstract directory: string;
  abstract readonly view: FileView;
  /** `/dev/stdin`, `/dev/fd/63`: undefined for any other path. */
  abstract device(path: string): { read(): string; write(text: string): void } | undefined;
  /** How deep in what may well fail. */
  abstract tolerated: number;
  /** Whether there is no image where the command that runs now fails. */
  abstract readonly mustSucceed: boolean;
  abstract spend(units: number): boolean;

  get dyes(): Dyes {
    return this.base.dyes;
  }

  /** The absolute path of a name. What starts with something unknown is as likely absolute. */
  path(written: string, last = true): string {
    const from = written.startsWith(UNKNOWN) ? "/" : this.directory;
    return this.view.followed(resolvePath(from, written).slice(0, LONGEST_PATH), last);
  }

  /** The text of a file; the unknown one where it may be there and nobody knows what it holds. */
  read(written: string): string {
    const path = this.path(written);
    const device = this.device(path);
    if (device) return device.read();
    const file = this.view.files.get(path) ?? this.settled(path);
    // A file that may not be there holds nothing for sure.
    if (file)
      return file.certain && !this.view.mayBeGone(path)
        ? this.textOf(file)
        : this.dyes.doubted(this.textOf(file));
    const plain = this.view.plain.at(path);
    if (plain.kind === "text") return plain.text;
    if (plain.kind === "context") return this.base.contextText(plain.path, plain.context) ?? UNKNOWN;
    return plain.kind === "absent" ? "" : UNKNOWN;
  }

  /**
   * The text of a dyed file. One of the context is a mark as a whole, until somebody reads the lines around its secrets. Where these
   * are not found, or are several lines, the mark stands for some of the lines.
   */
  textOf({ content, source }: ViewFile): string {
    if (source === undefined || this.dyes.units(content).length > 1) return content;
    const text = this.base.contextText(source) ?? "";
    if (text.includes("\0")) return content;
    this.spend(text.length >> 6);
    let marked = text;
    for (const { value } of this.dyes.judge.secretsInFile(source, text))
      marked = marked.replaceAll(value, () => (value.includes("\n") ? content + UNKNOWN : content));
    if (this.dyes.marked(marked)) return marked;
    return /\n./.test(text) ? content + UNKNOWN : content;
  }

  /** Whether a path is surely there, surely not, or (undefined) cannot be known. */
  exists(written: string): boolean | undefined {
    const path = this.path(written);
    const file = this.view.files.get(path);
    if (file) return (file.certain && !this.view.mayBeGone(path)) || undefined;
    if (this.view.isDirectory(path)) return true;
    const plain = this.view.plain.at(path);
    if (plain.kind === "unknown" || this.isRefuted(plain)) return undefined;
    return plain.kind !== "absent";
  }

  /** Where there is no image unless this succeeds, what is presumed of the base image is wrong. */
  private isRefuted(plain: PlainFile): boolean {
    return plain.kind === "absent" && plain.presumed === true && this.mustSucceed;
  }

  /** What stands at a path, links followed; undefined where that cannot be known. */
  standing(written: string): "directory" | "file" | "nothing" | undefined {
    if (this.view.isDirectory(this.path(written))) return "directory";
    const exists = this.exists(written);
    return exists === undefined ? undefined : exists ? "file" : "nothing";
  }

  /** Whether a file cannot be made at a path, since the directory for it is surely not there, or surely a file, or cannot be written to. */
  isBeyond(path: string): boolean {
    if (this.view.mounts.isReadOnly(path)) return true;
    const parent = parentOf(path);
    if (this.view.isDirectory(parent)) return false;
    const above = this.view.plain.at(parent);
    if (this.isRefuted(above)) return false;
    return above.kind === "absent" || this.isBelowFile(parent);
  }

  /** Whether there is surely a file at a path, or above it. */
  isBelowFile(path: string): boolean {
    for (let at = path; !this.view.isDirectory(at); at = parentOf(at))
      if (this.exists(at) === true) return true;
    return false;
  }

  /** Writes a text to a file. Where no secret is in it, it is searched for literal ones when somebody needs to know. */
  write(written: string, text: string, options: WriteOptions): void {
    const path = this.path(written);
    const device = this.device(path);
    if (device) device.write(text);
    if (device || NOT_IN_LAYER.test(path) || this.isBeyond(path)) return;
    // Where only the base image may have the directory, and a failure ends nothing, it may not be written.
    const uncertain = options.uncertain || (!this.mustSucceed && !this.view.isDirectory(parentOf(path)));
    for (const name of this.view.hardLinks.names(path)) this.writeName(name, text, { ...options, uncertain });
  }

  private writeName(path: string, text: string, options: WriteOptions): void {
    // What is overwritten, or deleted, is still written in the RUN's own text.
    if (!options.append) this.settled(path);
    const old = this.view.files.get(path);
    const before = options.append ? (old ? this.textOf(old) : this.plainText(path)) : "";
    const content = before + text;
    this.spend(content.length >> 10);
    if (!options.uncertain) this.view.addDirectory(parentOf(path));
    if (!this.dyes.marked(content)) {
      if (old) this.hide(path, "overwritten", options.span, options.by);
      this.writePlain(path, content, options, this.base.site);
      return;
    }
    // Each may be a finding, and nobody reads thousands.
    this.spend(10);
    const { by, span, archive, incidental = false } = options;
    const how = archive ? "unpacked" : "written";
    const step = this.base.site.step(span, `${how} to ${this.dyes.redact(path)} by ${by}`);
    this.view.unjudged.delete(path);
    const further = bounded(before + this.dyes.further(bounded(text), step));
    const certain = !options.uncertain;
    this.view.write(
      path,
      archive
        ? { ...arrived(archive, further, step, by), certain }
        : { content: further, arrival: "run", by, entered: step, certain, incidental },
    );
  }

  protected writePlain(path: string, text: string, options: WriteOptions, site: Site): void {
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

  protected settled(path: string): ViewFile | undefined {
    if (!this.view.unjudged.delete(path)) return undefined;
    const plain = this.view.plain.at(path);
    if (plain.kind !== "text" || !plain.written) return undefined;
    const { span, by, site, certain } = plain.written;
    this.spend(plain.text.length >> 8);
    const kept = keepLiteral({ dyes: this.dyes, base: { site } }, path, plain.text, { span });
    if (!this.dyes.marked(kept)) return undefined;
    const step = site.step(span, `written to ${this.dyes.redact(path)} by ${by}`);
    const content = this.dyes.further(kept, step);
    const file = { content, arrival: "run", by, entered: step, certain, incidental: false } as const;
    this.view.write(path, file);
    return file;
  }

  protected hide(path: string, how: Hiding, span: Span, by: string): void {
    const words = { deleted: "deleted here", overwritten: "overwritten here", moved: "moved away here" }[how];
    this.view.hide(path, {
      how,
      step: this.base.site.step(span, `${this.dyes.redact(path)} is ${words} by ${by}: hidden, not removed`),
    });
  }
}
