import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { deploy } from '../../testing/requests';
import { as, type StartedKernel, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('risk training, %p', databaseId => {
  let knex: Knex;
  let kernel: StartedKernel;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    kernel = await startKernel({ knex });
  });

  it('keeps the features of every revision, and learns nothing from too few changes', async () => {
    const { id } = await kernel.changes.propose(deploy('dev'), as('dana'));
    const row = await knex('mandate_revisions')
      .where({ change_id: id })
      .first('risk_features');
    expect(JSON.parse(row.risk_features)).toMatchObject({
      novelty: 1,
      environment: 0,
      concurrent: 0,
    });

    await expect(kernel.riskTraining.run()).resolves.toBe('trained');

    await expect(kernel.riskTraining.report()).resolves.toMatchObject({
      basis: 'rules',
      changes: 0,
      words: expect.stringContaining('too few'),
    });
  });

  it('learns from our outcomes, forecasts with it from then on, and shows how good it is', async () => {
    const { id } = await kernel.changes.propose(deploy('dev'), as('dana'));
    await rememberOutcomes(knex, id, 400);

    await kernel.riskTraining.run();

    const report = await kernel.riskTraining.report();
    expect(report).toMatchObject({
      basis: 'model',
      version: 1,
      changes: 400,
      failures: 80,
      words: 'Trained on 400 past changes.',
    });
    expect(report.quality?.brier).toBeLessThan(
      report.quality?.brierOfBaseRate ?? 0,
    );
    expect(report.quality?.bins.length).toBeGreaterThan(1);
    const { assessment } = await kernel.changes.simulate(
      deploy('prod'),
      as('dana'),
    );
    expect(assessment.risk.basis).toEqual({
      type: 'model',
      version: 1,
      trainedOn: 400,
    });
  });

  it('is done once when it is due, whoever looks', async () => {
    const outcomes = await Promise.all([
      kernel.riskTraining.run(),
      kernel.riskTraining.run(),
    ]);
    expect(outcomes.toSorted()).toEqual(['not-due', 'trained']);
    await expect(kernel.riskTraining.run()).resolves.toBe('not-due');
    await expect(knex('mandate_risk_models')).resolves.toHaveLength(1);
  });
});

/** Copies of a change that ended: what came at a time of many other changes failed. */
async function rememberOutcomes(
  knex: Knex,
  id: string,
  count: number,
): Promise<void> {
  const change = await knex('mandate_changes').where({ id }).first();
  const revision = await knex('mandate_revisions')
    .where({ change_id: id })
    .first();
  const copies = Array.from({ length: count }, (_, index) => ({
    id: `copy-${index}`,
    failed: index % 5 === 0,
    at: Number(change.created_at) - (count - index) * 60_000,
  }));
  await knex.batchInsert(
    'mandate_changes',
    copies.map(copy => ({
      ...change,
      id: copy.id,
      entity_ref: 'component:default/other',
      state: copy.failed ? 'undone' : 'succeeded',
      idempotency_key: null,
      created_at: copy.at,
      updated_at: copy.at,
    })),
    20,
  );
  await knex.batchInsert(
    'mandate_revisions',
    copies.map(copy => ({
      ...revision,
      change_id: copy.id,
      risk_features: JSON.stringify({
        ...JSON.parse(revision.risk_features),
        concurrent: copy.failed ? 2 : 0,
      }),
    })),
    20,
  );
}
