import { copyWeight } from "./context";
import type { TraceStep } from "./finding";
import type { ConfigEntry, ContextCopy, Dye, HistoryLine, Layer, LayerFile, Secret } from "./image/model";
import { passedSteps } from "./image/steps";
import type {
  InspectedBeside,
  InspectedEntry,
  InspectedHistory,
  InspectedImage,
  InspectedLayer,
  InspectedPlace,
  InspectedSecret,
  InspectedStage,
  Journey,
} from "./report";
import type { Subject } from "./rule";
import { relativeTo } from "./text/relative";
import type { SourceText, Span } from "./text/source";

type Rest = Omit<InspectedPlace, "steps">;

/** Something that an instruction put there. */
type Standing = Pick<Layer, "statement" | "stage" | "inherited">;

/** A secret at a place, with all that happened to it until there. */
interface Arrival {
  readonly rest: Rest;
  readonly steps: readonly TraceStep[];
}

/**
 * What ships in an image, and what its builder stages hold, in the form that `inspect --format json` prints.
 * `shown` gives a stretch of a Dockerfile without its secrets. Paths become relative to `directory`.
 */
export function inspectImage(
  subject: Subject,
  directory: string,
  shown: (dockerfile: SourceText, span: Span) => string,
): InspectedImage {
  return new Inspector(subject, directory, shown).image();
}

/** Where so many steps are told, of further places the last one is. */
const MOST_TOLD = 20_000;

class Inspector {
  readonly #journeys = new Map<Secret, { readonly index: number; readonly arrivals: Arrival[] }>();

  readonly #steps = new Map<TraceStep, InspectedPlace["steps"][number]>();

  #told = 0;

  readonly #weights = new Map<string, ReturnType<typeof copyWeight>>();

  constructor(
    private readonly subject: Subject,
    private readonly directory: string,
    private readonly shown: (dockerfile: SourceText, span: Span) => string,
  ) {}

  image(): InspectedImage {
    const { image, build } = this.subject;
    const { layers, env, labels, commands, history } = image.whole();
    // Secrets are numbered as they are met, so what ships is asked first.
    const shipped = {
      layers: layers.map((layer) => this.layer(layer, "image")),
      env: this.entries("env", env),
      labels: this.entries("label", labels),
      commands: this.entries("command", commands),
      history: history.map((line) => this.history(line, "image")),
    };
    return {
      ...shipped,
      ...this.beside("provenance", build.provenance),
      ...this.beside("cache", build.cacheTo),
      ...(image.doubts.length > 0 ? { doubts: image.doubts } : {}),
      stages: this.stages(),
      journeys: this.journeys(),
    };
  }

  private secret(dye: Dye, rest: Rest): InspectedSecret {
    const { secret, steps } = dye;
    const journey = this.#journeys.get(secret) ?? { index: this.#journeys.size, arrivals: [] };
    this.#journeys.set(secret, journey);
    journey.arrivals.push({ rest, steps });
    return { kind: secret.kind, name: secret.name, journey: journey.index };
  }

