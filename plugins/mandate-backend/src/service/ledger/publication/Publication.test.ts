import { mockServices } from '@backstage/backend-test-utils';
import {
  cosignaturesOf,
  fromBase64,
  logPath,
  newTiles,
  parseVerifierKey,
  verifyBundle,
  verifyCheckpoint,
} from '@mandate/ledger';
import knexFactory from 'knex';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelStore } from '../../../database/KernelStore';
import { ledgerSettings } from '../../../testing/ledgerSettings';
import { startWitness } from '../../../testing/startWitness';
import { askOracle, tlogOracle } from '../../../testing/tlogOracle';
import { KERNEL_ACTOR } from '../../change/actors';
import { Ledger } from '../Ledger';
import { LedgerKeys } from '../LedgerKeys';
import { LogResources } from '../LogResources';
import { Publication } from './Publication';

jest.setTimeout(60_000);

const NEW_KEY = Buffer.alloc(32, 8).toString('base64');
const OLD_KEY = Buffer.alloc(32, 7).toString('base64');

let folder: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-publication-'));
});

afterEach(async () => {
  await Promise.all(cleanups.splice(0).map(cleanup => cleanup()));
  await rm(folder, { recursive: true });
});

/** A ledger in a file, so that it can be opened again, with another configuration. */
async function start(
  configured: Readonly<Record<string, unknown>> = {},
  file = 'ledger.db',
) {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(folder, file) },
    useNullAsDefault: true,
  });
  cleanups.push(() => knex.destroy());
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  const logger = mockServices.logger.mock();
  const settings = ledgerSettings(configured);
  const keys = await LedgerKeys.create({ settings, store, logger });
  const ledger = new Ledger({ store, keys, origin: settings.origin });
  const publication = new Publication({
    store,
    ledger,
    keys,
    logResources: new LogResources(store),
    settings,
    logger,
  });
  const append = (count: number) =>
    store.transaction(async tx => {
      for (let number = 0; number < count; number += 1) {
        tx.ledger.append({
          kind: 'configuration',
          actor: KERNEL_ACTOR,
          data: { number, name: 'user:default/ann' },
        });
      }
    });
  const publish = async () => {
    const checkpoint = await ledger.checkpoint();
    await publication.publish();
    return checkpoint;
  };
  return { knex, store, ledger, keys, logger, append, publish };
}

async function listPublished(path: string, size: number) {
  const paths = [...newTiles({ from: 0, size })].flatMap(tile => [
    logPath({ type: 'tile', tile }),
    ...(tile.level === 0 ? [logPath({ type: 'entries', tile })] : []),
  ]);
  return (
    paths.filter(each => existsSync(join(path, each))).length === paths.length
  );
}

