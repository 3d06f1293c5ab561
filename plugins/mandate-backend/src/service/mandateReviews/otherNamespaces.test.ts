import { TestDatabases } from '@backstage/backend-test-utils';
import { exampleEntities, exampleMandate } from '../../testing/exampleEntities';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('reviews of mandates of one name in two namespaces', () => {
  it('answer with the one that was reviewed', async () => {
    const knex = await databases.init('SQLITE_3');
    const { mandateReviews } = await startKernel({
      knex,
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
    expect(reviewed).toMatchObject({
      title: 'Of the team',
      entityRef: 'mandate:team/services',
    });
    const messages = await knex('mandate_outbox').where({
      type: 'notification',
    });
    expect(messages.map(({ payload }) => JSON.parse(payload).link)).toEqual([
      '/mandates/team/services',
    ]);
  });
});
