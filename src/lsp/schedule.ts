import type { Target } from "./workspace";

export interface ScheduleOptions {
  /** Nothing is linted by itself before this: the editor's settings are known then. */
  readonly ready: Promise<void>;
  /** Lints one and shows what was found. */
  readonly lint: (target: Target) => void;
  /** Begins to show how far a long run is; the result is told of each step and of the end. Undefined where the editor cannot show it. */
  readonly progress: () => Promise<Progress | undefined>;
}

export interface Progress {
  step(done: number, total: number): void;
  end(): void;
  readonly cancelled: boolean;
}

/** As long after the last keystroke a text is linted. */
const DEBOUNCE_MS = 80;
/** More Dockerfiles than this take long enough to be shown. */
const SILENT_TARGETS = 5;

/** Dockerfiles that wait to be linted: each once, one after the other, with room for requests in between. */
export class Schedule {
  readonly #waiting = new Map<string, Target>();
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(private readonly options: ScheduleOptions) {}

  /** Lints them, and what waits already, as soon as nothing more is typed, or at once. */
  add(targets: readonly Target[], when: "later" | "soon"): void {
    for (const target of targets) this.#waiting.set(keyOf(target), target);
    if (this.#waiting.size === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(), when === "later" ? DEBOUNCE_MS : 0);
  }

  /** Lints what waits and meets a condition now, so that a request is answered from the text as it is. */
  flush(isWanted: (target: Target) => boolean): void {
    for (const target of [...this.#waiting.values()].filter(isWanted)) this.lint(target);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  private async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    await this.options.ready;
    const progress = this.#waiting.size > SILENT_TARGETS ? await this.options.progress() : undefined;
    let done = 0;
    for (let target = this.next(); target && !progress?.cancelled; target = this.next()) {
      this.lint(target);
      progress?.step(++done, done + this.#waiting.size);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (progress?.cancelled) this.#waiting.clear();
    progress?.end();
    this.#running = false;
  }

  private next(): Target | undefined {
    return this.#waiting.values().next().value;
  }

  private lint(target: Target): void {
    this.#waiting.delete(keyOf(target));
    this.options.lint(target);
  }
}

const keyOf = ({ project, dockerfile }: Target): string => `${project.root}\0${dockerfile}`;
