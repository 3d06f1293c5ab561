import { TestDatabases } from '@backstage/backend-test-utils';
import {
  exampleEntities,
  exampleMandate,
} from '../../../testing/exampleEntities';
import { deploy } from '../../../testing/requests';
import { as, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('a change is decided however much its mandates ask', async () => {
  const long = (name: string) =>
    `group:the-enterprise-architecture-department/${name}-${'x'.repeat(120)}`;
  const asking = (prefix: string) => ({
    ...exampleMandate,
    metadata: { name: prefix, namespace: 'default' },
    spec: {
      ...exampleMandate.spec,
      grants: [
        {
          changes: ['deploy'],
          oversight: 'approve',
          approvals: Array.from({ length: 20 }, (_, index) => ({
            group: long(`${prefix}-${index}`),
            count: 1,
            escalate: Array.from({ length: 5 }, (__, step) => ({
              after: `PT${step + 1}H`,
              to: long(`${prefix}-${index}-${step}`),
            })),
          })),
        },
      ],
    },
  });
  const { changes } = await startKernel({
    knex: await databases.init('SQLITE_3'),
    entities: [
      ...exampleEntities.filter(entity => entity !== exampleMandate),
      asking('one'),
      asking('two'),
      asking('three'),
    ],
  });
  const change = await changes.propose(deploy('prod'), as('dana'));
  expect(change.state).toBe('awaiting-approval');
});
