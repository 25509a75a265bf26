import type { Build, BuildInputs } from "./build";
import type { FileSystem } from "./files/file-system";
import type { Judge } from "./secrets";
import { type OpenedBuild, type OpenOptions, openBuild } from "./subject";

type Opened = ReturnType<typeof openBuild>;

/** More images that are FROM each other than any project has. */
const DEEPEST = 40;

/** The builds of a project by the names that others have for their images. Each is evaluated as a parent once, when the first FROM asks for it. */
export class ParentImages {
  readonly #named = new Map<string, Build[]>();
  readonly #opened = new Map<Build, Opened>();
  #depth = 0;

  constructor(
    builds: readonly Build[],
    private readonly openAnew: (build: Build, options: Pick<OpenOptions, "parent" | "number">) => Opened,
  ) {
    for (const build of builds)
      for (const name of build.names ?? []) {
        const key = imageName(name);
        this.#named.set(key, [...(this.#named.get(key) ?? []), build]);
      }
  }

  /** A build for its own sake, which is kept only where it was a parent before. */
  open(build: Build): Opened {
    return this.#opened.get(build) ?? this.openAnew(build, { parent: this.parentOf(build) });
  }

  private openParent(build: Build): Opened {
    const known = this.#opened.get(build);
    if (known) return known;
    // Of an image that is FROM one that is FROM it nothing is known.
    this.#opened.set(build, { problems: [] });
    this.#depth++;
    const opened = this.openAnew(build, { parent: this.parentOf(build), number: this.#opened.size });
    this.#depth--;
    this.#opened.set(build, opened);
    return opened;
  }

  /** Gives a build the builds whose images it is FROM. */
  parentOf(child: Build): (reference: string) => OpenedBuild | undefined {
    return (reference) => {
      const build = this.#depth < DEEPEST ? this.of(reference, child) : undefined;
      const opened = build && this.openParent(build);
      return opened && "subject" in opened ? opened : undefined;
    };
  }

  /** The build whose image another build means by a reference; undefined for an image that none of the project makes. */
  private of(reference: string, child: Build): Build | undefined {
    // A digest names an image that was pushed before.
    if (reference.includes("@sha256:")) return undefined;
    const key = imageName(reference);
    const others = (this.#named.get(key) ?? []).filter((build) => !isSame(build, child));
    const beside = others.filter(({ origin }) => origin?.source.path === child.origin?.source.path);
    const [first, ...rest] = beside.length > 0 ? beside : others;
    // Where two builds make images of one name, nobody knows which is there.
    return first && rest.every((build) => isSame(build, first)) ? first : undefined;
  }
}

/** Whether two builds make the same image. */
export const isSame = (one: Build, other: Build): boolean =>
  one.dockerfile === other.dockerfile && one.context === other.context && one.target === other.target;

/** A reference with its tag, and without Docker's own registry: `docker.io/library/base` is `base:latest`. */
function imageName(reference: string): string {
  if (/^(?:target|service):/.test(reference)) return reference;
  const short = reference
    .replace(/^docker-image:\/\//, "")
    .replace(/^(?:index\.)?docker\.io\//, "")
    .replace(/^library\//, "");
  return /:[^/]*$/.test(short) ? short : `${short}:latest`;
}

/** How the builds of a run are opened. */
interface Opening extends Pick<OpenOptions, "content" | "openContext"> {
  readonly judge: Judge;
  /** What each build of the project gets besides. */
  readonly inputs?: BuildInputs;
  /** Builds that a caller names, which get what they say and no more. */
  readonly images?: readonly Build[];
}

/** The images that builds of a project make, on some files. */
export function parentImages(
  known: readonly Build[],
  { images = [], inputs, judge, content, openContext }: Opening,
  files: FileSystem,
): ParentImages {
  return new ParentImages([...images, ...known], (build, options) =>
    openBuild(images.includes(build) ? build : { ...build, ...inputs }, files, judge, {
      ...options,
      content,
      openContext,
    }),
  );
}
