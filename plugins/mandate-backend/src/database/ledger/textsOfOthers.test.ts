import { TestDatabases } from '@backstage/backend-test-utils';
import {
  decodeEntry,
  type JsonObject,
  frameEntry,
  placeEntry,
} from '@mandate/ledger';
import type { Knex } from 'knex';
import { KERNEL_ACTOR } from '../../service/change/actors';
import { KernelStore } from '../KernelStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('texts of others, %s', id => {
  let knex: Knex;
  let store: KernelStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
  });

  async function recorded(data: JsonObject) {
    await store.transaction(async tx =>
      tx.ledger.append({
        kind: 'paused',
        actor: { type: 'person', ref: 'user:default/pia' },
        data,
      }),
    );
    await store.sequence();
    const row = await knex('mandate_ledger_entries').first();
    const openings = await knex('mandate_ledger_openings');
    const entry = decodeEntry(row.canonical);
    return { entry, openings: openings.map(opening => opening.value) };
  }

  it.each<[string, JsonObject]>([
    ['half a character', { title: 'cut \ud83d', reason: '\udc00 odd' }],
    ['U+0000', { title: 'a\u0000b', reason: '\u0000', 'na\u0000me': 1 }],
    ['too long', { title: 'x'.repeat(70_000), reason: 'y'.repeat(70_000) }],
    [
      'together too long',
      { names: Array.from({ length: 60 }, () => 'z'.repeat(3_000)) },
    ],
  ])('%s are recorded, also what of them can be erased', async (_, data) => {
    const { entry, openings } = await recorded(data);
    expect(entry.ok).toBe(true);
    expect(openings.join(' ')).not.toContain('\\u0000');
    expect(JSON.stringify(entry)).not.toContain('\\u0000');
  });

  it('that were recorded before stay what they are', async () => {
    const framed = frameEntry({
      kind: 'paused',
      actor: KERNEL_ACTOR,
      at: '2026-01-01T00:00:00.000Z',
      data: { title: 'a\u0000b', names: 'x'.repeat(5_000) },
    });
    if (!framed.ok) {
      throw new Error(framed.reason);
    }
    await knex('mandate_ledger_pending').insert({
      kind: 'paused',
      at: 0,
      actor: 'mandate',
      text_before: framed.frame.before,
      text_after: framed.frame.after,
    });
    await store.sequence();
    const row = await knex('mandate_ledger_entries').first();
    const { text, leafHash } = placeEntry(framed.frame, 0);
    expect(row.canonical).toBe(text);
    expect(row.leaf_hash).toBe(Buffer.from(leafHash).toString('base64'));
    expect(decodeEntry(row.canonical).ok).toBe(true);
  });
});
