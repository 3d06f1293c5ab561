import { TestDatabases } from '@backstage/backend-test-utils';
import { exampleMandate } from '../../testing/exampleEntities';
import { deploy } from '../../testing/requests';
import { as } from '../../testing/startKernel';
import { put, startMandateWorld, withCondition } from './testing/MandateWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('changes of mandates', () => {
  let world: Awaited<ReturnType<typeof startMandateWorld>>;
  afterEach(() => world.stop());
  const start = async () => {
    world = await startMandateWorld({ knex: await databases.init('SQLITE_3') });
    return world;
  };
  const ended = (id: string) =>
    world.until(id, ({ endedAt }) => endedAt !== undefined);

  it('of the title alone take effect', async () => {
    const { changes, approveAs, mandates } = await start();
    const { id } = await changes.propose(
      put({
        ...exampleMandate,
        metadata: { ...exampleMandate.metadata, title: 'Renamed' },
      }),
      as('dana'),
    );
    await approveAs(id, 'pia', 'sven');
    await expect(ended(id)).resolves.toMatchObject({ state: 'succeeded' });
    expect((await mandates.get('services')).title).toBe('Renamed');
  });

  it('that keep a mandate which left the catalog give it back what it granted', async () => {
    const { changes, approveAs, mandates, show } = await start();
    await show();
    const { id } = await changes.propose(put(exampleMandate), as('dana'));
    await approveAs(id, 'pia', 'sven');
    await expect(ended(id)).resolves.toMatchObject({ state: 'succeeded' });
    expect((await mandates.get('services')).leftCatalog).toBeUndefined();
  });

  it('that remove a mandate and are undone leave it as restricted as before', async () => {
    const { changes, approveAs, mandates, kinds, show, mandateChanges } =
      await start();
    await show();
    const [{ id }] = await mandateChanges();
    const before = await changes.simulate(deploy('dev'), as('dana'));
    expect(before.decision.oversight).toBe('approve');
    jest
      .spyOn(kinds.get('change-mandate'), 'check')
      .mockResolvedValue([
        { id: 'x', title: 'x', status: 'failing', words: 'x', final: true },
      ]);
    await approveAs(id, 'pia', 'paul', 'sven', 'ada');
    await expect(ended(id)).resolves.toMatchObject({ state: 'undone' });
    expect((await mandates.get('services')).leftCatalog).toBeDefined();
    const after = await changes.simulate(deploy('dev'), as('dana'));
    expect(after.decision.oversight).toBe('approve');
  });

  it('approved before the mandate left the catalog do not give it its autonomy back', async () => {
    const { changes, approveAs, mandates, show } = await start();
    const stricter = withCondition("risk.level == 'low'");
    const { id } = await changes.propose(put(stricter), as('dana'));
    await approveAs(id, 'pia');
    await show();
    expect((await mandates.get('services')).leftCatalog).toBeDefined();
    await approveAs(id, 'sven');
    // What was approved did not say so: it is asked again.
    const again = await world.until(
      id,
      ({ revision, state }) => revision === 2 && state === 'awaiting-approval',
    );
    expect(again.current?.votes).toEqual([]);
    expect((await mandates.get('services')).leftCatalog).toBeDefined();
  });
});

describe('one mandate that cannot be proposed', () => {
  it('does not keep the others from it', async () => {
    const world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      mandates: { trustFirstVersion: false },
    });
    await world.show(
      {
        ...exampleMandate,
        metadata: { name: 'other', description: 'x'.repeat(2_001) },
      },
      withCondition("risk.level == 'low'"),
    );
    const changes = await world.mandateChanges();
    await world.stop();
    // What was shown first is taken back, and what is shown now is proposed.
    expect(changes.map(({ state }) => state)).toEqual([
      'awaiting-approval',
      'withdrawn',
    ]);
  });
});
