import { TestDatabases } from '@backstage/backend-test-utils';
import {
  askingPlatform,
  delegateAs,
  person,
  voteAs,
} from '../../run/testing/platformApproval';
import { RunHarness } from '../../run/testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

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

  const reject = (id: string, name: string) =>
    voteAs(harness, id, name, { verdict: 'reject', reason: 'No.' });

  it('counts a member once: who votes for them counts for nobody any more (I3)', async () => {
    await delegateAs(harness, 'pia', 'erin');
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
