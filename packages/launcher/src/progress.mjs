const started = Date.now();

/** Says what happens now, with the seconds since the start. */
export function step(words) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  process.stdout.write(`${seconds} s  ${words}\n`);
}

/** Seconds since the launcher started. */
export function secondsSinceStart() {
  return (Date.now() - started) / 1000;
}
