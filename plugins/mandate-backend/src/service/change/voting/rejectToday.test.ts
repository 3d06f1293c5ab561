import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  approveAsPaul,
  askingPlatform,
} from '../../run/testing/platformApproval';
import { RunHarness } from '../../run/testing/RunHarness';
import { DriftLook } from '../DriftLook';
import { castVote } from './castVote';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PEOPLE = ['paul', 'pia', 'petra'];
const twoMustReject = askingPlatform({ count: 2, rejection: 'quorum' });
const oneRejects = askingPlatform({ count: 2 });

describe.each(databases.eachSupportedId())(
  'a mandate by which fewer rejections are enough than when one was cast, %s',
  databaseId => {
    let harness: RunHarness;
    let id: string;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      for (const name of PEOPLE) {
        harness.groups.set(`user:default/${name}`, ['group:default/platform']);
      }
      await harness.setMandate(twoMustReject);
      ({ id } = await harness.propose(['a']));
    });
    afterEach(() => harness.stop());

    const state = async () => (await harness.change(id)).state;
    async function vote(name: string, verdict: 'approve' | 'reject') {
      const { revision } = await harness.change(id);
      const { digest } = await harness.revision(id, revision);
      const { people, kinds, proposing } = harness;
      await castVote(
        { ...proposing, people, kinds },
        {
          id,
          voter: { kind: 'user', ref: `user:default/${name}` },
          vote: { verdict, revision, digest, reason: 'Too risky.' },
        },
      );
    }
    const look = () =>
      new DriftLook({
        ...harness.proposing,
        kinds: harness.kinds,
        logger: mockServices.logger.mock(),
      }).look(id);

    it('does not count a rejection for a stage that was not asked when it was cast', async () => {
      const staged = askingPlatform({ count: 2, rejection: 'quorum' });
      await harness.setMandate({
        ...staged,
        grants: staged.grants.map(grant => ({
          ...grant,
          approvals: [
            ...(grant.approvals ?? []),
            { group: 'group:default/security', count: 1, stage: 2 },
          ],
        })),
      });
      harness.groups.set('user:default/pia', [
        'group:default/platform',
        'group:default/security',
      ]);
      ({ id } = await harness.propose(['b']));
      await vote('pia', 'reject');
      await look();
      expect(await state()).toBe('awaiting-approval');
    });

    it('ends what waits for approval, and its proposer is told', async () => {
      await vote('pia', 'reject');
      await look();
      expect(await state()).toBe('awaiting-approval');
      await harness.setMandate(oneRejects);
      await look();
      expect(await harness.change(id)).toMatchObject({
        state: 'rejected',
        statusWords: expect.stringMatching(
          /Rejected by user:default\/pia: Too risky\. The mandates have changed/,
        ),
      });
      const messages = JSON.stringify(await harness.messages());
      expect(messages).toContain('The mandates have changed');
    });

    it('does not count a rejection of somebody who is asked no more', async () => {
      await vote('pia', 'reject');
      harness.groups.delete('user:default/pia');
      await harness.setMandate(oneRejects);
      await look();
      expect(await state()).toBe('awaiting-approval');
    });

    it('ends it at the next vote, which does not count', async () => {
      await vote('pia', 'reject');
      await harness.setMandate(oneRejects);
      await expect(approveAsPaul(harness, id)).rejects.toThrow(
        /that is enough now\. So your vote does not count/,
      );
      expect(await state()).toBe('rejected');
    });

    it('counts for a rejection that is cast afterwards', async () => {
      await harness.setMandate(oneRejects);
      await vote('pia', 'reject');
      expect(await state()).toBe('rejected');
    });

    it('keeps what was approved all the same from starting: it is asked again', async () => {
      await vote('pia', 'reject');
      await vote('petra', 'approve');
      await vote('paul', 'approve');
      expect(await state()).toBe('queued');
      await harness.setMandate(oneRejects);
      harness.worker().start();
      await harness.until(id, 'planned');
      expect((await harness.change(id)).statusWords).toMatch(
        /a rejection that stands is enough to stop it: that of user:default\/pia/,
      );
      expect(harness.world.effects).toEqual([]);
      await harness.reconsideration.reconsider(id, 'Decided again.');
      expect(await state()).toBe('awaiting-approval');
    });
  },
);
