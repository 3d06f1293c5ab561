import { TestDatabases } from '@backstage/backend-test-utils';
import { askingPlatform } from '../../run/testing/platformApproval';
import { RunHarness } from '../../run/testing/RunHarness';
import { castVote } from './castVote';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

const person = (name: string) =>
  ({ kind: 'user', ref: `user:default/${name}` } as const);

describe('a quorum that rejects', () => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init('SQLITE_3'));
    harness.groups
      .set(person('pia').ref, ['group:default/platform'])
      .set(person('erin').ref, ['group:default/else']);
    await harness.setMandate({
      ...askingPlatform(),
      grants: [
        {
          changes: ['poke'],
          oversight: 'approve',
          approvals: [
            { group: 'group:default/platform', count: 2, rejection: 'quorum' },
          ],
        },
      ],
    });
  });
  afterEach(() => harness.stop());

  async function reject(id: string, name: string) {
    const { revision } = await harness.change(id);
    const { digest } = await harness.revision(id, revision);
    const { people, kinds, proposing } = harness;
    await castVote(
      { ...proposing, people, kinds },
      {
        id,
        voter: person(name),
        vote: { verdict: 'reject', reason: 'No.', revision, digest },
      },
    );
  }

  it('counts a member once: who votes for them counts for nobody any more (I3)', async () => {
    await harness.store.transaction(async tx => {
      const nowMs = await tx.now();
      await tx.delegations.insert({
        id: 'pia-erin',
        delegator: person('pia').ref,
        delegate: person('erin').ref,
        startsAtMs: nowMs - 1_000,
        endsAtMs: nowMs + 3_600_000,
        createdAtMs: nowMs,
      });
    });
    const { id } = await harness.propose(['a']);
    await reject(id, 'erin');
    await reject(id, 'pia');
    expect((await harness.change(id)).state).toBe('awaiting-approval');
  });

  it('counts members of today', async () => {
    harness.groups.set(person('paul').ref, ['group:default/platform']);
    const { id } = await harness.propose(['a']);
    await reject(id, 'paul');
    harness.groups.delete(person('paul').ref);
    await reject(id, 'pia');
    expect((await harness.change(id)).state).toBe('awaiting-approval');
  });
});
