import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const vote = { verdict: 'approve', revision: 1, digest: 'sha256:x' } as const;
const reason = 'Because.';

describe('AuthorizedChangeService', () => {
  it('denies every operation without its permission, before anything is read or stored', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({
      knex,
      permissions: mockServices.permissions({ result: AuthorizeResult.DENY }),
    });
    const operations = [
      changes.propose(deploy('dev'), as('dana')),
      changes.simulate(deploy('dev'), as('dana')),
      changes.get('x', as('dana')),
      changes.list({}, as('dana')),
      changes.listApprovals({}, as('dana')),
      changes.vote('x', vote, as('dana')),
      changes.withdrawVote('x', as('dana')),
      changes.withdraw('x', {}, as('dana')),
      changes.abort('x', { reason }, as('dana')),
      changes.remind('x', as('dana')),
      changes.ask('x', { text: 'Why?' }, as('dana')),
      changes.answer('x', { questionId: 'q', text: 'So.' }, as('dana')),
      changes.pause('x', { reason }, as('dana')),
      changes.resume('x', as('dana')),
      changes.resolve('x', { outcome: 'undo', reason }, as('dana')),
    ];
    const outcomes = await Promise.allSettled(operations);
    const reasons = outcomes.map(outcome =>
      outcome.status === 'rejected' ? outcome.reason : undefined,
    );
    expect(reasons.every(error => error instanceof NotAllowedError)).toBe(true);
    await expect(knex('mandate_changes').select()).resolves.toEqual([]);
  });
});
