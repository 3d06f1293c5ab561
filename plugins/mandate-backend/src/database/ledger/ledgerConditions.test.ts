import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { startKernel } from '../../testing/startKernel';
import type { LedgerConditions } from './ledgerConditions';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const HOUR_MS = 3_600_000;
const FIRST_MS = Date.UTC(2026, 0, 1);
const actors = ['user:default/dana', 'user:default/pia'];
const subjects = ['component:default/checkout', 'component:default/cart'];
const kinds = ['override', 'review-done'] as const;
const words = ['The shop is down.', 'Sale, downtown: open!', 'All is well.'];

/** Twenty-four facts, an hour apart; each combination of what is searched once. */
const facts = actors.flatMap(actor =>
  subjects.flatMap(subject =>
    kinds.flatMap(kind =>
      words.map(text => ({ actor, subject, kind, changeId: text[0], text })),
    ),
  ),
);

const conditions: fc.Arbitrary<LedgerConditions> = fc.record(
  {
    actor: fc.constantFrom(...actors, 'user:default/nobody'),
    subject: fc.constantFrom(...subjects),
    kind: fc.constantFrom(...kinds),
    changeId: fc.constantFrom('T', 'S', 'A'),
    fromMs: fc.nat(26).map(hour => FIRST_MS + hour * HOUR_MS),
    toMs: fc.nat(26).map(hour => FIRST_MS + hour * HOUR_MS),
    text: fc.constantFrom('down', 'is down', 'DOWN the', 'sal', 'ale', '!'),
  },
  { requiredKeys: [] },
);

/** All words but the last occur, and a word begins with the last. */
function hasText(text: string, wanted: string): boolean {
  const cut = (of: string): readonly string[] =>
    of.toLowerCase().match(/[a-z]+/g) ?? [];
  const [last, ...others] = cut(wanted).toReversed();
  return (
    last !== undefined &&
    others.every(word => cut(text).includes(word)) &&
    cut(text).some(word => word.startsWith(last))
  );
}

describe.each(databases.eachSupportedId())(
  'search in the ledger, %p',
  databaseId => {
    it('by actor, target, kind, change, time and text finds what a filter by hand would leave, the newest first', async () => {
      const knex = await databases.init(databaseId);
      const { ledger, store } = await startKernel({ knex, entities: [] });
      for (const { text, ...fact } of facts) {
        await store.transaction(async tx =>
          tx.ledger.append({
            ...fact,
            actor: { type: 'person', ref: fact.actor },
            data: { words: text },
          }),
        );
      }
      const newest = await ledger.entries({ limit: 100 });
      const own = newest.items
        .filter(({ kind }) => kinds.some(searched => searched === kind))
        .toReversed();
      expect(own).toHaveLength(facts.length);
      const indices = own.map(({ index }) => index);
      for (const [hour, index] of indices.entries()) {
        await knex('mandate_ledger_entries')
          .where({ entry_index: index })
          .update({ at: FIRST_MS + hour * HOUR_MS });
      }
      await fc.assert(
        fc.asyncProperty(conditions, async wanted => {
          const { fromMs = 0, toMs = Infinity, text } = wanted;
          const expected = facts.flatMap((fact, hour) => {
            const atMs = FIRST_MS + hour * HOUR_MS;
            return (['actor', 'subject', 'kind', 'changeId'] as const).every(
              name => [undefined, fact[name]].includes(wanted[name]),
            ) &&
              atMs >= fromMs &&
              atMs <= toMs &&
              (text === undefined || hasText(fact.text, text))
              ? [indices[hour]]
              : [];
          });
          const { items } = await ledger.entries({ ...wanted, limit: 100 });
          expect(
            items
              .map(({ index }) => index)
              .filter(index => indices.includes(index)),
          ).toEqual(expected.toReversed());
        }),
        { numRuns: 150 },
      );
    });
  },
);
