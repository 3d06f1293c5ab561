import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { approve, deploy } from '../testing/requests';
import { as, callAs, startKernel } from '../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const agent = callAs({ kind: 'agent', ref: 'release-agent' });
const service = callAs({ kind: 'service', ref: 'ci' });
const incident = { reason: 'Down.', incident: 'https://incidents.test/1' };

describe('with permissions off, the kernel’s own rules still hold:', () => {
  async function start() {
    const knex = await databases.init('SQLITE_3');
    const kernel = await startKernel({
      knex,
      permissions: mockServices.permissions({ result: AuthorizeResult.ALLOW }),
    });
    const change = await kernel.changes.propose(deploy('prod'), as('ada'));
    return { ...kernel, change };
  }
  type Started = Awaited<ReturnType<typeof start>>;

  it.each<[string, (started: Started) => Promise<unknown>]>([
    [
      'the proposer does not approve',
      ({ changes, change }) =>
        changes.vote(change.id, approve(change), as('ada')),
    ],
    [
      'nobody votes who is in no group that is asked',
      ({ changes, change }) =>
        changes.vote(change.id, approve(change), as('dana')),
    ],
    [
      'an agent does not vote',
      ({ changes, change }) => changes.vote(change.id, approve(change), agent),
    ],
    [
      'a service does not vote',
      ({ changes, change }) =>
        changes.vote(change.id, approve(change), service),
    ],
    [
      'an agent does not abort what others proposed',
      ({ changes, change }) =>
        changes.abort(change.id, { reason: 'No.' }, agent),
    ],
    [
      'only the proposer withdraws',
      ({ changes, change }) => changes.withdraw(change.id, {}, as('dana')),
    ],
    [
      'only configured groups break the glass',
      ({ interventions, change }) =>
        interventions.breakGlass(change.id, incident, as('dana')),
    ],
    [
      'only its reviewers review a mandate',
      ({ mandateReviews }) =>
        mandateReviews.review(
          'services',
          { verdict: 'confirmed', comment: 'Fine.', version: 'x' },
          as('dana'),
        ),
    ],
    [
      'only its owner widens a mandate',
      ({ earnedAutonomy }) =>
        earnedAutonomy.widen(
          'services',
          { kind: 'deploy', reason: 'Please.' },
          as('dana'),
        ),
    ],
    [
      'only custodians erase personal data',
      ({ custody }) =>
        custody.erase({ person: 'user:default/pia' }, as('dana').caller),
    ],
  ])('%s', async (_, attempt) => {
    await expect(attempt(await start())).rejects.toThrow(NotAllowedError);
  });
});
