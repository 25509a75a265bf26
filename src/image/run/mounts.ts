import { takenSecretFiles } from "../../context";
import type { Mount, Statement } from "../../dockerfile/types";
import type { Evaluation } from "../evaluation";
import type { FileView, ViewFile } from "../file-view";
import { baseName, rebase, resolvePath } from "../paths";
import type { StageState } from "../stage-state";

type RunStatement = Extract<Statement, { kind: "run" }>;

interface Mounted {
  readonly mount: Mount;
  /** Absolute. */
  readonly target: string;
}

/**
 * The mounts of one RUN (build-semantics 5.5). While it runs they cover what the image has at their targets;
 * afterwards nothing below a target stays, and a cache keeps its files for the next RUN that mounts it.
 */
export class Mounts {
  readonly #mounted: Mounted[] = [];
  readonly #covered: [string, ViewFile][] = [];

  constructor(
    private readonly evaluation: Evaluation,
    private readonly statement: RunStatement,
    private readonly state: StageState,
    private readonly caches: Map<string, Map<string, ViewFile>>,
    private readonly stageView: (reference: string) => StageState | undefined,
  ) {}

  /** Puts the mounts over a view, and the `env=` secrets into the variables. */
  apply(view: FileView, variables: Map<string, string>): void {
    for (const mount of this.statement.mounts) {
      if (mount.type === "secret") this.applySecret(mount, view, variables);
      else if (mount.type !== "ssh" && mount.target !== undefined) this.applyDirectory(mount, view);
    }
  }

  /** Takes the mounts off again. */
  release(view: FileView): void {
    for (const { mount, target } of this.#mounted) {
      const kept = new Map<string, ViewFile>();
      for (const [path, file] of view.below(target)) {
        kept.set(rebase(path, target, "/"), file);
        view.files.delete(path);
      }
      if (mount.type === "cache") this.caches.set(cacheOf(mount, target), kept);
    }
    for (const [path, file] of this.#covered) view.files.set(path, file);
  }

  private expanded(text: string): string {
    return this.evaluation.expand(text, this.state.variables, this.statement);
  }

  /** The file is at /run/secrets/<id> unless a target is given, or only a variable is. */
  private applySecret(mount: Mount, view: FileView, variables: Map<string, string>): void {
    const target = mount.target === undefined ? undefined : this.expanded(mount.target);
    const id = this.expanded(
      mount.id ?? mount.source ?? (target === undefined ? (mount.env ?? "") : baseName(target)),
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
    const path = resolvePath(
      target?.startsWith("/") ? "/" : this.state.workdir,
      target ?? `/run/secrets/${baseName(id)}`,
    );
    this.cover(mount, path, view);
    view.files.set(path, mounted(mark, "run", "a secret mount", step));
  }

  private applyDirectory(mount: Mount, view: FileView): void {
    const target = resolvePath(this.state.workdir, this.expanded(mount.target ?? ""));
    this.cover(mount, target, view);
    view.addDirectory(target);
    if (mount.type === "cache") {
      for (const [path, file] of this.caches.get(cacheOf(mount, target)) ?? [])
        view.files.set(rebase(path, "/", target), file);
    } else if (mount.type === "bind") this.bind(mount, target, view);
  }

  private bind(mount: Mount, target: string, view: FileView): void {
    const { evaluation } = this;
    const source = mount.source === undefined ? "/" : this.expanded(mount.source);
    if (mount.from !== undefined) {
      const from = resolvePath("/", source);
      for (const [path, file] of this.stageView(mount.from)?.view.below(from) ?? []) {
        view.files.set(rebase(path, from, target), { ...file, arrival: "carried", mounted: true });
      }
      return;
    }
    const path = source.replace(/^\/+/, "") || ".";
    for (const { file, below } of takenSecretFiles(evaluation.context, [path], [], false)) {
      const place = below === null ? target : resolvePath(target, below);
      const step = evaluation.site.stepAt(mount.span, `${file.path} is mounted for this RUN`);
      view.files.set(place, {
        ...mounted(evaluation.contextFile(file), "context", "a bind mount", step),
        source: file.path,
      });
    }
  }

  private cover(mount: Mount, target: string, view: FileView): void {
    this.#mounted.push({ mount, target });
    for (const [path, file] of view.below(target)) {
      this.#covered.push([path, file]);
      view.files.delete(path);
    }
  }
}

const cacheOf = (mount: Mount, target: string): string => mount.id ?? target;

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
