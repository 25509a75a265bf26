import type { TraceStep } from "../finding";

/** Nobody reads a longer journey: of what lies between, the first steps and the last ones are kept. */
const MOST_STEPS = 64;

/** A journey with a step more. */
export function oneFurther(steps: readonly TraceStep[], step: TraceStep): readonly TraceStep[] {
  const half = MOST_STEPS / 2;
  return steps.length < MOST_STEPS
    ? [...steps, step]
    : [...steps.slice(0, half), ...steps.slice(1 - half), step];
}

/**
 * The steps of a secret that are not the last of the longest way that takes them. A way through n stages arrives n times, each
 * time with the steps of the time before: longer ones first, each step is looked at once.
 */
export function passedSteps(
  ways: readonly { readonly steps: readonly TraceStep[] }[],
): ReadonlySet<TraceStep> {
  const passed = new Set<TraceStep>();
  for (const { steps } of ways.toSorted((one, other) => other.steps.length - one.steps.length))
    if (!passed.has(steps.at(-1)!)) for (const step of steps.slice(0, -1)) passed.add(step);
  return passed;
}
