import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import { component, exampleEntities } from '../../testing/exampleEntities';
import { fakeChangeKind } from '../../testing/fakeChangeKind';
import { as, startKernel } from '../../testing/startKernel';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import type { AnyChangeKind } from '../kinds/ChangeKindRegistry';
import { heldBack } from '../run/heldBack';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const deploy = (name: string, outcome = 'planned') => ({
  kind: 'deploy',
  target: { entityRef: `component:default/${name}`, environment: 'prod' },
  input: { outcome },
});
const release = {
  title: 'Release 2.4 of the shop',
  changes: [deploy('checkout'), deploy('cart')],
  ordered: true,
  stopOnFailure: true,
};
/** What happens to a queued change that is undone in the end. */
const untilUndone = [
  { type: 'started' },
  { type: 'step-failed', effects: true },
  { type: 'undone' },
] as const;

describe.each(databases.eachSupportedId())('change sets, %p', databaseId => {
  async function start(changeKinds?: readonly AnyChangeKind[]) {
    const knex = await databases.init(databaseId);
    const entities = [...exampleEntities, component('cart')];
    return { knex, ...(await startKernel({ knex, entities, changeKinds })) };
  }

  const states = ({ changes }: ChangeSetView) =>
    changes.map(({ state }) => state);
  const approve = ({ digest }: ChangeSetView) =>
    ({ verdict: 'approve', digest } as const);

  it('are approved together, by one vote of each person on one digest', async () => {
    const { changeSets } = await start();
    const set = await changeSets.propose(release, as('dana'));
    expect(states(set)).toEqual(['awaiting-approval', 'awaiting-approval']);
    await changeSets.vote(set.id, approve(set), as('pia'));
    const approved = await changeSets.vote(set.id, approve(set), as('sven'));
    expect(states(approved)).toEqual(['queued', 'queued']);
  });

  it('are approved by who has approved one of their changes on its own page before', async () => {
    const { changeSets, changes } = await start();
    const set = await changeSets.propose(release, as('dana'));
    const [first] = set.changes;
    const { current } = await changes.get(first.id, as('pia'));
    await changes.vote(
      first.id,
      {
        verdict: 'approve',
        revision: first.revision,
        digest: current?.digest ?? '',
      },
      as('pia'),
    );
    await changeSets.vote(set.id, approve(set), as('pia'));
    await expect(
      changeSets.vote(set.id, approve(set), as('pia')),
    ).rejects.toThrow('You have voted on the changes of this set');
    const approved = await changeSets.vote(set.id, approve(set), as('sven'));
    expect(states(approved)).toEqual(['queued', 'queued']);
  });

  it('are named by each of their changes, with its place', async () => {
    const { changeSets, changes } = await start();
    const {
      id,
      title,
      changes: members,
    } = await changeSets.propose(release, as('dana'));
    const second = await changes.get(members[1].id, as('pia'));
    expect(second.changeSet).toEqual({ id, title, position: 2, size: 2 });
    const alone = await changes.propose(
      { ...deploy('checkout'), input: {} },
      as('dana'),
    );
    expect(alone.changeSet).toBeUndefined();
  });

  it('take no vote on another digest, and none of the proposer (I3)', async () => {
    const { changeSets } = await start();
    const set = await changeSets.propose(release, as('dana'));
    await expect(
      changeSets.vote(
        set.id,
        { verdict: 'approve', digest: 'sha256:old' },
        as('pia'),
      ),
    ).rejects.toThrow(ConflictError);
    await expect(
      changeSets.vote(set.id, approve(set), as('dana')),
    ).rejects.toThrow(NotAllowedError);
  });

  it('are listed page by page, the newest first, with how far each is', async () => {
    const { changeSets } = await start();
    const first = await changeSets.propose(release, as('dana'));
    const second = await changeSets.propose(
      { ...release, title: 'Release 2.5 of the shop' },
      as('dana'),
    );
    const page = await changeSets.list({ limit: 1 }, as('pia'));
    const next = await changeSets.list(
      { limit: 1, cursor: page.nextCursor },
      as('pia'),
    );
    const found = [...page.items, ...next.items];
    expect(found.map(({ id }) => id).toSorted()).toEqual(
      [first.id, second.id].toSorted(),
    );
    expect(next.nextCursor).toBeUndefined();
    expect(found[0].progress).toMatchObject({
      state: 'awaiting-approval',
      words: '0 of 2 succeeded; 2 wait for approval.',
    });
  });

  it('end as a whole at one rejection', async () => {
    const { changeSets } = await start();
    const set = await changeSets.propose(release, as('dana'));
    const rejected = await changeSets.vote(
      set.id,
      { verdict: 'reject', digest: set.digest, reason: 'Not on Friday.' },
      as('sven'),
    );
    expect(states(rejected)).toEqual(['rejected', 'cancelled']);
  });

  it.each([
    ['cancel the rest', true, 'cancelled'],
    ['let the rest go on where no stop rule is wanted', false, 'queued'],
  ])(
    'whose one change fails after approval %s',
    async (_, stopOnFailure, rest) => {
      const { changeSets, store } = await start();
      const set = await changeSets.propose(
        { ...release, stopOnFailure },
        as('dana'),
      );
      await changeSets.vote(set.id, approve(set), as('pia'));
      await changeSets.vote(set.id, approve(set), as('sven'));
      const { id } = set.changes[0];
      await store.transaction(async tx => {
        for (const event of untilUndone) {
          const change = await tx.changes.getForUpdate(id);
          if (!change) {
            throw new Error('The change is gone.');
          }
          await applyTransition(tx, {
            change,
            event,
            entry: { kind: 'ended', actor: KERNEL_ACTOR },
            words: 'It failed and was undone.',
          });
        }
      });
      const after = await changeSets.get(set.id, as('dana'));
      expect(states(after)).toEqual(['undone', rest]);
    },
  );

  it('run in their order, each when those before it have succeeded', async () => {
    const { changeSets, store, kinds } = await start();
    const set = await changeSets.propose(release, as('dana'));
    const holdOf = (index: number) =>
      store.transaction(async tx => {
        const change = await tx.changes.get(set.changes[index].id);
        const revision = change && (await tx.revisions.get(change.id, 1));
        if (!change || !revision) {
          throw new Error('The change is gone.');
        }
        const claim = { changeId: change.id, revision: 1, fence: 0 };
        const run = { ...claim, ended: false };
        return heldBack(tx, { claim, change, revision, run, steps: [] }, kinds);
      });
    await expect(holdOf(0)).resolves.toBeUndefined();
    await expect(holdOf(1)).resolves.toMatchObject({
      hold: 'change-set',
      words: expect.stringContaining('which comes first'),
    });
  });

  it('keep what a vote that comes too late has ended', async () => {
    const { changeSets, changes, knex } = await start();
    const set = await changeSets.propose(release, as('dana'));
    await knex('mandate_changes').update({ expires_at: 1 });
    await expect(
      changeSets.vote(set.id, approve(set), as('pia')),
    ).rejects.toThrow(/has expired/);
    const { state } = await changes.get(set.changes[0].id, as('pia'));
    expect(state).toBe('expired');
  });

  it.each([
    [
      'one of them is impossible',
      [deploy('checkout'), deploy('cart', 'impossible')],
      "Change 2 of 2 ('deploy' of component:default/cart in prod): It is impossible. Nothing of the set was proposed.",
    ],
    [
      'none has anything to do',
      [deploy('checkout', 'nothing-to-do'), deploy('cart', 'nothing-to-do')],
      "Change 1 of 2 ('deploy' of component:default/checkout in prod): It is nothing-to-do. No other change of the set has anything to do either. Nothing of the set was proposed.",
    ],
    [
      'one has nothing to do yet, behind one on the same target',
      [deploy('checkout'), deploy('checkout', 'nothing-to-do')],
      "Change 2 of 2 ('deploy' of component:default/checkout in prod): It is nothing-to-do. A change that comes before it in the set works on the same target, so nobody knows what there is to do afterwards. Leave it out of the set, and propose it when the other one has ended. Nothing of the set was proposed.",
    ],
  ])('store nothing when %s, and say which', async (_, proposed, words) => {
    const { changeSets, changes } = await start();
    await expect(
      changeSets.propose({ ...release, changes: proposed }, as('dana')),
    ).rejects.toThrow(new InputError(words));
    const { items } = await changes.list({}, as('dana'));
    expect(items).toEqual([]);
  });

  it.each([true, false])(
    'count one with nothing to do as done, and ask about the rest (ordered: %p)',
    async ordered => {
      const { changeSets, changes } = await start();
      const set = await changeSets.propose(
        {
          ...release,
          ordered,
          changes: [deploy('cart', 'nothing-to-do'), deploy('checkout')],
        },
        as('dana'),
      );
      expect(states(set)).toEqual(['superseded', 'awaiting-approval']);
      expect(set.changes[0].plan).toBe('It is nothing-to-do.');
      expect(set.progress).toMatchObject({
        state: 'awaiting-approval',
        needless: 1,
        words:
          '0 of 2 succeeded; what 1 should bring was there already; 1 waits for approval.',
      });
      const needless = await changes.get(set.changes[0].id, as('pia'));
      expect(needless.story.map(({ kind }) => kind).toSorted()).toEqual([
        'ended',
        'proposed',
      ]);
      await changeSets.vote(set.id, approve(set), as('pia'));
      const approved = await changeSets.vote(set.id, approve(set), as('sven'));
      expect(states(approved)).toEqual(['superseded', 'queued']);
    },
  );

  it('leave nothing waiting when one of them becomes impossible while they are proposed', async () => {
    const planned: string[] = [];
    const kind = fakeChangeKind({ version: '1.0.0' });
    const plan: typeof kind.plan = async (context, input) => {
      planned.push(context.target.name);
      return planned.length > 3
        ? { type: 'impossible', words: 'It is gone.' }
        : kind.plan(context, input);
    };
    // safety: it gets only what its own schema returned.
    const changing = { ...kind, plan } as AnyChangeKind;
    const { changeSets, changes } = await start([changing]);
    await expect(changeSets.propose(release, as('dana'))).rejects.toThrow(
      /^Change 2 of 2 .*: It is gone\.$/,
    );
    expect(planned).toEqual(['checkout', 'cart', 'checkout', 'cart']);
    const { items } = await changes.list({}, as('dana'));
    expect(items.map(({ state }) => state)).toEqual(['cancelled']);
  });
});
