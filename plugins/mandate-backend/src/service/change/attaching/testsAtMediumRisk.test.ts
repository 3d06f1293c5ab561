import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  ProposeRequest,
  TestResult,
} from '@mandate/plugin-mandate-common';
import type { Assessor } from '@mandate/plugin-mandate-node';
import { fakeChangeKind } from '../../../testing/fakeChangeKind';
import { approve, deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const pipeline = callAs({ kind: 'service', ref: 'external:ci' });
const passed: TestResult = { name: 'unit', outcome: 'passed' };
const failed: TestResult = { name: 'unit', outcome: 'failed' };

/** Makes every change one of medium risk: a likely nuisance in dev, an unlikely disaster in production. */
const serious: Assessor = {
  id: 'serious',
  assess: async ({ target }) => ({
    riskFactors: [
      {
        id: 'test',
        words: 'It is new.',
        effect: 'raises',
        weight: target.production ? 0.3 : 0.6,
      },
    ],
  }),
};

describe.each(databases.eachSupportedId())(
  'a change of medium risk that can be tested beforehand, %p',
  databaseId => {
    async function start(testedBeforehand = true) {
      const kernel = await startKernel({
        knex: await databases.init(databaseId),
        assessors: [serious],
        changeKinds: [
          { ...fakeChangeKind({ version: '1.0.0' }), testedBeforehand },
        ],
      });
      const propose = (more: Partial<ProposeRequest> = {}) =>
        kernel.changes.propose(deploy('dev', more), pipeline);
      return { ...kernel, propose };
    }

    it('runs alone with results of the proposal, which the ledger keeps', async () => {
      const { propose, ledger } = await start();
      const change = await propose({ testResults: [passed] });
      expect(change.riskLevel).toBe('medium');
      expect(change.oversight).toBe('notify');
      expect(change.testResults).toMatchObject([
        { ...passed, attachedBy: 'external:ci' },
      ]);
      const { items } = await ledger.entries({
        limit: 10,
        kind: 'tests-attached',
      });
      expect(items.map(({ data }) => data)).toMatchObject([
        { digest: change.current?.digest, results: [passed] },
      ]);
    });

    it('waits without, and the reason says what is missing', async () => {
      const { propose } = await start();
      const change = await propose();
      expect(change.state).toBe('awaiting-approval');
      expect(change.current?.decision.decidedBy.words).toMatch(
        /no test of this plan is known to have passed.*attached/,
      );
    });

    it('is decided again when results are attached, and then runs alone', async () => {
      const { propose, changes, reconsideration } = await start();
      const waiting = await propose();
      const digest = waiting.current?.digest ?? '';
      const attached = await changes.attachTestResults(
        waiting.id,
        { digest, results: [passed] },
        pipeline,
      );
      expect(attached.state).toBe('planned');
      await reconsideration.reconsider(waiting.id, attached.statusWords);
      const decided = await changes.get(waiting.id, as('dana'));
      expect(decided.state).toBe('queued');
      expect(decided.oversight).toBe('notify');
    });

    it('goes on waiting for a person when what is attached failed', async () => {
      const { propose, changes } = await start();
      const waiting = await propose();
      const digest = waiting.current?.digest ?? '';
      const attached = await changes.attachTestResults(
        waiting.id,
        { digest, results: [failed] },
        pipeline,
      );
      expect(attached.state).toBe('awaiting-approval');
      const approved = await changes.vote(
        waiting.id,
        approve(attached),
        as('pia'),
      );
      expect(approved.state).toBe('queued');
    });

    it('keeps its votes when results come that change nothing about who is needed', async () => {
      const { changes } = await start();
      const waiting = await changes.propose(deploy('prod'), as('dana'));
      expect(waiting.riskLevel).toBe('medium');
      await changes.vote(waiting.id, approve(waiting), as('pia'));
      const attached = await changes.attachTestResults(
        waiting.id,
        { digest: waiting.current?.digest ?? '', results: [passed] },
        pipeline,
      );
      expect(attached.state).toBe('awaiting-approval');
      expect(attached.revision).toBe(waiting.revision);
      expect(attached.current?.votes).toHaveLength(1);
    });

    it('is asked about at any risk when a result of the proposal is a failure', async () => {
      const { propose } = await start(false);
      const change = await propose({ testResults: [failed] });
      expect(change.state).toBe('awaiting-approval');
      expect(change.current?.decision.decidedBy.words).toContain('failure');
    });

    it('needs none of a kind that cannot be tested beforehand', async () => {
      const { propose } = await start(false);
      expect((await propose()).oversight).toBe('notify');
    });

    it('is simulated with the results that it would be proposed with', async () => {
      const { changes } = await start();
      const simulated = async (more: Partial<ProposeRequest>) =>
        (await changes.simulate(deploy('dev', more), pipeline)).decision
          .oversight;
      expect(await simulated({})).toBe('approve');
      expect(await simulated({ testResults: [passed] })).toBe('notify');
    });
  },
);
