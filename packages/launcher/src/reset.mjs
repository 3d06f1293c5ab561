import { existsSync, rmSync } from 'node:fs';
import { state } from './places.mjs';
import { runMain } from './problem.mjs';
import { readSettings, requireFreePort } from './settings.mjs';

/** `npm run reset`: removes the portal's state. Tools and dependencies stay. */
await runMain(async () => {
  if (!existsSync(state)) {
    process.stdout.write('There is no state to remove.\n');
    return;
  }
  await requireFreePort(readSettings().port);
  rmSync(state, { recursive: true, force: true });
  process.stdout.write(
    `Removed ${state}. \`npm start\` begins with a fresh portal.\n`,
  );
});
