import { isWithin, rebase } from "./paths";

/** Where something is mounted while a RUN lasts. */
export interface MountPoint {
  readonly target: string;
  readonly readOnly: boolean;
  /** The topmost directory that was made for it, where it was not there. */
  readonly made: string | undefined;
}

/** What is mounted, the later over the earlier. */
export class MountPoints {
  constructor(private readonly points: readonly MountPoint[] = []) {}

  get targets(): readonly string[] {
    return this.points.map(({ target }) => target);
  }

  and(point: MountPoint): MountPoints {
    return new MountPoints([...this.points, point]);
  }

  /** The mount that a path lies on: the innermost. */
  at(path: string): MountPoint | undefined {
    return this.points
      .filter(({ target }) => isWithin(path, target))
      .reduce<MountPoint | undefined>(
        (one, other) => (one && one.target.length > other.target.length ? one : other),
        undefined,
      );
  }

  /** Whether something is mounted at a path or below, so that it cannot be removed or moved away. */
  areIn(path: string): boolean {
    return this.points.some(({ target }) => isWithin(target, path));
  }

  /** Whether a directory can be renamed with what is mounted in it: where it was made for that, and so is of no lower layer. */
  rideWith(path: string): boolean {
    const inside = this.points.filter(({ target }) => isWithin(target, path));
    return inside.every(({ target, made }) => target !== path && made !== undefined && isWithin(path, made));
  }

  /** The same after a directory was renamed. */
  moved(from: string, to: string): MountPoints {
    return new MountPoints(
      this.points.map((point) =>
        isWithin(point.target, from)
          ? { ...point, target: rebase(point.target, from, to), made: undefined }
          : point,
      ),
    );
  }

  /** Whether what is at a path cannot be changed. */
  isReadOnly(path: string): boolean {
    return this.points.length > 0 && this.at(path)?.readOnly === true;
  }
}
