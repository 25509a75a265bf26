import { takenSecretFiles } from "../../context";
import type { BuildContext } from "../../context/types";
import type { Mount, Statement } from "../../dockerfile/types";
import type { Source, SourceOf } from "../copying";
import type { Evaluation } from "../evaluation";
import type { FileView, ViewFile } from "../file-view";
import { MountPoints } from "../mount-points";
import { baseName, isWithin, parentOf, rebase, resolvePath } from "../paths";
import { recordMount, recordStageCopy, recordUnknown } from "../plain-copies";
import { PlainFiles } from "../plain-files";
import type { StageState } from "../stage-state";
import type { OverlayMap } from "./overlay-map";

type RunStatement = Extract<Statement, { kind: "run" }>;

interface Mounted {
  readonly mount: Mount;
  /** Absolute. */
  readonly target: string;
  /** What it covers. */
  readonly covered: readonly [string, ViewFile][];
  /** The topmost directory that is made for it, if it is not there: it goes with the mount (5.6). */
  readonly made: string | undefined;
}

/**
 * The mounts of one RUN (build-semantics 5.5). While it runs they cover what the image has at their targets;
 * afterwards nothing below a target stays, and a cache keeps its files for the next RUN that mounts it.
 */
export class Mounts {
  readonly #mounted: Mounted[] = [];
  /** What stood at the targets before. */
  readonly #plain: PlainFiles;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly statement: RunStatement,
    private readonly state: StageState,
    private readonly caches: Map<string, Map<string, ViewFile>>,
    private readonly sourceOf: SourceOf,
  ) {
    this.#plain = new PlainFiles(state.view.plain);
  }

  /** Puts the mounts over a view, and the `env=` secrets into the variables. */
  apply(view: FileView, variables: OverlayMap<string>): void {
    // BuildKit mounts parents first, whatever the order of the flags (solver/llbsolver/mounts: the mounts are sorted by target).
    const mounts = this.statement.mounts
      .map((mount) => ({ mount, target: mount.target === undefined ? "" : this.targetOf(mount.target) }))
      .sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0));
    for (const { mount } of mounts) {
      if (mount.type === "secret") this.applySecret(mount, view, variables);
      else if (mount.type !== "ssh" && mount.target !== undefined) this.applyDirectory(mount, view);
    }
  }

  /** Takes the mounts off again. */
  release(view: FileView): void {
    // The last on top is the first off: a mount may lie in another.
    for (const [index, { mount, target, covered, made }] of [...this.#mounted.entries()].toReversed()) {
      const kept = new Map<string, ViewFile>();
      // A directory may have been renamed with what is mounted in it.
      const at = view.mounts.targets[index] ?? target;
      for (const [path, file] of view.below(at)) {
        kept.set(rebase(path, at, "/"), file);
        view.put(path, undefined);
      }
      if (mount.type === "cache") this.caches.set(this.cacheOf(mount, target), kept);
      for (const [path, file] of covered) view.put(path, file);
      for (let above = at; made !== undefined && isWithin(above, made); above = parentOf(above))
        if (isEmpty(above, view)) view.removeDirectory(above);
    }
    for (const target of view.mounts.targets) view.plain.restore(target, this.#plain);
    view.mounts = new MountPoints();
  }

  private targetOf(written: string): string {
    const target = this.expanded(written);
    return resolvePath(target.startsWith("/") ? "/" : this.state.workdir, target);
  }

  private expanded(text: string): string {
    return this.evaluation.expand(text, this.state.variables, this.statement);
  }

  /** The file is at /run/secrets/<id> unless a target is given, or only a variable is. */
  private applySecret(mount: Mount, view: FileView, variables: OverlayMap<string>): void {
    const { target } = mount;
    const id = this.expanded(
      mount.id ??
        mount.source ??
        (target === undefined ? (mount.env ?? "") : baseName(this.targetOf(target))),
    );
    const { evaluation } = this;
    if (evaluation.build.secrets?.includes(id) === false) {
      if (mount.required)
        evaluation.problem(
          this.statement,
          `The secret ${id} is required and not given: the build stops here.`,
        );
      // What is not given is no file, and an empty variable.
      if (mount.env !== undefined) variables.set(this.expanded(mount.env), "");
      return;
    }
    const step = evaluation.site.stepAt(mount.span, `secret ${id} is mounted for this RUN`);
    const mark = evaluation.mountedSecret(id, step);
    if (mount.env !== undefined) variables.set(this.expanded(mount.env), mark);
    if (mount.env !== undefined && target === undefined) return;
    const path = this.targetOf(target ?? `/run/secrets/${baseName(id)}`);
    this.cover(mount, path, view);
    view.removeDirectory(path);
    view.addDirectory(parentOf(path));
    view.put(path, mounted(mark, "run", "a secret mount", step));
  }

  private applyDirectory(mount: Mount, view: FileView): void {
    const target = this.targetOf(mount.target ?? "");
    this.cover(mount, target, view);
    recordUnknown(view.plain, target);
    if (mount.type === "bind") this.bind(mount, target, view);
    const { kind } = view.plain.at(target);
    const isFile = view.files.has(target) || kind === "text" || kind === "context";
    // A file takes the place of a directory that another mount put there.
    if (isFile) view.removeDirectory(target);
    view.addDirectory(isFile ? parentOf(target) : target);
    if (mount.type !== "cache") return;
    const kept = this.caches.get(this.cacheOf(mount, target));
    for (const [path, file] of kept ?? []) view.put(rebase(path, "/", target), file);
    // `from` fills a cache that is new (5.5).
    if (!kept && mount.from !== undefined) this.bind(mount, target, view);
  }

  private bind(mount: Mount, target: string, view: FileView): void {
    const { evaluation } = this;
    const source = mount.source === undefined ? "/" : this.expanded(mount.source);
    const from: Source | undefined =
      mount.from === undefined
        ? { kind: "context", name: "", context: evaluation.context }
        : this.sourceOf(mount.from, false);
    if (from?.kind === "stage") {
      const root = resolvePath("/", source);
      recordStageCopy(view.plain, from.state.view, root, target, target);
      for (const [path, file] of from.state.view.below(root))
        view.put(rebase(path, root, target), { ...file, arrival: "carried", mounted: true });
    } else if (from) this.bindContext(mount, from.context, source, target, view);
  }

  private bindContext(
    mount: Mount,
    context: BuildContext,
    source: string,
    target: string,
    view: FileView,
  ): void {
    const { evaluation } = this;
    const own = context === evaluation.context;
    const path = source.replace(/^\/+/, "") || ".";
    recordMount(view.plain, context, path, target);
    for (const { file, below } of takenSecretFiles(context, [path], [], false)) {
      const place = below === null ? target : resolvePath(target, below);
      const step = evaluation.site.stepAt(mount.span, `${file.path} is mounted for this RUN`);
      const mark = evaluation.contextFile(file, context);
      view.put(place, {
        ...mounted(mark, own ? "context" : "carried", "a bind mount", step),
        ...(own ? { source: file.path } : {}),
      });
    }
  }

  /** The id of a cache is its target where none is given. */
  private cacheOf(mount: Mount, target: string): string {
    return mount.id === undefined ? target : this.expanded(mount.id);
  }

  private cover(mount: Mount, target: string, view: FileView): void {
    const covered = [...view.below(target)];
    const made = missingAbove(target, view);
    this.#mounted.push({ mount, target, covered, made });
    const readOnly = mount.type === "secret" || !mount.readWrite;
    view.mounts = view.mounts.and({ target, readOnly, made });
    for (const [path] of covered) view.put(path, undefined);
  }
}

/** The topmost of a path and its directories that is not known to be there. */
function missingAbove(path: string, view: FileView): string | undefined {
  let missing: string | undefined;
  for (let at = path; at !== "/" && !view.isDirectory(at); at = parentOf(at)) missing = at;
  return missing;
}

/** Whether nothing is known to lie in a directory. */
const isEmpty = (path: string, { files, directories, texts }: FileView): boolean =>
  ![...files.keys(), ...directories, ...texts].some((other) => other !== path && isWithin(other, path));

const mounted = (
  content: string,
  arrival: ViewFile["arrival"],
  by: string,
  entered: ViewFile["entered"],
): ViewFile => ({
  content,
  arrival,
  by,
  entered,
  mounted: true,
  certain: true,
  incidental: false,
});
