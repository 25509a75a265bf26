import type { Span } from "../../text/source";
import { UNKNOWN } from "../dyes";
import { arrived, type ViewFile } from "../file-view";
import { isWithin, rebase, transferLinks } from "../paths";
import { PlainFiles } from "../plain-files";
import { FileTexts, NOT_IN_LAYER } from "./file-texts";
import { knownBelow, matchingPaths } from "./matching";

interface TransferOptions {
  readonly span: Span;
  readonly by: string;
  readonly move?: boolean;
}

/** The files as a shell sees them: what its commands do to paths. */
export abstract class ShellFiles extends FileTexts {
  /** Puts a changed text in the place of a file (`sed -i`, `npm config delete`): its other names keep the old one. */
  replace(written: string, change: (content: string) => string, span: Span, by: string): void {
    this.view.hardLinks.separate(this.path(written));
    this.edit(written, change, span, by);
  }

  /** Changes the text of a file under all of its names (`truncate`). */
  edit(written: string, change: (content: string) => string, span: Span, by: string): void {
    for (const name of this.view.hardLinks.names(this.path(written))) this.editName(name, change, span, by);
  }

  private editName(path: string, change: (content: string) => string, span: Span, by: string): void {
    if (this.view.mounts.isReadOnly(path)) return;
    const file = this.view.files.get(path) ?? this.settled(path);
    if (!file) {
      const text = this.read(path);
      const changed = change(text);
      if (text !== "" && changed !== text) this.write(path, changed, { by, span });
      return;
    }
    const content = change(this.textOf(file));
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
    if (this.view.mounts.isReadOnly(path)) return;
    this.settle(path);
    for (const link of [...this.view.links.keys()]) if (isWithin(link, path)) this.view.links.delete(link);
    for (const [below] of this.view.below(path))
      if (!this.stays(below)) this.hide(below, "deleted", span, by);
    const before = new PlainFiles(this.view.plain);
    this.view.plain.remove(path);
    for (const target of this.view.mounts.targets)
      if (isWithin(target, path)) this.view.plain.restore(target, before);
    if (!this.view.mounts.areIn(path)) this.view.removeDirectory(path);
    this.view.hardLinks.separate(path);
  }

  /** Whether nothing can take a path away: something is mounted there, or what is mounted cannot be changed. */
  stays(path: string): boolean {
    const mount = this.view.mounts.at(path);
    return mount !== undefined && (mount.readOnly || mount.target === path);
  }

  /** Copies what is at a path; with `move`, the source goes. */
  transfer(source: string, destination: string, options: TransferOptions): void {
    const { by, move = false } = options;
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
    const { hardLinks } = this.view;
    if (move) hardLinks.move(from, to);
    else if (by !== "cp") hardLinks.separate(to);
    // `cp` writes into the file that is there, whatever its other names.
    const names = move ? [to] : hardLinks.names(to);
    if (names.includes(from)) return;
    for (const name of names) this.transferName(from, name, options);
  }

  private transferName(from: string, to: string, { span, by, move = false }: TransferOptions): void {
    this.settle(from);
    this.settled(to);
    const old = this.view.files.get(to);
    let replaced = false;
    const below = this.view.below(from);
    if (below.length > 0) this.spend(6 + (below.length >> 1));
    for (const [path, file] of below) {
      const target = rebase(path, from, to);
      if (target === path) continue;
      const step = this.base.site.step(
        span,
        `${move ? "moved" : "copied"} to ${this.dyes.redact(target)} by ${by}`,
      );
      if (move && !this.stays(path)) this.hide(path, "moved", span, by);
      this.view.write(
        target,
        arrived(this.present(path, file), this.dyes.further(file.content, step), step, by),
      );
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
      if (recursive || below === path) this.view.write(below, this.present(below, file));
  }

  /** A file as far as it is sure to be there. */
  private present(path: string, file: ViewFile): ViewFile {
    return { ...file, certain: file.certain && !this.view.mayBeGone(path) };
  }

  /** Whether nothing is known to be in a directory. */
  isEmpty(directory: string): boolean {
    const { files, directories, texts } = this.view;
    this.spend((files.size + directories.size + texts.size) >> 5);
    return [...knownBelow(this.view, directory)].every((path) => path === directory);
  }

  /** What a pattern of the shell names, among the paths that are known. */
  matching(pattern: string): string[] {
    const { files, directories, texts } = this.view;
    // Whatever changed the directory is asked, too.
    this.spend(8 + ((files.size + directories.size + texts.size) >> 3));
    return matchingPaths(pattern, this.directory, this.view, this.dyes);
  }
}
