/**
 * How long hostile input may take, in seconds of this process's CPU: some twenty times what linear work needs for the sizes in these
 * tests, and far less than backtracking would. CPU time, since a busy machine only stretches the clock.
 */
export const PATIENCE = 10;

/** Seconds of CPU that `work` takes. */
export function cpuSeconds(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
