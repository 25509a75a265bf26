import type { BuildOrigin, PassedArgument } from "../../build";

/** A build arg that a definition file passes, and that the Dockerfile takes no more. */
export interface Handover {
  /** The build, as the file describes it. */
  readonly origin: BuildOrigin;
  readonly argument: PassedArgument;
  /** The id of the build secret that takes its place; undefined where no RUN needs it. */
  readonly id: string | undefined;
}
