import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { VoteRequest } from '@mandate/plugin-mandate-common';
import { readEntries } from '../../../database/ledger/LedgerReader';
import {
  askingPlatform,
  delegateAs,
  person,
  voteAs,
  votingOf,
} from '../../run/testing/platformApproval';
import { RunHarness } from '../../run/testing/RunHarness';
import { DriftLook } from '../DriftLook';
import { takeVoteBack } from './takeVoteBack';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PLATFORM = 'group:default/platform';
const SECURITY = 'group:default/security';

describe.each(databases.eachSupportedId())(
  'votes that count again, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      ['paul', 'pia', 'petra'].forEach(join);
    });
    afterEach(() => harness.stop());

    function join(name: string) {
      harness.groups.set(person(name).ref, [PLATFORM]);
    }

    function leave(name: string) {
      harness.groups.set(person(name).ref, []);
    }

    const voting = () => votingOf(harness);
    const vote = (id: string, name: string, more?: Partial<VoteRequest>) =>
      voteAs(harness, id, name, more);
    const look = (id: string) =>
      new DriftLook({
        ...harness.proposing,
        kinds: harness.kinds,
        logger: mockServices.logger.mock(),
      }).look(id);

    const stateOf = async (id: string) => (await harness.change(id)).state;

    /** What the ledger tells of how votes count. */
    async function told(id: string) {
      await harness.store.sequence();
      const entries = await readEntries(harness.knex, {
        changeId: id,
        kind: 'votes-counted',
        order: 'oldest-first',
        limit: 100,
      });
      return entries.map(({ data }) => data.words);
    }

    /** Two of platform are asked; Paul approved and left, and Pia approved after. */
    async function withPaulGone(
      more: Parameters<typeof askingPlatform>[0] = {},
    ) {
      await harness.setMandate(askingPlatform({ count: 2, ...more }));
      const { id } = await harness.propose(['a']);
      await vote(id, 'paul');
      leave('paul');
      await vote(id, 'pia');
      expect((await harness.change(id)).statusWords).toBe(
        'Waiting for 1 of platform.',
      );
      return id;
    }

    it('once the voter is back in the group: the change goes on, and the ledger tells both', async () => {
      const id = await withPaulGone();
      join('paul');
      await expect(look(id)).resolves.toBe('changed');
      expect(await harness.change(id)).toMatchObject({
        state: 'queued',
        statusWords: 'Approved; waiting to start.',
      });
      expect(await told(id)).toEqual([
        expect.stringMatching(/paul no longer counts for platform/),
        expect.stringMatching(/paul counts for platform again/),
        'Approved; waiting to start.',
      ]);
    });

    it('not while the voter is gone, and not when the vote was taken back', async () => {
      const id = await withPaulGone();
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
      await takeVoteBack(voting(), { id, voter: person('paul') });
      join('paul');
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
    });

    it('not after the approval expired', async () => {
      const id = await withPaulGone({ expires: 'PT1H' });
      join('paul');
      await harness
        .knex('mandate_changes')
        .where({ id })
        .update({ expires_at: Date.now() - 1_000 });
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
    });

    it('not those of who proposed it, nor those on another plan', async () => {
      const id = await withPaulGone();
      join('paul');
      const { proposer } = await harness.change(id);
      const votes = () =>
        harness.knex('mandate_votes').where({ change_id: id });
      await votes()
        .where({ voter: person('paul').ref })
        .update({ voter: proposer.ref });
      harness.groups.set(proposer.ref, [PLATFORM]);
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
      await votes()
        .where({ voter: proposer.ref })
        .update({ voter: person('paul').ref, digest: 'sha256:other' });
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
    });

    it('for no group but those they were cast for', async () => {
      const spec = askingPlatform();
      await harness.setMandate({
        ...spec,
        grants: spec.grants.map(grant => ({
          ...grant,
          approvals: [
            { group: PLATFORM, count: 1 },
            { group: SECURITY, count: 1 },
          ],
        })),
      });
      const { id } = await harness.propose(['a']);
      await vote(id, 'paul');
      leave('paul');
      await vote(id, 'pia');
      harness.groups.set(person('paul').ref, [SECURITY]);
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
    });

    it('once a delegation holds again', async () => {
      const delegate = (key: string) =>
        harness.store.transaction(async tx => {
          const nowMs = await tx.now();
          await tx.delegations.insert({
            id: key,
            delegator: person('petra').ref,
            delegate: person('erin').ref,
            startsAtMs: nowMs - 1_000,
            endsAtMs: nowMs + 3_600_000,
            createdAtMs: nowMs,
          });
        });
      await delegate('first');
      await harness.setMandate(askingPlatform({ count: 2 }));
      const { id } = await harness.propose(['a']);
      await vote(id, 'erin');
      await harness.knex('mandate_delegations').update({ ends_at: 1 });
      await vote(id, 'pia');
      expect(await stateOf(id)).toBe('awaiting-approval');
      await delegate('second');
      await look(id);
      expect(await stateOf(id)).toBe('queued');
    });

    it('once for delegate and delegator together, whoever is looked at first', async () => {
      const id = await withPaulGone();
      await delegateAs(harness, 'pia', 'paul');
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
      await takeVoteBack(voting(), { id, voter: person('pia') });
      expect(await harness.change(id)).toMatchObject({
        state: 'awaiting-approval',
        statusWords: 'Waiting for 1 of platform.',
      });
      expect((await told(id)).at(-1)).toMatch(/paul counts for platform again/);
    });

    it('asks the next stage, and the earlier one again when its vote is lost', async () => {
      const spec = askingPlatform();
      await harness.setMandate({
        ...spec,
        grants: spec.grants.map(grant => ({
          ...grant,
          approvals: [
            { group: PLATFORM, count: 1 },
            { group: SECURITY, count: 2, stage: 2 },
          ],
        })),
      });
      const asked = async () =>
        (await harness.messages())
          .map(each => JSON.stringify(each))
          .filter(each => each.includes('Approval needed'));
      const { id } = await harness.propose(['a']);
      await vote(id, 'paul');
      expect((await asked()).at(-1)).toContain(SECURITY);
      leave('paul');
      await look(id);
      expect((await asked()).at(-1)).toContain(PLATFORM);
      expect((await harness.change(id)).statusWords).toMatch(
        /Waiting for platform, then/,
      );
      join('paul');
      await look(id);
      expect((await asked()).at(-1)).toContain(SECURITY);
      const messages = (await asked()).length;
      await look(id);
      expect(await asked()).toHaveLength(messages);
    });

    it('also those that reject', async () => {
      await harness.setMandate(
        askingPlatform({ count: 2, rejection: 'quorum' }),
      );
      const { id } = await harness.propose(['a']);
      const no = { verdict: 'reject', reason: 'No.' } as const;
      await vote(id, 'paul', no);
      leave('paul');
      await vote(id, 'pia', no);
      await look(id);
      expect(await stateOf(id)).toBe('awaiting-approval');
      join('paul');
      await look(id);
      expect(await harness.change(id)).toMatchObject({
        state: 'rejected',
        statusWords: expect.stringMatching(/Who is in the groups has changed/),
      });
    });
  },
);
