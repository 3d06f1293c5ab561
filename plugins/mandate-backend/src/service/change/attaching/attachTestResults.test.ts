import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { approve, deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const pipeline = callAs({ kind: 'service', ref: 'external:ci' });
const passed = { name: 'unit', outcome: 'passed' as const };

describe.each(databases.eachSupportedId())('test results, %p', databaseId => {
  async function waiting() {
    const knex = await databases.init(databaseId);
    const { changes, ledger, world } = await startKernel({ knex });
    const change = await changes.propose(deploy('prod'), as('dana'));
    const digest = change.current?.digest ?? '';
    return { changes, ledger, world, change, digest };
  }

  it('are on the card and in the ledger, with who attached them; the newest of a name counts', async () => {
    const { changes, ledger, change, digest } = await waiting();
    const failed = { ...passed, outcome: 'failed' as const };
    const counts = { passed: 214, failed: 0 };
    const url = 'https://ci.example/7';
    await changes.attachTestResults(
      change.id,
      { digest, results: [failed] },
      pipeline,
    );
    await changes.attachTestResults(
      change.id,
      { digest, results: [{ ...passed, counts, url }] },
      pipeline,
    );
    const { testResults, state } = await changes.get(change.id, as('pia'));
    expect(state).toBe('awaiting-approval');
    expect(testResults).toEqual([
      {
        ...passed,
        counts,
        url,
        attachedBy: 'external:ci',
        attachedAt: expect.any(String),
      },
    ]);
    const { items } = await ledger.entries({
      limit: 10,
      kind: 'tests-attached',
    });
    expect(items.map(({ data }) => data)).toMatchObject([
      { digest, results: [{ outcome: 'passed' }] },
      { digest, results: [{ outcome: 'failed' }] },
    ]);
  });

  it('of another plan, or of no change, are refused', async () => {
    const { changes, change, digest } = await waiting();
    await expect(
      changes.attachTestResults(
        change.id,
        { digest: 'sha256:other', results: [passed] },
        pipeline,
      ),
    ).rejects.toThrow(ConflictError);
    await expect(
      changes.attachTestResults(
        'no-such-change',
        { digest, results: [passed] },
        pipeline,
      ),
    ).rejects.toThrow(NotFoundError);
  });

  it('come too late once it was decided', async () => {
    const { changes, change, digest } = await waiting();
    await changes.vote(
      change.id,
      { ...approve(change), verdict: 'reject', reason: 'No.' },
      as('pia'),
    );
    await expect(
      changes.attachTestResults(
        change.id,
        { digest, results: [passed] },
        pipeline,
      ),
    ).rejects.toThrow(ConflictError);
  });

  it('are not more than anybody reads', async () => {
    const { changes, change, digest } = await waiting();
    const suite = (batch: number) =>
      Array.from({ length: 50 }, (_, index) => ({
        ...passed,
        name: `suite ${batch}-${index}`,
      }));
    const attach = (batch: number) =>
      changes.attachTestResults(
        change.id,
        { digest, results: suite(batch) },
        pipeline,
      );
    await attach(1);
    await attach(2);
    await attach(2);
    await expect(attach(3)).rejects.toThrow(ConflictError);
  });
});
