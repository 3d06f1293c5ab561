import { TestDatabases } from '@backstage/backend-test-utils';
import { resolveChange } from '../change/controlling/resolveChange';
import { FakeWorld } from './testing/FakeWorld';
import { PAUL } from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('accepting a stuck change', () => {
  let harness: RunHarness;
  afterEach(() => harness.stop());

  it('a stuck change that is accepted as done leaves its template instance', async () => {
    const world = new FakeWorld();
    const kind = world.kind();
    harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...kind,
        onFailure: 'ask',
        plan: async (context, input) => {
          const outcome = await kind.plan(context, input);
          return outcome.type === 'planned'
            ? {
                ...outcome,
                plan: {
                  ...outcome.plan,
                  template: {
                    name: 'shop',
                    digest: 'd',
                    approved: true,
                    classification: 'standard' as const,
                    reasons: [],
                    values: {},
                  },
                },
              }
            : outcome;
        },
      },
    });
    world.refused.add('do b');
    const { id } = await harness.propose(['a', 'b']);
    harness.worker().start();
    await harness.until(id, 'stuck');
    await resolveChange(harness.store, {
      id,
      by: PAUL,
      outcome: 'accept',
      reason: 'done by hand',
    });
    expect((await harness.change(id)).state).toBe('succeeded');
    expect(await harness.knex('mandate_outcomes').select('failed')).toEqual([
      { failed: 0 },
    ]);
    expect(
      await harness.knex('mandate_template_instances').select('change_id'),
    ).toEqual([{ change_id: id }]);
  });
});
