import { TestDatabases } from '@backstage/backend-test-utils';
import { exampleMandate } from '../../testing/exampleEntities';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it.each([null, 5, '', 'a/b'])(
  'replay answers a mandate whose namespace is %p with what is wrong, or takes it for none',
  async namespace => {
    const { replays } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const metadata = { ...exampleMandate.metadata, namespace };
    const error: unknown = await replays
      .replay({ mandate: { ...exampleMandate, metadata } }, as('dana'))
      .catch(cause => cause);
    expect(error instanceof Error ? error.name : 'answered').toMatch(
      /InputError|answered/,
    );
  },
);
