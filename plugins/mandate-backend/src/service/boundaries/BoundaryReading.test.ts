import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { exampleEntities } from '../../testing/exampleEntities';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The wall clock in UTC, some minutes from now. */
const minutes = (offset: number) =>
  new Date(Date.now() + offset * 60_000).toISOString().slice(0, 19);

const freezeOfProd: Entity = {
  apiVersion: 'mandate.dev/v1alpha1',
  kind: 'ChangeWindow',
  metadata: { name: 'inventory', namespace: 'default', title: 'Inventory' },
  spec: {
    owner: 'group:default/platform',
    type: 'freeze',
    appliesTo: { environments: ['prod'] },
    timeZone: 'UTC',
    schedule: [{ start: minutes(-60), end: minutes(60) }],
  },
};

async function start() {
  const knex = await databases.init('SQLITE_3');
  const entities = [...exampleEntities, freezeOfProd];
  return { knex, ...(await startKernel({ knex, entities })) };
}

describe('boundaries and simulations', () => {
  it('say which freeze would keep a change waiting, where there is one', async () => {
    const { boundaries, changes } = await start();
    const of = async (environment: 'dev' | 'prod') => {
      const { kinds } = await boundaries.boundaries({
        entityRef: 'component:default/checkout',
        environment,
      });
      const simulated = await changes.simulate(deploy(environment), as('dana'));
      return [kinds[0].waits, simulated.waits];
    };
    await expect(of('dev')).resolves.toEqual([undefined, undefined]);
    const waits = expect.stringMatching(/the freeze 'Inventory' lasts until/);
    await expect(of('prod')).resolves.toEqual([waits, waits]);
  });

  it('say what each kind may do, what is left of its tightest budget, and until when it is used up', async () => {
    const { boundaries, changes, knex } = await start();
    const of = async (environment: 'dev' | 'prod') => {
      const { kinds } = await boundaries.boundaries({
        entityRef: 'component:default/checkout',
        environment,
      });
      return kinds;
    };
    await expect(of('prod')).resolves.toMatchObject([
      { kind: 'deploy', oversight: 'approve', budget: { used: 0, size: 2 } },
    ]);
    await changes.propose(deploy('dev'), as('dana'));
    await expect(of('dev')).resolves.toMatchObject([
      { oversight: 'autonomous', budget: { used: 1, size: 2 } },
    ]);
    await changes.propose(deploy('dev'), as('dana'));
    await expect(of('dev')).resolves.toMatchObject([
      { oversight: 'approve', budget: { used: 2, size: 2 } },
    ]);
    const [held] = await of('dev');
    expect(held.budget?.freeAt).toBeUndefined();
    const spentAt = Date.now() - 20 * 60_000;
    await knex('mandate_budget_reservations').update({
      state: 'spent',
      counts_from: spentAt,
    });
    const [spent] = await of('dev');
    expect(spent.budget?.freeAt).toBe(
      new Date(spentAt + 3_600_000).toISOString(),
    );
  });

  it('tell nothing of the change of mandates, which no mandate decides', async () => {
    const { boundaries } = await start();
    const { kinds } = await boundaries.boundaries({ environment: 'dev' });
    expect(kinds.map(({ kind }) => kind)).toEqual(['deploy']);
  });

  it('leave out what is used of limits while the cluster does not tell', async () => {
    const { boundaries } = await start();
    const { limits } = await boundaries.boundaries({
      entityRef: 'component:default/checkout',
      environment: 'dev',
    });
    expect(limits).toMatchObject([{ name: 'replicas', limit: 5 }]);
    expect(limits[0].now).toBeUndefined();
  });
});