  private journeys(): Journey[] {
    return [...this.#journeys].map(([{ kind, name, origin }, { arrivals }]) => {
      const passed = passedSteps(arrivals);
      const places = arrivals.map(({ rest, steps }): InspectedPlace => {
        const own = rest.rests === "builder" && passed.has(steps.at(-1)!) ? [] : steps;
        const told = this.#told > MOST_TOLD ? own.slice(-1) : own;
        this.#told += told.length;
        return { ...rest, steps: told.map((step) => this.step(step)) };
      });
      return { kind, name, origin, places };
    });
  }

  /** Ways into one place share most of their steps. */
  private step(step: TraceStep): InspectedPlace["steps"][number] {
    const { file, range, message } = step;
    const known = this.#steps.get(step) ?? {
      file: relativeTo(this.directory, file),
      line: range.start.line,
      message,
    };
    this.#steps.set(step, known);
    return known;
  }

  private layer(layer: Layer, rests: Rest["rests"]): InspectedLayer {
    const { statement, files, copies } = layer;
    const weights = copies.map((copy) => this.weight(copy));
    const sum = (of: "files" | "bytes") => weights.reduce((total, weight) => total + weight[of], 0);
    return {
      ...this.placeOf(layer),
      instruction: (layer.inherited?.statement ?? statement).instruction.keyword.toUpperCase(),
      written: this.written(layer),
      ...(copies.length > 0 ? { fromContext: { files: sum("files"), bytes: sum("bytes") } } : {}),
      secrets: files.flatMap((file) =>
        file.dyes.map((dye) => this.file(file, dye, { ...this.placeOf(layer), rests })),
      ),
    };
  }

  /** To weigh is to walk the context, and many layers take the same of it. */
  private weight(copy: ContextCopy): ReturnType<typeof copyWeight> {
    const { source, exclude, parents } = copy;
    const key = JSON.stringify([source, exclude, parents]);
    const weight = this.#weights.get(key) ?? copyWeight(this.subject.context, copy);
    this.#weights.set(key, weight);
    return weight;
  }

  private file(
    { path, hiddenBy, certain }: LayerFile,
    dye: Dye,
    place: Omit<Rest, "where">,
  ): InspectedLayer["secrets"][number] {
    const hiddenByLine = hiddenBy?.statement.instruction.startLine;
    const rest = { ...place, where: "layer" as const, path };
    return {
      path,
      ...this.secret(dye, hiddenByLine === undefined ? rest : { ...rest, hiddenByLine }),
      hiddenByLine: hiddenByLine ?? null,
      ...(hiddenBy ? { hidden: hiddenBy.how } : {}),
      ...(certain ? {} : { certain: false }),
    };
  }

  private entries(
    where: "env" | "label" | "command",
    entries: readonly ConfigEntry[],
  ): readonly InspectedEntry[] {
    return entries
      .filter(({ replaced }) => !replaced)
      .flatMap((entry) => {
        const { name, dyes } = entry;
        const place = this.placeOf(entry);
        return dyes.map((dye) => ({
          name,
          ...place,
          secret: this.secret(dye, { ...place, where, rests: "image", path: name }),
        }));
      });
  }

  private history(line: HistoryLine, rests: Rest["rests"]): InspectedHistory {
    const place = this.placeOf(line);
    return {
      ...place,
      text: line.text,
      written: this.written(line),
      secrets: line.dyes.map((dye) => this.secret(dye, { ...place, where: "history", rests })),
    };
  }

  private beside(where: "provenance" | "cache", asked: string | undefined) {
    const found = this.subject.image.beside
      .filter((each) => each.where === where)
      .flatMap(({ name, line, stage, dyes }): InspectedBeside[] =>
        dyes.map((dye) => ({
          name,
          line,
          stage,
          secret: this.secret(dye, { where, rests: "beside", path: name, line, stage }),
        })),
      );
    return asked !== undefined || found.length > 0 ? { [where]: found } : {};
  }

  private stages(): InspectedStage[] {
    const { image, dockerfile } = this.subject;
    const builders = new Map(image.builders().map((builder) => [builder.stage, builder]));
    return image.stages.map((stage) => {
      const built = builders.get(stage);
      return {
        name: stage.label,
        line: stage.line,
        from: oneLine(this.shown(dockerfile, dockerfile.lineSpan(stage.line))),
        role: stage.role,
        ...(built
          ? {
              layers: built.layers.map((layer) => this.layer(layer, "builder")),
              history: built.history.map((line) => this.history(line, "builder")),
            }
          : {}),
      };
    });
  }

  private written({ statement, inherited }: Standing): string {
    const { span, heredocs } = (inherited?.statement ?? statement).instruction;
    const [heredoc] = heredocs;
    const source = inherited?.dockerfile ?? this.subject.dockerfile;
    return oneLine(this.shown(source, heredoc ? { start: span.start, end: heredoc.span.start } : span));
  }

  private placeOf({ statement: { instruction }, stage, inherited }: Standing) {
    return {
      line: instruction.startLine,
      stage: stage.label,
      stageIndex: stage.index,
      ...(inherited
        ? {
            inherited: {
              image: inherited.image,
              dockerfile: relativeTo(this.directory, inherited.dockerfile.path),
              line: inherited.statement.instruction.startLine,
            },
          }
        : {}),
    };
  }
}

/** Longer instructions are cut: they are shown to be recognized, not to be read. */
const LONGEST = 300;

/** Without comments and continuations. */
function oneLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const joined = lines
    .filter((line, index) => index === 0 || !line.startsWith("#"))
    .map((line) => line.replace(/[\\`]$/, "").trimEnd())
    .filter((line) => line !== "")
    .join(" ");
  return joined.length > LONGEST ? `${joined.slice(0, LONGEST)}…` : joined;
}
