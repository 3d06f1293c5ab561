import { TestDatabases } from '@backstage/backend-test-utils';
import { ERASED, verifyBundle } from '@mandate/ledger';
import type { Knex } from 'knex';
import { erasePersonalData } from '../../database/ledger/erasePersonalData';
import { approve, deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';
import type { Ledger } from './Ledger';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

async function bundleOf(ledger: Ledger) {
  let text = '';
  for await (const piece of ledger.bundle()) {
    text += piece;
  }
  return { text, bundle: JSON.parse(text) };
}

async function startWithVotes(knex: Knex) {
  const kernel = await startKernel({ knex });
  const { changes } = kernel;
  const change = await changes.propose(
    deploy('prod', { reason: 'Dana needs it.' }),
    as('dana'),
  );
  await changes.vote(change.id, approve(change), as('pia'));
  const rejected = await changes.propose(deploy('prod'), as('dana'));
  await changes.vote(
    rejected.id,
    approve(rejected, { verdict: 'reject', reason: 'Ask Petra first.' }),
    as('pia'),
  );
  return { ...kernel, change, rejected };
}

describe.each(databases.eachSupportedId())(
  'personal data in the ledger, %p',
  databaseId => {
    it('stands in no entry, and is shown while its bodies exist', async () => {
      const knex = await databases.init(databaseId);
      const { ledger, changes, change } = await startWithVotes(knex);
      const texts = await knex('mandate_ledger_entries').pluck('canonical');
      expect(texts.length).toBeGreaterThan(8);
      expect(texts.join('\n')).not.toMatch(/user:|[Pp]etra|Dana needs/);

      const { items } = await ledger.entries({ limit: 100, kind: 'voted' });
      expect(items.map(({ actor }) => actor)).toEqual([
        'user:default/pia',
        'user:default/pia',
      ]);
      expect(items[0]?.data.words).toContain('Ask Petra first.');
      const { story } = await changes.get(change.id, as('dana'));
      expect(story.map(({ actor }) => actor)).toContain('user:default/pia');
    });

    it('is exported with what proves it', async () => {
      const knex = await databases.init(databaseId);
      const { ledger } = await startWithVotes(knex);
      const { text, bundle } = await bundleOf(ledger);
      expect(text).toContain('user:default/pia');
      expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    });

    it('is erased for one person, and every proof still holds', async () => {
      const knex = await databases.init(databaseId);
      const { ledger, store, changes, rejected } = await startWithVotes(knex);
      const before = await bundleOf(ledger);
      const erasure = await store.transaction(tx =>
        erasePersonalData(tx, { person: 'user:default/pia' }),
      );
      expect(erasure).toEqual({
        erased: expect.any(Number),
        inClear: 0,
        held: 0,
      });
      expect(erasure.erased).toBeGreaterThanOrEqual(4);

      const after = await bundleOf(ledger);
      expect(after.text).not.toMatch(/default\/pia|[Pp]etra/);
      expect(after.text).toContain('user:default/dana');
      expect(verifyBundle(after.bundle)).toEqual(verifyBundle(before.bundle));

      const { items } = await ledger.entries({ limit: 100, kind: 'voted' });
      expect(items.map(({ actor }) => actor)).toEqual([ERASED, ERASED]);
      expect(JSON.stringify(items)).not.toMatch(/default\/pia|[Pp]etra/);
      await expect(
        ledger.entries({ limit: 5, text: 'petra' }),
      ).resolves.toMatchObject({ items: [] });
      const { story } = await changes.get(rejected.id, as('dana'));
      expect(story.map(({ actor }) => actor)).toContain(ERASED);
    });

    it('is erased for everybody up to an entry', async () => {
      const knex = await databases.init(databaseId);
      const { ledger, store } = await startWithVotes(knex);
      const { items } = await ledger.entries({ limit: 1, kind: 'voted' });
      const upTo = (items[0]?.index ?? 0) - 1;
      await store.transaction(tx => erasePersonalData(tx, { upTo }));
      const left = await knex('mandate_ledger_openings').min(
        'entry_index as i',
      );
      expect(Number(left[0].i)).toBeGreaterThan(upTo);
      const { bundle } = await bundleOf(ledger);
      expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    });

    it('that an entry from before names in clear is counted and left', async () => {
      const knex = await databases.init(databaseId);
      const { store } = await startWithVotes(knex);
      await knex('mandate_ledger_entries')
        .where({ kind: 'decided' })
        .update({ actor: 'user:default/ann' });
      await expect(
        store.transaction(tx =>
          erasePersonalData(tx, { person: 'user:default/ann' }),
        ),
      ).resolves.toEqual({ erased: 0, inClear: 2, held: 0 });
    });
  },
);
