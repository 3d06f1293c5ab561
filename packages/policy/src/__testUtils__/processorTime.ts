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
 * Milliseconds of the process's own time in which everything ends that ends at all, on any machine of a build. It finds what explodes; what
 * is only several times slower, or quadratic in a text of 64 KB, the benchmarks `hostile` and `hostile-cold` show.
 */
export const endlessMs = 30_000;
