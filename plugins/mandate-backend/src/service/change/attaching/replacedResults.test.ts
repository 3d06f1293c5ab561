import { TestDatabases } from '@backstage/backend-test-utils';
import { deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const pipeline = callAs({ kind: 'service', ref: 'external:ci' });
const agent = callAs({
  kind: 'agent',
  ref: 'external:bot',
  owner: 'user:default/paul',
});

describe('a failed test result', () => {
  it('is not taken away by somebody else, least of all by who proposed the change', async () => {
    const { changes, reconsideration } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const first = await changes.propose(
      deploy('dev', {
        testResults: [{ name: 'unit', outcome: 'failed' }],
      }),
      agent,
    );
    expect(first.state).toBe('awaiting-approval');
    const digest = first.current?.digest ?? '';
    await changes.attachTestResults(
      first.id,
      { digest, results: [{ name: 'e2e', outcome: 'failed' }] },
      pipeline,
    );
    await changes
      .attachTestResults(
        first.id,
        {
          digest,
          results: [
            { name: 'unit', outcome: 'passed' },
            { name: 'e2e', outcome: 'passed' },
          ],
        },
        agent,
      )
      .catch(() => undefined);
    await reconsideration.reconsider(first.id, 'Tests.');
    const now = await changes.get(first.id, as('pia'));
    expect(now.state).toBe('awaiting-approval');
  });

  it('that a passed one replaces while automation is stopped costs no votes', async () => {
    const { changes, killSwitches } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    await killSwitches.engage({ reason: 'Odd.' }, as('pia'));
    const first = await changes.propose(
      deploy('dev', {
        testResults: [{ name: 'unit', outcome: 'failed' }],
      }),
      agent,
    );
    expect(first.state).toBe('awaiting-approval');
    await changes.attachTestResults(
      first.id,
      {
        digest: first.current?.digest ?? '',
        results: [{ name: 'unit', outcome: 'passed' }],
      },
      agent,
    );
    const now = await changes.get(first.id, as('pia'));
    expect([now.state, now.current?.number]).toEqual([
      'awaiting-approval',
      first.current?.number,
    ]);
  });
});