describe('publication to a directory', () => {
  it('has every tile, entry and the checkpoint, however the log grew, and nothing personal', async () => {
    const path = join(folder, 'log');
    const { append, publish, logger } = await start({
      publish: [{ type: 'directory', path }],
    });
    for (const count of [1, 254, 1, 1, 300, 0, 700]) {
      await append(count);
      const { size, note } = await publish();
      expect(await readFile(join(path, 'checkpoint'), 'utf8')).toBe(note);
      expect(await listPublished(path, size)).toBe(true);
    }
    expect(existsSync(join(path, 'tile/0/000.p'))).toBe(false);
    expect(
      await readFile(join(path, 'tile/entries/001'), 'utf8'),
    ).not.toContain('user:');
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('is refused when the ledger lost entries that were published', async () => {
    const path = join(folder, 'log');
    const configured = { publish: [{ type: 'directory', path }] };
    const first = await start(configured);
    await first.append(5);
    const { note } = await first.publish();
    const restored = await start(configured, 'older.db');
    await restored.append(3);
    await restored.publish();
    expect(restored.logger.error).toHaveBeenCalledWith(
      expect.stringContaining('it lost some'),
    );
    expect(await readFile(join(path, 'checkpoint'), 'utf8')).toBe(note);
  });

  it('is refused when a published entry was changed since', async () => {
    const path = join(folder, 'log');
    const configured = { publish: [{ type: 'directory', path }] };
    const first = await start(configured);
    await first.append(3);
    const { note } = await first.publish();
    const forked = await start(configured, 'other.db');
    await forked.append(2);
    await forked.append(4);
    await forked.publish();
    expect(forked.logger.error).toHaveBeenCalledWith(
      expect.stringContaining('other entries'),
    );
    expect(await readFile(join(path, 'checkpoint'), 'utf8')).toBe(note);
  });

  it('is refused over something that is not this log', async () => {
    const { append, publish, logger } = await start({
      publish: [{ type: 'directory', path: folder }],
    });
    await writeFile(join(folder, 'checkpoint'), 'mine\n');
    await append(1);
    await publish();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('another log'),
    );
  });
});

describe('publication to git', () => {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8' });

  it('commits each checkpoint with its tiles, and pushes', async () => {
    const repository = join(folder, 'log.git');
    const remote = join(folder, 'remote.git');
    git('init', '--bare', '--quiet', remote);
    const { append, publish, logger } = await start({
      publish: [{ type: 'git', repository, push: remote }],
    });
    await append(250);
    await publish();
    await append(10);
    const { note, size } = await publish();
    await publish();
    expect(logger.warn).not.toHaveBeenCalled();
    const commits = git('--git-dir', remote, 'rev-list', 'ledger');
    expect(commits.trim().split('\n')).toHaveLength(2);
    const clone = join(folder, 'clone');
    git('clone', '--quiet', '--branch', 'ledger', remote, clone);
    expect(await readFile(join(clone, 'checkpoint'), 'utf8')).toBe(note);
    expect(await listPublished(clone, size)).toBe(true);
    expect(existsSync(join(clone, 'tile/0/000.p'))).toBe(false);
  });

  it('never overwrites a remote with another history, and names no credentials', async () => {
    const remote = join(folder, 'remote.git');
    const first = await start({
      publish: [
        { type: 'git', repository: join(folder, 'a.git'), push: remote },
      ],
    });
    git('init', '--bare', '--quiet', remote);
    await first.append(2);
    await first.publish();
    const head = git('--git-dir', remote, 'rev-parse', 'ledger');
    const second = await start(
      {
        publish: [
          { type: 'git', repository: join(folder, 'b.git'), push: remote },
        ],
      },
      'second.db',
    );
    await second.append(5);
    await second.publish();
    expect(second.logger.warn).toHaveBeenCalled();
    expect(JSON.stringify(second.logger.warn.mock.calls)).not.toContain(remote);
    expect(git('--git-dir', remote, 'rev-parse', 'ledger')).toBe(head);
  });
});

describe('witnesses', () => {
  async function startWithWitness() {
    const plain = await start();
    const witness = await startWitness({
      origin: 'localhost/mandate',
      verifierKey: plain.keys.current.verifierKey.text,
    });
    cleanups.push(witness.stop);
    const witnessed = await start({
      witnesses: [{ url: witness.url, verifierKey: witness.key.text }],
      publish: [{ type: 'directory', path: join(folder, 'log') }],
    });
    return { witness, ...witnessed };
  }

  it('cosign each checkpoint once, and the published one has it', async () => {
    const { witness, append, publish, ledger } = await startWithWitness();
    for (const count of [3, 4]) {
      await append(count);
      await publish();
      const { note } = await ledger.checkpoint();
      expect(cosignaturesOf(note, [witness.key])).toHaveLength(1);
      expect(await readFile(join(folder, 'log/checkpoint'), 'utf8')).toBe(note);
    }
    await publish();
    expect(witness.requests()).toBe(2);
  });

  it('that know another size than we thought are asked again from there', async () => {
    const { witness, append, publish, ledger } = await startWithWitness();
    await append(3);
    await publish();
    witness.knows(0);
    await append(1);
    await publish();
    const { note } = await ledger.checkpoint();
    expect(cosignaturesOf(note, [witness.key])).toHaveLength(1);
  });

  it('that have seen a longer log raise the alarm', async () => {
    const { witness, append, publish, logger } = await startWithWitness();
    witness.knows(99);
    await append(1);
    await publish();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('99 entries'),
    );
  });

  it('that do not answer stop neither checkpoints nor publication', async () => {
    const { witness, append, publish, logger } = await startWithWitness();
    await witness.stop();
    cleanups.splice(cleanups.indexOf(witness.stop), 1);
    await append(1);
    const { note } = await publish();
    expect(logger.warn).toHaveBeenCalled();
    expect(await readFile(join(folder, 'log/checkpoint'), 'utf8')).toBe(note);
  });
});

