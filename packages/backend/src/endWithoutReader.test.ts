import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SCRIPT = `
  require(${JSON.stringify(
    join(__dirname, 'endWithoutReader.ts'),
  )}).endWithoutReader();
  process.on('uncaughtException', error => console.log(error));
  setInterval(() => console.log('still here'), 10);
`;

it('a portal whose output nobody reads any more ends', async () => {
  const child = spawn(
    process.execPath,
    ['--require', '@backstage/cli/config/nodeTransform.cjs', '-e', SCRIPT],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  try {
    await expect(ended).resolves.toEqual([1, null]);
  } finally {
    child.kill('SIGKILL');
  }
}, 60_000);
