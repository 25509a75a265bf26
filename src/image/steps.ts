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
