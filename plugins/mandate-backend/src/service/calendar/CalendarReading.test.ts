import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { component, exampleEntities } from '../../testing/exampleEntities';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const DAY_MS = 86_400_000;
/** A day in UTC, some days from now. */
const day = (offset: number) =>
  new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

/** The cart depends on the checkout. */
const cart = component('cart');
const entities: readonly Entity[] = [
  ...exampleEntities.map(entity =>
    entity.metadata.name === 'checkout'
      ? {
          ...entity,
          relations: [
            ...(entity.relations ?? []),
            { type: 'dependencyOf', targetRef: 'component:default/cart' },
          ],
        }
      : entity,
  ),
  cart,
  {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'ChangeWindow',
    metadata: { name: 'inventory', namespace: 'default', title: 'Inventory' },
    spec: {
      owner: 'group:default/platform',
      type: 'freeze',
      appliesTo: { environments: ['dev'] },
      timeZone: 'UTC',
      schedule: [{ start: `${day(-1)}T00:00:00`, end: `${day(2)}T00:00:00` }],
    },
  },
];

describe.each(databases.eachSupportedId())('the calendar, %p', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const kernel = await startKernel({ knex, entities });
    const read = async (fromDays: number, untilDays: number) =>
      kernel.calendar.between(
        {
          fromMs: Date.now() + fromDays * DAY_MS,
          untilMs: Date.now() + untilDays * DAY_MS,
        },
        as('pia'),
      );
    return { ...kernel, knex, read };
  }

  it('shows freezes as often as they occur in the stretch, and which holds now', async () => {
    const { read } = await start();
    await expect(read(-7, 7)).resolves.toMatchObject({
      windows: [
        {
          title: 'Inventory',
          type: 'freeze',
          isNow: true,
          occurrences: [{ end: `${day(2)}T00:00:00.000Z` }],
        },
      ],
    });
    const { windows } = await read(10, 20);
    expect(windows[0].occurrences).toEqual([]);
  });

  it('shows what is planned with when windows let it start, and what runs with when it started', async () => {
    const { read, changes, knex } = await start();
    const frozen = await changes.propose(deploy('dev'), as('dana'));
    const asked = await changes.propose(deploy('prod'), as('dana'));
    const running = await changes.propose(deploy('dev'), as('dana'));
    await knex('mandate_changes')
      .where({ id: running.id })
      .update({ state: 'running' });
    await knex('mandate_runs')
      .where({ change_id: running.id })
      .update({ started_at: Date.UTC(2026, 0, 1) });
    const { changes: shown } = await read(-7, 7);
    const startOf = (id: string) => shown.find(one => one.id === id)?.start;
    expect(shown).toHaveLength(3);
    expect(startOf(frozen.id)).toBe(`${day(2)}T00:00:00.000Z`);
    expect(startOf(asked.id)).toBeUndefined();
    expect(startOf(running.id)).toBe('2026-01-01T00:00:00.000Z');
  });

  it('warns of two changes on one target, and on one dependency chain of the catalog', async () => {
    const { read, changes } = await start();
    const ofCart = {
      ...deploy('prod'),
      target: { entityRef: 'component:default/cart', environment: 'prod' },
    };
    await changes.propose(deploy('prod'), as('dana'));
    await changes.propose(ofCart, as('dana'));
    await changes.propose(ofCart, as('pia'));
    const { conflicts } = await read(-1, 1);
    expect(conflicts.map(({ because }) => because).toSorted()).toEqual([
      'dependency',
      'dependency',
      'same-target',
    ]);
  });
});
