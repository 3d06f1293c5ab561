import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type { ApprovalRequirement } from '@mandate/policy';
import type { Knex } from 'knex';
import {
  exampleEntities,
  exampleMandate,
} from '../../../testing/exampleEntities';
import { approve, deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';
import { defaultTimerSettings, TimerService } from '../../timers/TimerService';
import { DriftLook } from '../DriftLook';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const platform = { group: 'group:default/platform', count: 1 };
const security = { group: 'group:default/security', count: 1 };

describe.each(databases.eachSupportedId())(
  'asking for approval, %p',
  databaseId => {
    let knex: Knex;

    async function start(
      approvals: readonly ApprovalRequirement[] = [platform, security],
    ) {
      knex = await databases.init(databaseId);
      const mandate: Entity = {
        ...exampleMandate,
        spec: {
          ...exampleMandate.spec,
          grants: [
            {
              changes: ['deploy'],
              oversight: 'approve',
              approvals: JSON.parse(JSON.stringify(approvals)),
            },
          ],
        },
      };
      const kernel = await startKernel({
        knex,
        entities: [
          ...exampleEntities.filter(entity => entity !== exampleMandate),
          mandate,
        ],
      });
      const logger = mockServices.logger.mock();
      const timers = new TimerService({
        store: kernel.store,
        reconsideration: kernel.reconsideration,
        drift: new DriftLook({ ...kernel, logger }),
        logger,
        settings: defaultTimerSettings,
      });
      return { ...kernel, timers };
    }

    async function told(): Promise<
      readonly { recipients: string[]; title: string }[]
    > {
      const rows = await knex('mandate_outbox')
        .where({ type: 'notification' })
        .orderBy('created_at');
      return rows.map(row => JSON.parse(row.payload));
    }

    /** What was decided, and what is due, lies an hour longer ago. */
    async function anHourPasses() {
      const hourMs = 3_600_000;
      await knex('mandate_revisions').decrement('created_at', hourMs);
      await knex('mandate_timers').decrement('due_at', hourMs);
    }

    const staged = [platform, { ...security, stage: 2 }];

    it('asks the groups of a later stage when the earlier ones have decided', async () => {
      const { changes } = await start(staged);
      const change = await changes.propose(deploy('prod'), as('dana'));
      expect(change.statusWords).toBe(
        'Waiting for platform, then for security.',
      );
      await expect(
        changes.vote(change.id, approve(change), as('sven')),
      ).rejects.toThrow(/not your turn yet/);
      const half = await changes.vote(change.id, approve(change), as('pia'));
      expect(half.statusWords).toBe('Waiting for security.');
      const full = await changes.vote(change.id, approve(change), as('sven'));
      expect(full.state).toBe('queued');
      expect(
        (await told())
          .filter(({ title }) => title.startsWith('Approval needed'))
          .map(({ recipients }) => recipients),
      ).toEqual([['group:default/platform'], ['group:default/security']]);
    });

    it('lets another group decide in the place of one that is late, and tells it', async () => {
      const late = {
        ...platform,
        escalate: [{ after: 'PT1H', to: 'group:default/security' }],
      };
      const { changes, timers } = await start([late]);
      const change = await changes.propose(deploy('prod'), as('dana'));
      await expect(
        changes.vote(change.id, approve(change), as('sven')),
      ).rejects.toThrow(NotAllowedError);
      await anHourPasses();
      await timers.fireDue();
      expect((await told()).at(-1)).toMatchObject({
        recipients: ['group:default/security'],
      });
      const approved = await changes.vote(
        change.id,
        approve(change),
        as('sven'),
      );
      expect(approved.state).toBe('queued');
      expect(approved.story.map(({ kind }) => kind)).toContain('escalated');
    });

    it('reminds by itself when half of the time is over', async () => {
      const { changes, timers } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      const nudge = { change_id: change.id, kind: 'nudge' };
      const { due_at: dueAt } = await knex('mandate_timers')
        .where(nudge)
        .first();
      expect(Number(dueAt)).toBeLessThan(Date.parse(change.expiresAt ?? ''));
      await knex('mandate_timers').where(nudge).update({ due_at: 0 });
      await timers.fireDue();
      expect((await told()).at(-1)).toMatchObject({
        title: `Reminder: ${change.title}`,
        recipients: ['group:default/platform', 'group:default/security'],
      });
    });

    it('hears who abstains, and counts it for neither side', async () => {
      const { changes } = await start([platform]);
      const change = await changes.propose(deploy('prod'), as('dana'));
      const abstained = await changes.vote(
        change.id,
        approve(change, { verdict: 'abstain', reason: 'I wrote half of it.' }),
        as('pia'),
      );
      expect(abstained).toMatchObject({
        state: 'awaiting-approval',
        current: { approvals: { missing: 1 }, votes: [{ verdict: 'abstain' }] },
        waitingFor: [{ people: ['user:default/paul', 'user:default/ada'] }],
      });
      const approved = await changes.vote(
        change.id,
        approve(change),
        as('paul'),
      );
      expect(approved.state).toBe('queued');
    });

    it('holds nobody up with a question: votes go on, and the change starts without the answer', async () => {
      const { changes } = await start([platform]);
      const change = await changes.propose(deploy('prod'), as('dana'));
      const asked = await changes.ask(
        change.id,
        { text: 'Why on Friday?' },
        as('sven'),
      );
      const approved = await changes.vote(change.id, approve(asked), as('pia'));
      expect(approved).toMatchObject({
        state: 'queued',
        questions: [{ text: 'Why on Friday?' }],
      });
      expect(approved.questions[0].answer).toBeUndefined();
    });

    it('takes questions to the proposer and answers to who asked', async () => {
      const { changes } = await start([platform]);
      const change = await changes.propose(deploy('prod'), as('dana'));
      const asked = await changes.ask(
        change.id,
        { text: 'Why on Friday?' },
        as('sven'),
      );
      expect((await told()).at(-1)).toMatchObject({
        recipients: ['user:default/dana'],
      });
      const [{ id: questionId }] = asked.questions;
      const answer = { questionId, text: 'It mends the outage.' };
      await expect(
        changes.answer(change.id, answer, as('pia')),
      ).rejects.toThrow(NotAllowedError);
      const answered = await changes.answer(change.id, answer, as('dana'));
      expect(answered.questions).toMatchObject([
        { askedBy: 'user:default/sven', answer: { text: answer.text } },
      ]);
      expect((await told()).at(-1)).toMatchObject({
        recipients: ['user:default/sven'],
      });
      await expect(
        changes.answer(change.id, answer, as('dana')),
      ).rejects.toThrow(ConflictError);
      expect(answered.story.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['asked', 'answered']),
      );
    });

    it('lets the owners of the target answer for what no person proposed', async () => {
      const { changes } = await start();
      const bot = callAs({ kind: 'service', ref: 'bot' });
      const change = await changes.propose(deploy('prod'), bot);
      const asked = await changes.ask(change.id, { text: 'Why?' }, as('sven'));
      const [{ id: questionId }] = asked.questions;
      const answered = await changes.answer(
        change.id,
        { questionId, text: 'A release.' },
        as('dana'),
      );
      expect(answered.questions[0].answer?.by).toBe('user:default/dana');
    });

    it('plans again when the target changes while people are asked, and names what differs (G3)', async () => {
      const { changes, timers, world } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await changes.vote(change.id, approve(change), as('pia'));
      world.version = '0.9.0';
      await knex('mandate_timers')
        .where({ kind: 'drift' })
        .update({ due_at: 0 });
      await timers.fireDue();
      await expect(changes.get(change.id, as('dana'))).resolves.toMatchObject({
        state: 'awaiting-approval',
        revision: 2,
        current: {
          votes: [],
          because:
            'The target changed meanwhile, and the plan with it: Deployment checkout (spec.version), the version step.',
        },
      });
    });
  },
);
