/**
 * Ends the process when nobody reads its output any more: whoever started it was killed. A line that cannot be written
 * is an uncaught error, which Backstage logs, which is a line that cannot be written; it would go on for ever and take
 * all memory. Runs are durable: the next start resumes them.
 */
export function endWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => process.exit(1));
  }
}
