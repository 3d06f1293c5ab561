/**
 * Milliseconds of the process's own time that some work takes, in which what else the machine does counts less than on a clock.
 * It has the engine's compiling and collecting in it, which happen beside the work.
 */
export function processorTime(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

/**
 * Milliseconds of the process's own time that only work takes which grows faster than its input may make it grow: dozens of times what
 * any machine of a build needs for the rest. How fast it is, the benchmarks `hostile` and `hostile-cold` say.
 */
export const endlessMs = 30_000;
