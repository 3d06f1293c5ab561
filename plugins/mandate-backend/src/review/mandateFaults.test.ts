import { TestDatabases } from '@backstage/backend-test-utils';
import { exampleEntities, exampleMandate } from '../testing/exampleEntities';
import { deploy } from '../testing/requests';
import { as, callAs, startKernel } from '../testing/startKernel';
import {
  put,
  startMandateWorld,
  withCondition,
} from '../service/mandateChanges/testing/MandateWorld';

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
    jest.spyOn(kinds.get('change-mandate'), 'check').mockResolvedValue([
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
      ({ revision, state }) =>
        revision === 2 && state === 'awaiting-approval',
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

describe('replay', () => {
  it('of a mandate of another namespace replaces the one in force', async () => {
    const free = {
      ...exampleMandate,
      metadata: { ...exampleMandate.metadata, namespace: 'team' },
    };
    const kernel = await startKernel({
      knex: await databases.init('SQLITE_3'),
      entities: [
        ...exampleEntities.filter(({ kind }) => kind !== 'Mandate'),
        {
          ...free,
          spec: {
            ...free.spec,
            grants: [{ changes: ['deploy'], oversight: 'forbid' }],
          },
        },
      ],
    });
    await kernel.changes.propose(deploy('dev'), as('dana'));
    const replay = await kernel.replays.replay({ mandate: free }, as('dana'));
    expect(replay.before.forbid['no-effect']).toBe(1);
    expect(replay.after.forbid['no-effect']).toBe(0);
  });
});

describe('idempotency keys', () => {
  it('of an agent are those of the person it acts for', async () => {
    const { changes } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const agentOf = (name: string) =>
      callAs({
        kind: 'agent',
        ref: 'plugin:mcp-actions',
        onBehalfOf: `user:default/${name}`,
      });
    const request = deploy('prod', { idempotencyKey: 'release-1' });
    const first = await changes.propose(request, agentOf('dana'));
    const second = await changes
      .propose(request, agentOf('pia'))
      .catch(error => error);
    expect(second).toMatchObject({ name: 'ConflictError' });
    expect(first.proposer.onBehalfOf).toBe('user:default/dana');
  });
});

describe('evidence', () => {
  // Not mended: see the report.
  it.failing('keeps who reads whole changes in the list of approvals', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({ knex });
    await changes.propose(deploy('prod'), as('dana'));
    const { items } = await changes.listApprovals({}, as('sven'));
    expect(items[0].current?.plan.objects).toBeDefined();
    await expect(
      knex('mandate_ledger_entries').where({ kind: 'read-of-evidence' }),
    ).resolves.not.toEqual([]);
  });
});

describe('a template that is withdrawn', () => {
  it('stops what was to run alone and has not begun', async () => {
    const { changes, store, decider } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const { id } = await changes.propose(deploy('dev'), as('dana'));
    const today = () =>
      store.transaction(async tx => {
        const change = await tx.changes.get(id);
        const revision = await tx.revisions.get(id, 1);
        return change && revision
          ? decider.checkToday(tx, change, revision)
          : undefined;
      });
    await expect(today()).resolves.toMatchObject({ type: 'granted' });
    await store.transaction(tx =>
      tx.templateVersions.put({
        name: 'fake',
        digest: 'sha256:fake',
        text: '',
        state: 'withdrawn',
        reason: 'It leaks.',
        sinceMs: 0,
      }),
    );
    await expect(today()).resolves.toMatchObject({
      type: 'not-granted',
      gate: 'G2',
    });
  });
});

describe('reviews of mandates of one name in two namespaces', () => {
  it('answer with the one that was reviewed', async () => {
    const { mandateReviews } = await startKernel({
      knex: await databases.init('SQLITE_3'),
      entities: [
        ...exampleEntities,
        {
          ...exampleMandate,
          metadata: {
            ...exampleMandate.metadata,
            namespace: 'team',
            title: 'Of the team',
          },
          spec: {
            ...exampleMandate.spec,
            review: { every: 'P2Y', by: 'group:default/security' },
          },
        },
      ],
    });
    const due = await mandateReviews.list(as('sven'));
    const ofTeam = due.find(({ title }) => title === 'Of the team');
    const reviewed = await mandateReviews.review(
      'mandate:team/services',
      {
        verdict: 'confirmed',
        comment: 'Fine.',
        version: ofTeam?.version ?? '',
      },
      as('sven'),
    );
    expect(reviewed.title).toBe('Of the team');
  });
});
