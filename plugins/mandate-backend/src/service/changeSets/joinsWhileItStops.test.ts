import { TestDatabases } from '@backstage/backend-test-utils';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { proposeChange } from '../change/proposing/proposeChange';
import { askingPlatform } from '../run/testing/platformApproval';
import { RunHarness } from '../run/testing/RunHarness';
import { targetNamed } from '../run/testing/testTargets';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });
// Where two transactions go on at the same time.
const hasPostgres = databases.eachSupportedId().length > 0;

(hasPostgres ? describe : describe.skip)(
  'A set that stops, on PostgreSQL',
  () => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init('POSTGRES_15'));
    });
    afterEach(() => harness.stop());

    it('nobody is asked about a change that joins its set while that stops', async () => {
      const setId = 'set';
      const proposeMember = (name: string, position: number) =>
        proposeChange(harness.proposing, {
          request: {
            kind: 'poke',
            target: targetNamed(name),
            input: { steps: [name] },
          },
          proposer: { kind: 'user', ref: 'user:default/dana' },
          inSet: { setId, position },
        });
      await harness.store.transaction(async tx =>
        tx.changeSets.insert({
          id: setId,
          title: 'Release',
          proposerRef: 'user:default/dana',
          size: 2,
          ordered: false,
          stops: true,
          createdAtMs: await tx.now(),
        }),
      );
      await harness.setMandate(askingPlatform());
      const first = await proposeMember('first', 1);
      let joining: ReturnType<typeof proposeMember> | undefined;
      await harness.store.transaction(async tx => {
        const change = await tx.changes.getForUpdate(first.id);
        if (!change) {
          throw new Error('It is there.');
        }
        await applyTransition(tx, {
          change,
          event: { type: 'withdrawn' },
          entry: { kind: 'ended', actor: KERNEL_ACTOR },
          words: 'Withdrawn.',
        });
        joining = proposeMember('second', 2);
        await Promise.race([
          joining,
          new Promise(resolve => setTimeout(resolve, 500)),
        ]);
      });
      expect((await joining)?.state).toBe('cancelled');
    });
  },
);
