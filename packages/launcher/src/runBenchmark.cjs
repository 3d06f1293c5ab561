const [file, ...flags] = process.argv.slice(2);

/** Prints a benchmark's figures: as JSON for tools, as lines for people. */
async function main() {
  const { run } = require(file);
  const figures = await run();
  if (flags.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ figures })}\n`);
    return;
  }
  for (const { name, value, unit, peer, ratio } of figures) {
    const comparison = peer ? `  (${ratio?.toFixed(2)} × ${peer})` : '';
    process.stdout.write(
      `${name.padEnd(60)} ${value.toLocaleString('en')} ${unit}${comparison}\n`,
    );
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
