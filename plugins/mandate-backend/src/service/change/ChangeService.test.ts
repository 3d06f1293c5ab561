import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  ChangeDetail,
  ProposeRequest,
  VoteRequest,
} from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { as, callAs, startKernel } from '../../testing/startKernel';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

function deploy(
  environment: 'dev' | 'prod',
  more: Partial<ProposeRequest> = {},
): ProposeRequest {
  return {
    kind: 'deploy',
    target: { entityRef: 'component:default/checkout', environment },
    input: {},
    ...more,
  };
}

function approve(change: ChangeDetail, more: Partial<VoteRequest> = {}) {
  return {
    verdict: 'approve' as const,
    revision: change.revision,
    digest: change.current?.digest ?? '',
    ...more,
  };
}

describe.each(databases.eachSupportedId())('ChangeService, %p', databaseId => {
  let knex: Knex;

  async function start(
    options: Partial<Parameters<typeof startKernel>[0]> = {},
  ) {
    knex = await databases.init(databaseId);
    return startKernel({ knex, ...options });
  }

  async function expireNow(id: string) {
    await knex('mandate_changes').where({ id }).update({ expires_at: 1 });
  }

  describe('proposing', () => {
    it('queues what a mandate lets run alone, with its run and its share of the budget', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('dev'), as('dana'));

      expect(change).toMatchObject({
        state: 'queued',
        oversight: 'autonomous',
        title: 'Deploy checkout 1.0.1 to dev',
        revision: 1,
      });
      await expect(knex('mandate_runs').select('change_id')).resolves.toEqual([
        { change_id: change.id },
      ]);
      await expect(
        knex('mandate_budget_reservations').select('state', 'budget_key'),
      ).resolves.toEqual([
        { state: 'held', budget_key: expect.stringContaining('checkout') },
      ]);
      expect(change.story.map(({ kind }) => kind)).toEqual([
        'proposed',
        'planned',
        'assessed',
        'decided',
      ]);
    });

    it('asks people where the mandate says so, and notifies them but not the proposer', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));

      expect(change).toMatchObject({
        state: 'awaiting-approval',
        statusWords: 'Waiting for platform and security.',
        waitingFor: [
          { group: 'group:default/platform', missing: 1 },
          { group: 'group:default/security', missing: 1 },
        ],
      });
      const [{ payload }] = await knex('mandate_outbox')
        .where({ type: 'notification' })
        .select('payload');
      expect(JSON.parse(payload)).toMatchObject({
        recipients: ['group:default/platform', 'group:default/security'],
        excludeRecipient: 'user:default/dana',
        link: `/changes/${change.id}`,
      });
    });

    it('gives the same change back for the same key and body, and refuses the key for another body', async () => {
      const { changes } = await start();
      const request = deploy('prod', { idempotencyKey: 'k' });
      const first = await changes.propose(request, as('dana'));
      const second = await changes.propose(request, as('dana'));

      expect(second.id).toBe(first.id);
      await expect(
        changes.propose({ ...request, reason: 'other' }, as('dana')),
      ).rejects.toThrow(ConflictError);
      const other = await changes.propose(request, as('pia'));
      expect(other.id).not.toBe(first.id);
    });

    it('stores one change for ten requests with one key at once', async () => {
      const { changes } = await start();
      const request = deploy('prod', { idempotencyKey: 'k' });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => changes.propose(request, as('dana'))),
      );
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    });

    it.each([
      ['an unknown kind', { kind: 'explode' }, /Known are: deploy/],
      ['a wrong input', { input: { version: 1 } }, /input of 'deploy'/],
      [
        'nothing to do',
        { input: { outcome: 'nothing-to-do' } },
        /nothing-to-do/,
      ],
      ['the impossible', { input: { outcome: 'impossible' } }, /impossible/],
      [
        'a plan with a Secret',
        { input: { outcome: 'secret' } },
        /never hold secrets/,
      ],
      [
        'a plan over 1 MB',
        { input: { ballast: 1_100_000 } },
        /more than the 1000000/,
      ],
    ])('refuses %s in words, and stores nothing', async (_, more, words) => {
      const { changes } = await start();
      const proposing = changes.propose(deploy('dev', more), as('dana'));
      await expect(proposing).rejects.toThrow(InputError);
      await expect(proposing).rejects.toThrow(words);
      await expect(knex('mandate_changes').select()).resolves.toEqual([]);
    });

    it('never spends more than a budget, however many ask at once (I5)', async () => {
      const { changes } = await start();
      const proposed = await Promise.all(
        Array.from({ length: 6 }, () =>
          changes.propose(deploy('dev'), as('dana')),
        ),
      );
      const states = proposed.map(({ state }) => state).sort();
      expect(states).toEqual([
        'awaiting-approval',
        'awaiting-approval',
        'awaiting-approval',
        'awaiting-approval',
        'queued',
        'queued',
      ]);
    });

    it('gives a budget back when a change ends without effect', async () => {
      const { changes } = await start();
      for (let count = 0; count < 3; count += 1) {
        const change = await changes.propose(deploy('dev'), as('dana'));
        expect(change.state).toBe('queued');
        await changes.withdraw(change.id, {}, as('dana'));
      }
    });

    it('asks a person when an assessor fails, whatever the mandate grants', async () => {
      const { changes } = await start({
        assessors: [
          { id: 'broken', assess: async () => Promise.reject(new Error('no')) },
        ],
      });
      const change = await changes.propose(deploy('dev'), as('dana'));
      expect(change.state).toBe('awaiting-approval');
      expect(change.current?.assessment.gaps).toEqual([
        { assessor: 'broken', words: 'It did not answer.' },
      ]);
    });

    it('simulates without storing anything', async () => {
      const { changes } = await start();
      const simulation = await changes.simulate(deploy('prod'), as('dana'));
      expect(simulation.decision.oversight).toBe('approve');
      await expect(knex('mandate_changes').select()).resolves.toEqual([]);
      await expect(
        knex('mandate_ledger_entries').whereNotNull('change_id'),
      ).resolves.toEqual([]);
    });
  });

  describe('voting (I3)', () => {
    it('queues when every requirement is filled', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      const half = await changes.vote(change.id, approve(change), as('pia'));
      expect(half).toMatchObject({
        state: 'awaiting-approval',
        statusWords: 'Waiting for security.',
      });
      const full = await changes.vote(change.id, approve(change), as('sven'));
      expect(full).toMatchObject({ state: 'queued' });
      await expect(knex('mandate_runs').select('revision')).resolves.toEqual([
        { revision: 1 },
      ]);
    });

    it('counts a person who is in both groups for one of them only, and finds the right one', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      const first = await changes.vote(change.id, approve(change), as('ada'));
      expect(first.state).toBe('awaiting-approval');
      const second = await changes.vote(change.id, approve(change), as('pia'));
      expect(second.state).toBe('queued');
    });

    it('loses no vote when two approve at once', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await Promise.all([
        changes.vote(change.id, approve(change), as('pia')),
        changes.vote(change.id, approve(change), as('sven')),
      ]);
      await expect(changes.get(change.id, as('dana'))).resolves.toMatchObject({
        state: 'queued',
        current: { approvals: { satisfied: true } },
      });
    });

    it('lets one of two votes of the same person at once count', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      const outcomes = await Promise.allSettled([
        changes.vote(change.id, approve(change), as('pia')),
        changes.vote(change.id, approve(change), as('pia')),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
      ]);
    });

    it.each([
      ['the proposer', as('pia'), as('pia'), /You proposed this change/],
      [
        'the person a service acts for',
        callAs({ kind: 'service', ref: 'bot', onBehalfOf: 'user:default/pia' }),
        as('pia'),
        /on your behalf/,
      ],
      [
        'somebody in none of the groups',
        as('pia'),
        as('dana'),
        /none of the groups/,
      ],
      [
        'an agent',
        as('dana'),
        callAs({ kind: 'agent', ref: 'agent' }),
        /Only people/,
      ],
      [
        'a service',
        as('dana'),
        callAs({ kind: 'service', ref: 'ci' }),
        /Only people/,
      ],
    ])('refuses %s', async (_, proposer, voter, words) => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), proposer);
      const voting = changes.vote(change.id, approve(change), voter);
      await expect(voting).rejects.toThrow(NotAllowedError);
      await expect(voting).rejects.toThrow(words);
      await expect(knex('mandate_votes').select()).resolves.toEqual([]);
    });

    it('refuses a vote on another digest or revision', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      for (const other of [{ digest: 'sha256:old' }, { revision: 2 }]) {
        await expect(
          changes.vote(change.id, approve(change, other), as('pia')),
        ).rejects.toThrow(/plan has changed/);
      }
    });

    it('ends the change at one rejection, with its reason', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      const rejected = await changes.vote(
        change.id,
        approve(change, { verdict: 'reject', reason: 'Not on Friday.' }),
        as('sven'),
      );
      expect(rejected.state).toBe('rejected');
      await expect(
        changes.vote(change.id, approve(change), as('pia')),
      ).rejects.toThrow(/was rejected/);
    });

    it('refuses votes after the expiry, and ends the change', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await expireNow(change.id);
      await expect(
        changes.vote(change.id, approve(change), as('pia')),
      ).rejects.toThrow(/expired/);
      await expect(changes.get(change.id, as('dana'))).resolves.toMatchObject({
        state: 'expired',
      });
    });

    it('lets a queued change wait again when a needed vote is taken back', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await changes.vote(change.id, approve(change), as('pia'));
      await changes.vote(change.id, approve(change), as('sven'));
      const waiting = await changes.withdrawVote(change.id, as('pia'));
      expect(waiting).toMatchObject({ state: 'awaiting-approval' });
      const again = await changes.vote(change.id, approve(change), as('paul'));
      expect(again.state).toBe('queued');
    });

    it('wants the name of the target for a plan that removes something', async () => {
      const { changes } = await start();
      const change = await changes.propose(
        deploy('prod', { input: { outcome: 'removal' } }),
        as('dana'),
      );
      await expect(
        changes.vote(change.id, approve(change), as('pia')),
      ).rejects.toThrow(/type the target's name: checkout/);
      await changes.vote(
        change.id,
        approve(change, { confirmTarget: 'checkout' }),
        as('pia'),
      );
    });
  });

  describe('controlling', () => {
    it('lets only the proposer withdraw', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await expect(changes.withdraw(change.id, {}, as('pia'))).rejects.toThrow(
        NotAllowedError,
      );
      await expect(
        changes.withdraw(change.id, { reason: 'Wrong.' }, as('dana')),
      ).resolves.toMatchObject({ state: 'withdrawn' });
    });

    it('cancels at an abort what has not started, and asks the run to stop otherwise', async () => {
      const { changes } = await start();
      const waiting = await changes.propose(deploy('prod'), as('dana'));
      await expect(
        changes.abort(waiting.id, { reason: 'Stop.' }, as('pia')),
      ).resolves.toMatchObject({ state: 'cancelled' });

      const queued = await changes.propose(deploy('dev'), as('dana'));
      await knex('mandate_changes')
        .where({ id: queued.id })
        .update({ state: 'running' });
      await changes.abort(queued.id, { reason: 'Stop.' }, as('pia'));
      await expect(
        knex('mandate_runs').where({ change_id: queued.id }).first(),
      ).resolves.toMatchObject({
        abort_requested_by: 'user:default/pia',
        abort_reason: 'Stop.',
      });
    });

    it('reminds at most once in ten minutes', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await changes.remind(change.id, as('dana'));
      await expect(changes.remind(change.id, as('dana'))).rejects.toThrow(
        /in 10 min/,
      );
    });

    it('lets a person resolve a stuck change, and nobody else', async () => {
      const { changes } = await start();
      const change = await changes.propose(deploy('dev'), as('dana'));
      await knex('mandate_changes')
        .where({ id: change.id })
        .update({ state: 'stuck' });
      const request = { outcome: 'accept', reason: 'It is fine.' } as const;
      await expect(
        changes.resolve(
          change.id,
          request,
          callAs({ kind: 'agent', ref: 'a' }),
        ),
      ).rejects.toThrow(NotAllowedError);
      await expect(
        changes.resolve(change.id, request, as('pia')),
      ).resolves.toMatchObject({ state: 'succeeded' });
    });
  });

  describe('reading', () => {
    it('pages through all changes once, with the total', async () => {
      const { changes } = await start();
      for (let count = 0; count < 5; count += 1) {
        await changes.propose(deploy('prod'), as('dana'));
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await changes.list({ limit: 2, cursor }, as('dana'));
        expect(page.total).toBe(5);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(5);
    });

    it('finds by text without treating it as a pattern', async () => {
      const { changes } = await start();
      await changes.propose(
        deploy('prod', { reason: '100% sure' }),
        as('dana'),
      );
      const find = async (text: string) =>
        (await changes.list({ text }, as('dana'))).total;
      await expect(find('100% SURE')).resolves.toBe(1);
      await expect(find('1%e')).resolves.toBe(0);
    });

    it('lists as mine only what I can vote on', async () => {
      const { changes } = await start();
      await changes.propose(deploy('prod'), as('pia'));
      const mine = async (name: string) =>
        (await changes.listApprovals({ mine: true }, as(name))).items.length;
      await expect(mine('pia')).resolves.toBe(0);
      await expect(mine('dana')).resolves.toBe(0);
      await expect(mine('sven')).resolves.toBe(1);
    });
  });

  describe('deciding again', () => {
    it('makes a new revision without the votes of the one before', async () => {
      const { changes, reconsideration, world } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await changes.vote(change.id, approve(change), as('pia'));
      world.version = '0.9.0';
      await knex('mandate_changes')
        .where({ id: change.id })
        .update({ state: 'planned' });
      await reconsideration.reconsider(change.id, 'The target changed.');

      const again = await changes.get(change.id, as('dana'));
      expect(again).toMatchObject({
        state: 'awaiting-approval',
        revision: 2,
        current: { because: 'The target changed.', votes: [] },
        earlier: [{ number: 1, votes: [{ voter: 'user:default/pia' }] }],
      });
      await expect(
        changes.vote(change.id, approve(change), as('sven')),
      ).rejects.toThrow(/plan has changed/);
    });

    it('does not let an approval hold when the voter has left the group (G1)', async () => {
      const { store, decider, changes } = await start();
      const change = await changes.propose(deploy('prod'), as('dana'));
      await changes.vote(change.id, approve(change), as('pia'));
      await changes.vote(change.id, approve(change), as('sven'));
      const check = () =>
        store.read(async tx => {
          const stored = await tx.changes.get(change.id);
          const revision = await tx.revisions.get(change.id, 1);
          return stored && revision && decider.checkToday(tx, stored, revision);
        });
      await expect(check()).resolves.toEqual({ type: 'granted' });
      await knex('mandate_votes')
        .where({ voter: 'user:default/pia' })
        .update({ voter: 'user:default/gone' });
      await expect(check()).resolves.toMatchObject({ gate: 'G1' });
    });

    it('does not let a change run alone when a stricter mandate came meanwhile (I4)', async () => {
      const { store, decider, changes } = await start();
      const change = await changes.propose(deploy('dev'), as('dana'));
      await store.transaction(async tx => {
        const mandate = await tx.mandates.get('mandate:default/services');
        if (mandate) {
          await tx.mandates.put({ ...mandate, removedAtMs: 1 });
        }
      });
      const verdict = await store.read(async tx => {
        const stored = await tx.changes.get(change.id);
        const revision = await tx.revisions.get(change.id, 1);
        return stored && revision && decider.checkToday(tx, stored, revision);
      });
      expect(verdict).toMatchObject({ type: 'not-granted', gate: 'G2' });
    });
  });
});
