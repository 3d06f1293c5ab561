import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  decodeEntry,
  fromBase64,
  parseVerifierKey,
  verifyBundle,
  verifyCheckpoint,
  verifyInclusion,
} from '@mandate/ledger';
import { changeStateSchema, isTerminal } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { KernelStore } from '../../database/KernelStore';
import { sequencePending } from '../../database/ledger/sequencePending';
import { as, startKernel } from '../../testing/startKernel';
import { KERNEL_ACTOR } from '../change/actors';
import { ledgerSettings } from '../../testing/ledgerSettings';
import { Ledger } from './Ledger';
import { LedgerKeys } from './LedgerKeys';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ORIGIN = 'localhost/mandate';
const SEED = Buffer.alloc(32, 7).toString('base64');

async function start(knex: Knex) {
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  const keys = await LedgerKeys.create({
    settings: ledgerSettings({ signingKey: SEED }),
    store,
    logger: mockServices.rootLogger({ level: 'none' }),
  });
  const ledger = new Ledger({ store, keys, origin: ORIGIN });
  const append = (note: string) =>
    store.transaction(async tx => {
      tx.ledger.append({
        kind: 'configuration',
        actor: KERNEL_ACTOR,
        data: { note },
      });
    });
  return { store, ledger, append };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
  }
  return text;
}

describe.each(databases.eachSupportedId())('Ledger, %p', databaseId => {
  it('gives indices without gaps, however many write at once', async () => {
    const knex = await databases.init(databaseId);
    const { append } = await start(knex);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => append(`${index}`)),
    );
    const rows = await knex('mandate_ledger_entries').orderBy('entry_index');
    expect(rows.map(row => Number(row.entry_index))).toEqual(
      Array.from({ length: 40 }, (_, index) => index),
    );
    const texts = rows.map(({ canonical }) => decodeEntry(canonical));
    expect(texts.map(entry => entry.ok && entry.value.index)).toEqual(
      Array.from({ length: 40 }, (_, index) => index),
    );
  });

  it('leaves nothing of a transaction that fails', async () => {
    const knex = await databases.init(databaseId);
    const { store, ledger, append } = await start(knex);
    await append('kept');
    await expect(
      store.transaction(async tx => {
        tx.ledger.append({ kind: 'override', actor: KERNEL_ACTOR, data: {} });
        await tx.ledger.flush();
        await sequencePending(tx.knex);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await append('kept too');
    expect((await ledger.checkpoint()).size).toBe(2);
    const bundle = JSON.parse(await textOf(ledger.bundle()));
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  });

  it('proves every entry against a signed checkpoint', async () => {
    const knex = await databases.init(databaseId);
    const { ledger, append } = await start(knex);
    for (let index = 0; index < 7; index += 1) {
      await append(`${index}`);
    }
    const { note, size, verifierKey } = await ledger.checkpoint();
    const key = parseVerifierKey(verifierKey);
    const opened = verifyCheckpoint(note, {
      origin: ORIGIN,
      keys: key.ok ? [key.key] : [],
    });
    const root = opened.ok ? opened.checkpoint.root : new Uint8Array();
    const { items } = await ledger.entries({ limit: 100 });
    expect(items).toHaveLength(7);
    for (const entry of items) {
      const { hashes } = await ledger.inclusionProof(entry.index, size);
      expect(
        verifyInclusion({
          leafHash: fromBase64(entry.leafHash) ?? new Uint8Array(),
          index: entry.index,
          size,
          root,
          proof: hashes.flatMap(hash => fromBase64(hash) ?? []),
        }),
      ).toEqual({ ok: true });
    }
  });

  it('signs a size once', async () => {
    const knex = await databases.init(databaseId);
    const { ledger, append } = await start(knex);
    await append('one');
    await Promise.all([ledger.checkpoint(), ledger.checkpoint()]);
    await ledger.checkpoint();
    await expect(
      knex('mandate_ledger_checkpoints').select(),
    ).resolves.toHaveLength(1);
  });

  it('names the entry that was changed behind its back', async () => {
    const knex = await databases.init(databaseId);
    const { ledger, append } = await start(knex);
    for (let index = 0; index < 5; index += 1) {
      await append(`entry ${index}`);
    }
    const row = await knex('mandate_ledger_entries')
      .where({ entry_index: 3 })
      .first();
    await knex('mandate_ledger_entries')
      .where({ entry_index: 3 })
      .update({ canonical: row.canonical.replace('entry 3', 'entry X') });
    const bundle = JSON.parse(await textOf(ledger.bundle()));
    expect(verifyBundle(bundle)).toMatchObject({ ok: false, firstBadEntry: 3 });
  });

  it("rebuilds every change's state by replay (I6, I11)", async () => {
    const knex = await databases.init(databaseId);
    const { changes } = await startKernel({ knex });
    const request = (environment: string) => ({
      kind: 'deploy',
      target: { entityRef: 'component:default/checkout', environment },
      input: {},
    });
    await changes.propose(request('dev'), as('dana'));
    const asked = [];
    for (let index = 0; index < 4; index += 1) {
      asked.push(await changes.propose(request('prod'), as('dana')));
    }
    const [approved, rejected, withdrawn, aborted] = asked;
    const vote = { revision: 1, digest: approved.current?.digest ?? '' };
    for (const name of ['pia', 'sven']) {
      await changes.vote(
        approved.id,
        { ...vote, verdict: 'approve' },
        as(name),
      );
    }
    await changes.withdrawVote(approved.id, as('sven'));
    await changes.vote(
      rejected.id,
      { ...vote, verdict: 'reject', reason: 'No.' },
      as('pia'),
    );
    await changes.withdraw(withdrawn.id, {}, as('dana'));
    await changes.abort(aborted.id, { reason: 'Stop.' }, as('pia'));

    const rows = await knex('mandate_ledger_entries').orderBy('entry_index');
    const moves = rows.flatMap(({ canonical }) => {
      const entry = decodeEntry(canonical);
      const changeId = entry.ok ? entry.value.changeId : undefined;
      const state = entry.ok ? entry.value.data.state : undefined;
      return changeId && state
        ? [{ changeId, state: changeStateSchema.parse(state) }]
        : [];
    });
    const replayed = new Map(
      moves.map(({ changeId, state }) => [changeId, state]),
    );
    const ends = moves.filter(({ state }) => isTerminal(state));
    // The entry of a change's end repeats the state it ended in; no change ends in two.
    expect(new Set(ends.map(({ changeId }) => changeId)).size).toBe(
      new Set(ends.map(({ changeId, state }) => `${changeId} ${state}`)).size,
    );
    const stored = await knex('mandate_changes').select('id', 'state');
    expect(replayed).toEqual(
      new Map(stored.map(({ id, state }) => [id, state])),
    );
  });
});
