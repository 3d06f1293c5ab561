import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import knexFactory, { type Knex } from 'knex';
import { PausedTask } from '../../testing/histories/PausedTask';
import { takeVoteBack } from '../change/voting/takeVoteBack';
import type { Voting } from '../change/voting/castVote';
import { RunHarness } from '../run/testing/RunHarness';
import { DefaultVoteLinkService } from './DefaultVoteLinkService';
import { VoteLinkSigner } from './VoteLinkSigner';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const paul = { kind: 'user', ref: 'user:default/paul' } as const;
const caller = {
  proposer: paul,
  credentials: mockCredentials.user(paul.ref),
};
const approve = { verdict: 'approve' } as const;
/** Of one person at once. */
const REDEMPTIONS = 12;

describe.each(databases.eachSupportedId())(
  'A link to a vote that is used twice at once, %s',
  databaseId => {
    let replicas: readonly RunHarness[];
    let others: readonly Knex[];

    beforeEach(async () => {
      const knex = await databases.init(databaseId);
      // A database in memory is of one connection.
      others =
        databaseId === 'SQLITE_3' ? [] : [knexFactory(knex.client.config)];
      replicas = [
        await RunHarness.create(knex),
        // After the first one, which migrates.
        ...(await Promise.all(others.map(each => RunHarness.create(each)))),
      ];
      await replicas[0].setMandate({
        owner: 'group:default/shop',
        appliesTo: { environments: ['dev'] },
        grants: [
          {
            changes: ['poke'],
            oversight: 'approve',
            approvals: [{ group: 'group:default/platform', count: 2 }],
          },
        ],
        review: { every: 'P3M', by: 'group:default/security' },
      });
      replicas.forEach(({ groups }) =>
        groups.set(paul.ref, ['group:default/platform']),
      );
    });
    afterEach(() => Promise.all(others.map(knex => knex.destroy())));

    /** A change that waits for votes, and the token of a link to them. */
    async function asked() {
      const [harness] = replicas;
      const { id, revision } = await harness.propose(['a']);
      const { digest } = await harness.revision(id, revision);
      const signer = await VoteLinkSigner.create(harness.store);
      await harness.store.transaction(async tx =>
        tx.voteLinks.insert({
          id: 'link',
          changeId: id,
          revision,
          digest,
          expiresAtMs: (await tx.now()) + 3_600_000,
        }),
      );
      return { id, signer, token: signer.sign('link') };
    }

    /** What the link has left behind. */
    async function traces(changeId: string) {
      const { knex, store } = replicas[0];
      await store.sequence();
      return {
        uses: await knex('mandate_vote_link_uses').pluck('voter'),
        votes: await knex('mandate_votes')
          .whereNull('withdrawn_at')
          .pluck('voter'),
        voted: (
          await knex('mandate_ledger_entries').where({
            change_id: changeId,
            kind: 'voted',
          })
        ).length,
      };
    }

    it('takes one vote, whatever the replicas', async () => {
      const { id, signer, token } = await asked();
      const links = replicas.map(replica => linksOf(votingOf(replica), signer));
      const outcomes = await Promise.allSettled(
        Array.from({ length: REDEMPTIONS }, (_, index) =>
          links[index % links.length].vote(token, approve, { caller }),
        ),
      );
      const refused = outcomes.flatMap(outcome =>
        outcome.status === 'rejected' ? [outcome.reason.name] : [],
      );
      expect(refused).toEqual(Array(REDEMPTIONS - 1).fill('ConflictError'));
      expect(await traces(id)).toEqual({
        uses: [paul.ref],
        votes: [paul.ref],
        voted: 1,
      });
    });

    it('is used up for who had opened it before, also when the vote was taken back', async () => {
      const { id, signer, token } = await asked();
      const voting = votingOf(replicas[0]);
      const late = new PausedTask('late use', pause =>
        linksOf(
          {
            ...voting,
            store: {
              read: work => voting.store.read(work),
              transaction: async work => {
                await pause('before the vote');
                return voting.store.transaction(work);
              },
            },
          },
          signer,
        ).vote(token, approve, { caller }),
      );
      await late.advance();
      expect(late.where).toBe('before the vote');
      const links = linksOf(votingOf(replicas[replicas.length - 1]), signer);
      await links.vote(token, approve, { caller });
      await takeVoteBack(voting, { id, voter: paul });
      await late.finish();
      expect(late.error).toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('through this link already'),
      });
      expect(await traces(id)).toEqual({
        uses: [paul.ref],
        votes: [],
        voted: 1,
      });
    });
  },
);

function votingOf({ store, people, kinds, proposing }: RunHarness): Voting {
  return { store, people, kinds, decider: proposing.decider };
}

function linksOf(
  voting: Voting,
  signer: VoteLinkSigner,
): DefaultVoteLinkService {
  return new DefaultVoteLinkService({
    voting,
    signer,
    // safety: what is answered is not looked at here.
    reading: { detail: async id => ({ id } as ChangeDetail) },
  });
}