describe('a change of keys', () => {
  const opensWith = (note: string, keyText: string) => {
    const key = parseVerifierKey(keyText);
    return verifyCheckpoint(note, {
      origin: 'localhost/mandate',
      keys: key.ok ? [key.key] : [],
    }).ok;
  };

  it('signs with both during the overlap, and is an entry', async () => {
    const before = await start();
    await before.append(2);
    await before.ledger.checkpoint();
    const after = await start({
      signingKey: NEW_KEY,
      previousKeys: [{ signingKey: OLD_KEY }],
    });
    const { note, verifierKeys } = await after.ledger.checkpoint();
    expect(verifierKeys).toHaveLength(2);
    expect(verifierKeys.map(key => opensWith(note, key))).toEqual([true, true]);
    const { items } = await after.ledger.entries({ limit: 1 });
    expect(items[0]).toMatchObject({
      kind: 'key-changed',
      data: { verifierKey: after.keys.current.verifierKey.text },
    });
  });

  it('leaves the new key alone after the overlap', async () => {
    const before = await start();
    await before.append(2);
    await before.ledger.checkpoint();
    const configured = {
      signingKey: NEW_KEY,
      previousKeys: [{ signingKey: OLD_KEY }],
      keyOverlap: 'PT1H',
    };
    const after = await start(configured);
    await after.knex('mandate_ledger_keys').decrement('signs_since', 3_600_001);
    await after.append(1);
    const { note, verifierKeys } = await after.ledger.checkpoint();
    expect(verifierKeys.map(key => opensWith(note, key))).toEqual([
      false,
      true,
    ]);
  });

  it('back to a key that signed before overlaps, is an entry, and holds offline', async () => {
    const knownCheckpoints: string[] = [];
    const use = async (signingKey: string, previous?: string) => {
      const started = await start({
        signingKey,
        previousKeys: previous ? [{ signingKey: previous }] : [],
        keyOverlap: 'PT1H',
      });
      await started.append(1);
      const { note, verifierKeys } = await started.ledger.checkpoint();
      knownCheckpoints.push(note);
      // By the next change, every overlap is over.
      await started
        .knex('mandate_ledger_keys')
        .decrement('first_used_at', 3_600_001)
        .decrement('signs_since', 3_600_001);
      return {
        ...started,
        verifierKeys,
        opens: verifierKeys.map(key => opensWith(note, key)),
      };
    };
    await use(OLD_KEY);
    await use(NEW_KEY, OLD_KEY);
    const back = await use(OLD_KEY, NEW_KEY);
    expect(back.opens).toEqual([true, true]);
    const { ledger, opens, verifierKeys } = await use(OLD_KEY, NEW_KEY);
    expect(opens).toEqual([true, false]);
    const { items } = await ledger.entries({ limit: 100 });
    expect(
      items.flatMap(({ kind, data }) =>
        kind === 'key-changed' ? [data.verifierKey] : [],
      ),
    ).toEqual(verifierKeys);
    let bundle = '';
    for await (const piece of ledger.bundle()) {
      bundle += piece;
    }
    expect(
      verifyBundle(JSON.parse(bundle), {
        keys: verifierKeys,
        knownCheckpoints,
      }),
    ).toMatchObject({ ok: true });
    // Whoever never learned of the new key follows the ledger up to the overlap, and from the way back on.
    const [oldKey] = verifierKeys;
    expect(knownCheckpoints.map(note => opensWith(note, oldKey))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('from the database to the configuration overlaps without saying so', async () => {
    const before = await start({ signingKey: undefined });
    await before.append(2);
    const { verifierKey } = await before.ledger.checkpoint();
    const after = await start({ signingKey: NEW_KEY });
    const { note } = await after.ledger.checkpoint();
    expect(opensWith(note, verifierKey)).toBe(true);
  });
});

// Only where there is another implementation to ask.
(tlogOracle === undefined ? describe.skip : describe)(
  'another implementation',
  () => {
    it('accepts tiles, checkpoints, cosignatures and proofs', async () => {
      const path = join(folder, 'log');
      const plain = await start();
      const witness = await startWitness({
        origin: 'localhost/mandate',
        verifierKey: plain.keys.current.verifierKey.text,
      });
      cleanups.push(witness.stop);
      const { append, publish, ledger } = await start({
        publish: [{ type: 'directory', path }],
        witnesses: [{ url: witness.url, verifierKey: witness.key.text }],
      });
      await append(300);
      const earlier = await publish();
      await append(66_000);
      await publish();
      const checkpoint = await ledger.checkpoint();
      const { size, rootHash, verifierKey } = checkpoint;
      const note = await readFile(join(path, 'checkpoint'), 'utf8');
      const indices = [0, 255, 256, 65_535, 65_536, size - 1];
      const inclusions = await Promise.all(
        indices.map(async index => {
          const { hashes } = await ledger.inclusionProof(index, size);
          const { items } = await ledger.entries({
            cursor: String(index + 1),
            limit: 1,
          });
          return {
            op: 'inclusion',
            leafHash: items[0]?.leafHash,
            index,
            size,
            proof: hashes,
            root: rootHash,
          };
        }),
      );
      const consistency = await ledger.consistencyProof(earlier.size, size);
      const answers = askOracle([
        { op: 'tiles', directory: path },
        {
          op: 'verifyCheckpoint',
          checkpoint: note,
          verifier: verifierKey,
          witnesses: [witness.key.text],
        },
        ...inclusions,
        {
          op: 'consistency',
          size1: earlier.size,
          root1: earlier.rootHash,
          size2: size,
          root2: rootHash,
          proof: consistency.hashes,
        },
      ]);
      expect(answers.filter(({ valid }) => !valid)).toEqual([]);
      expect(answers[0]).toMatchObject({ size, root: rootHash });
      expect(answers[1]).toMatchObject({
        verified: expect.arrayContaining([witness.key.name]),
      });
      expect(fromBase64(rootHash)).toHaveLength(32);
    });
  },
);
