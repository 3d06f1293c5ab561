import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Knex } from 'knex';
import { approve, deploy } from '../../testing/requests';
import { as, startKernel, type StartedKernel } from '../../testing/startKernel';
import { KernelMetrics } from '../metrics/KernelMetrics';
import { StatusReading } from './StatusReading';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'Status and metrics, %s',
  databaseId => {
    let knex: Knex;
    let kernel: StartedKernel;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      kernel = await startKernel({ knex });
    });

    it('tells what is due and nobody does', async () => {
      await kernel.changes.propose(deploy('dev'), as('dana'));
      await knex('mandate_runs').update({ due_at: 1 });
      await knex('mandate_outbox').update({ due_at: 1 });
      const { status, checks } = await kernel.statusReading.status();
      expect(status).toBe('late');
      expect(
        checks.flatMap(check => (check.status === 'late' ? [check.id] : [])),
      ).toEqual(['runs', 'messages']);
    });

    it('is failing, and does not throw, when the database does not answer', async () => {
      const silent = new StatusReading({
        store: { read: () => Promise.reject(new Error('ECONNREFUSED')) },
        logger: mockServices.logger.mock(),
      });
      await expect(silent.status()).resolves.toMatchObject({
        status: 'failing',
      });
    });

    it('counts decisions, approvals and ends once they are committed', async () => {
      const { metrics, added, observe } = recordingMetrics();
      const kernelMetrics = new KernelMetrics({ ...kernel, metrics });
      kernel.store.onRecorded(facts => kernelMetrics.count(facts));
      const change = await kernel.changes.propose(deploy('prod'), as('dana'));
      await kernel.changes.vote(change.id, approve(change), as('pia'));
      await kernel.changes.vote(change.id, approve(change), as('sven'));
      await kernel.changes.abort(change.id, { reason: 'No.' }, as('dana'));
      expect(added).toEqual([
        ['mandate.decisions', 1, { oversight: 'approve' }],
        ['mandate.approvals.latency', expect.any(Number), undefined],
        ['mandate.changes.ended', 1, { outcome: 'cancelled' }],
      ]);
      await kernel.store.sequence();
      expect(await observe('mandate.ledger.lag')).toEqual([0]);
      expect(await observe('mandate.queue.age')).toEqual([0]);
      expect(await observe('mandate.messages.given_up')).toEqual([0]);
      await knex('mandate_outbox').update({ due_at: 1 });
      expect((await observe('mandate.outbox.age'))[0]).toBeGreaterThan(1_000);
    });
  },
);

/** A metrics service that keeps what it is given. */
function recordingMetrics() {
  const added: unknown[] = [];
  const callbacks = new Map<
    string,
    Parameters<
      ReturnType<MetricsService['createObservableGauge']>['addCallback']
    >[0]
  >();
  const metrics: MetricsService = {
    ...metricsServiceMock.mock(),
    createCounter: name => ({
      add: (value, attributes) => added.push([name, value, attributes]),
    }),
    createHistogram: name => ({
      record: (value, attributes) => added.push([name, value, attributes]),
    }),
    createObservableGauge: name => ({
      addCallback: callback =>
        // safety: no gauge of the kernel has attributes.
        void callbacks.set(name, callback as never),
      removeCallback: () => {},
    }),
  };
  const observe = async (name: string) => {
    const seen: number[] = [];
    await callbacks.get(name)?.({ observe: value => seen.push(value) });
    return seen;
  };
  return { metrics, added, observe };
}
