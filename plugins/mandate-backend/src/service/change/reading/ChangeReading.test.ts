import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { approve, deploy } from '../../../testing/requests';
import { as, startKernel } from '../../../testing/startKernel';
import { KERNEL_ACTOR } from '../actors';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('reading, %p', databaseId => {
  let knex: Knex;

  async function start(
    options: Partial<Parameters<typeof startKernel>[0]> = {},
  ) {
    knex = await databases.init(databaseId);
    return startKernel({ knex, ...options });
  }

  it('pages through all changes once, with the total', async () => {
    const { changes } = await start();
    for (let count = 0; count < 5; count += 1) {
      await changes.propose(deploy('prod'), as('dana'));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await changes.list({ limit: 2, cursor }, as('dana'));
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
  });

  it('shows, votes on and cancels what no module brings any more', async () => {
    const { changes, kinds } = await start();
    const { id } = await changes.propose(deploy('prod'), as('dana'));
    jest.spyOn(kinds, 'find').mockImplementation(() => undefined);
    jest.spyOn(kinds, 'all').mockImplementation(() => []);
    const shown = await changes.get(id, as('pia'));
    expect(shown.confirmTarget).toBe('checkout');
    const { items } = await changes.list({}, as('pia'));
    expect(items).toHaveLength(1);
    const approvals = await changes.listApprovals({ mine: true }, as('pia'));
    expect(approvals.items).toHaveLength(1);
    await changes.vote(
      id,
      approve(shown, { confirmTarget: 'checkout' }),
      as('pia'),
    );
    await expect(
      changes.abort(id, { reason: 'Not wanted.' }, as('dana')),
    ).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('shows the newest twenty of very many revisions, on its page and in the inbox', async () => {
    const { changes } = await start();
    const { id } = await changes.propose(deploy('prod'), as('dana'));
    const [first] = await knex('mandate_revisions').where({ change_id: id });
    await knex.batchInsert(
      'mandate_revisions',
      Array.from({ length: 59 }, (_, index) => ({
        ...first,
        number: index + 2,
      })),
      10,
    );
    await knex('mandate_changes').where({ id }).update({ revision: 60 });
    const { items } = await changes.listApprovals({}, as('pia'));
    for (const shown of [await changes.get(id, as('pia')), items[0]]) {
      expect(shown.current?.number).toBe(60);
      expect(shown.earlier.map(({ number }) => number)).toEqual(
        Array.from({ length: 19 }, (_, index) => 59 - index),
      );
    }
  });

  it('tells the end of a very long story, in its order', async () => {
    const { changes, store } = await start();
    const { id } = await changes.propose(deploy('prod'), as('dana'));
    await store.transaction(async tx => {
      for (let count = 1; count <= 520; count += 1) {
        tx.ledger.append({
          kind: 'escalated',
          actor: KERNEL_ACTOR,
          changeId: id,
          data: { words: `Fact ${count}.` },
        });
      }
    });
    const { story } = await changes.get(id, as('pia'));
    expect(story.map(({ words }) => words)).toEqual(
      Array.from({ length: 500 }, (_, index) => `Fact ${index + 21}.`),
    );
  });

  it('finds by text without treating it as a pattern', async () => {
    const { changes } = await start();
    await changes.propose(deploy('prod', { reason: '100% sure' }), as('dana'));
    const find = async (text: string) =>
      (await changes.list({ text }, as('dana'))).total;
    await expect(find('100% SURE')).resolves.toBe(1);
    await expect(find('1%e')).resolves.toBe(0);
  });

  it('looks through so many pages at once for what is mine, and goes on with the next request', async () => {
    const { changes } = await start();
    for (let count = 0; count < 21; count += 1) {
      await changes.propose(deploy('prod'), as('pia'));
    }
    const { id } = await changes.propose(deploy('prod'), as('dana'));
    const mine = (cursor?: string) =>
      changes.listApprovals({ mine: true, limit: 1, cursor }, as('pia'));
    const first = await mine();
    expect(first).toEqual({ items: [], nextCursor: expect.any(String) });
    const second = await mine(first.nextCursor);
    expect(second.items).toMatchObject([{ id }]);
  });

  it('lists as mine only what I can vote on', async () => {
    const { changes } = await start();
    await changes.propose(deploy('prod'), as('pia'));
    const mine = async (name: string) =>
      (await changes.listApprovals({ mine: true }, as(name))).items.length;
    await expect(mine('pia')).resolves.toBe(0);
    await expect(mine('dana')).resolves.toBe(0);
    await expect(mine('sven')).resolves.toBe(1);
  });
});
