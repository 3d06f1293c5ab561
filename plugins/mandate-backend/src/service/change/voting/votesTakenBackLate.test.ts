import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { DefaultInterventionService } from '../../interventions/DefaultInterventionService';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from '../../run/testing/platformApproval';
import { RunHarness } from '../../run/testing/RunHarness';
import { castVote } from './castVote';
import { takeVoteBack } from './takeVoteBack';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('votes taken back', () => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init('SQLITE_3'));
    harness.groups.set(PAUL.ref, ['group:default/platform']);
  });
  afterEach(() => harness.stop());

  const voting = () => {
    const { people, kinds, proposing } = harness;
    return { ...proposing, people, kinds };
  };
  const asked = async () =>
    (await harness.messages())
      .map(each => JSON.stringify(each))
      .filter(each => each.includes('Approval needed'));

  it('after the approval expired: nobody is asked for what can be given no more', async () => {
    await harness.setMandate(askingPlatform({ expires: 'PT1H' }));
    const { id } = await harness.propose(['a']);
    await approveAsPaul(harness, id);
    await harness
      .knex('mandate_changes')
      .where({ id })
      .update({ expires_at: Date.now() - 1_000 });
    const before = (await asked()).length;
    await takeVoteBack(voting(), { id, voter: PAUL });
    expect((await asked()).length).toBe(before);
  });

  it('asks again whom the words say it waits for', async () => {
    const spec = askingPlatform();
    const quinn = { kind: 'user', ref: 'user:default/quinn' } as const;
    harness.groups.set(quinn.ref, ['group:default/quality']);
    await harness.setMandate({
      ...spec,
      grants: [
        {
          changes: ['poke'],
          oversight: 'approve',
          approvals: [
            { group: 'group:default/platform', count: 1 },
            { group: 'group:default/quality', count: 1, stage: 2 },
          ],
        },
      ],
    });
    const { id } = await harness.propose(['a']);
    await approveAsPaul(harness, id);
    const { revision } = await harness.change(id);
    const { digest } = await harness.revision(id, revision);
    await castVote(voting(), {
      id,
      voter: quinn,
      vote: { verdict: 'approve', revision, digest },
    });
    harness.groups.delete(PAUL.ref);
    await takeVoteBack(voting(), { id, voter: quinn });
    expect((await harness.change(id)).statusWords).toMatch(
      /Waiting for platform, then for quality/,
    );
    expect((await asked()).at(-1)).toContain('group:default/platform');
  });

  it('an override that no longer holds can be given again', async () => {
    const ida = 'user:default/ida';
    const roles = {
      override: ['group:default/commanders'],
      breakGlass: [],
      reviewers: [],
    };
    harness.groups.set(ida, ['group:default/commanders']);
    const interventions = new DefaultInterventionService({
      kinds: harness.kinds,
      store: harness.store,
      people: harness.people,
      roles,
      reviewWithinMs: 86_400_000,
      readChange: async id => ({ id } as ChangeDetail),
    });
    const override = (id: string) =>
      interventions.override(
        id,
        { reason: 'now' },
        {
          caller: {
            proposer: { kind: 'user', ref: ida },
            credentials: mockCredentials.user(ida),
          },
        },
      );
    await harness.setMandate(askingPlatform());
    const { id } = await harness.propose(['a']);
    const far = new Date(Date.now() + 1_000_000).toISOString();
    const held = async () => {
      const worker = harness.worker({ settings: { holdMs: 60_000 } });
      worker.start();
      await harness.eventually(
        async () =>
          (
            await harness.knex('mandate_runs').first()
          ).waits_for
            ? true
            : undefined,
        'hold',
      );
      await worker.stop();
    };
    await approveAsPaul(harness, id, { notBefore: far });
    await held();
    await override(id);
    await takeVoteBack(voting(), { id, voter: PAUL });
    await new Promise(resolve => setTimeout(resolve, 20));
    await approveAsPaul(harness, id, { notBefore: far });
    await held();
    expect((await harness.change(id)).statusWords).toMatch(/not before/);
    await expect(override(id)).resolves.toBeDefined();
  });
});
