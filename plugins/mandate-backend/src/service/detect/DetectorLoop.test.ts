import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import type { ObservedFinding } from '@mandate/plugin-mandate-common';
import type { Detector, RemedyOutcome } from '@mandate/plugin-mandate-node';
import { FindingStore } from '../../database/findings/FindingStore';
import { proposeChange } from '../change/proposing/proposeChange';
import { noClusters } from '../run/testing/FakeWorld';
import { RunHarness } from '../run/testing/RunHarness';
import { targets } from '../run/testing/testTargets';
import { defaultDetectSettings, DetectorLoop } from './DetectorLoop';
import { Remedying } from './Remedying';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const crash: ObservedFinding = {
  fingerprint: 'crash-loop/shop-dev/checkout',
  detector: 'crash-loop',
  target: { entityRef: 'component:default/checkout', environment: 'dev' },
  severity: 'high',
  title: 'checkout is crash-looping in dev',
  words: 'It restarted 5 times.',
  evidence: { restarts: 5 },
};

const restart: RemedyOutcome = {
  type: 'propose',
  request: {
    kind: 'poke',
    input: { steps: ['restart'] },
    reason: 'It crashes.',
  },
};

describe.each(databases.eachSupportedId())('DetectorLoop, %s', databaseId => {
  let harness: RunHarness;
  const detect = jest.fn<
    ReturnType<Detector['detect']>,
    Parameters<Detector['detect']>
  >();
  const next = jest.fn();

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init(databaseId));
    detect.mockReset().mockResolvedValue([crash]);
    next.mockReset().mockReturnValue({ type: 'wait', words: 'Too early.' });
  });
  afterEach(() => harness.stop());

  function loop() {
    const logger = mockServices.logger.mock();
    const { store, proposing } = harness;
    return new DetectorLoop(
      { id: 'crash-loop', title: 'Crash loops', intervalSeconds: 60, detect },
      {
        store,
        clusters: noClusters,
        targets,
        logger,
        settings: defaultDetectSettings,
        remedying: new Remedying({
          store,
          targets,
          logger,
          remedies: [{ id: 'restart', handles: () => true, next }],
          propose: ({ request, detectorId, findingId }) =>
            proposeChange(proposing, {
              request,
              findingId,
              proposer: { kind: 'detector', ref: `detector:${detectorId}` },
            }),
        }),
      },
    );
  }

  const makeDue = () =>
    harness.knex('mandate_detector_leases').update({ due_at: 0 });
  const findings = () =>
    harness.store.read(tx => new FindingStore(tx).list({}));

  it('runs on one replica at a time, and not before it is due again', async () => {
    await Promise.all([loop().runIfDue(), loop().runIfDue()]);
    await loop().runIfDue();
    expect(detect).toHaveBeenCalledTimes(1);
    await makeDue();
    await loop().runIfDue();
    expect(detect).toHaveBeenCalledTimes(2);
  });

  it('opens a finding once, keeps it open while it is seen, and resolves it then', async () => {
    await loop().runIfDue();
    await makeDue();
    detect.mockResolvedValue([{ ...crash, words: 'It restarted 6 times.' }]);
    await loop().runIfDue();
    expect(await findings()).toEqual([
      expect.objectContaining({
        state: 'open',
        words: 'It restarted 6 times.',
        evidence: { restarts: 5 },
      }),
    ]);
    await makeDue();
    detect.mockResolvedValue([]);
    await loop().runIfDue();
    expect(await findings()).toEqual([
      expect.objectContaining({ state: 'resolved' }),
    ]);
    const entries = await harness
      .knex('mandate_ledger_entries')
      .where({ kind: 'finding' });
    expect(
      entries.map(entry => JSON.parse(entry.canonical).data.state),
    ).toEqual(['open', 'resolved']);
  });

  it('resolves nothing when the detector cannot see, and keeps the reason', async () => {
    await loop().runIfDue();
    await makeDue();
    detect.mockRejectedValue(new Error('The cluster does not answer.'));
    await loop().runIfDue();
    expect(await findings()).toEqual([
      expect.objectContaining({ state: 'open' }),
    ]);
    expect(await harness.knex('mandate_detector_leases')).toEqual([
      expect.objectContaining({ last_error: 'The cluster does not answer.' }),
    ]);
  });

  it('proposes what the remedy wants, with the detector as proposer', async () => {
    next.mockReturnValueOnce(restart);
    await loop().runIfDue();
    const [finding] = await findings();
    const change = await harness.change(finding.changeIds[0]);
    expect(change).toMatchObject({
      kind: 'poke',
      state: 'queued',
      proposer: { kind: 'detector', ref: 'detector:crash-loop' },
      findingId: finding.id,
      idempotencyKey: `finding/${finding.id}/1`,
    });
    harness.worker().start();
    await harness.until(change.id, 'succeeded');
    expect(await harness.messages()).toContainEqual(
      expect.objectContaining({ recipients: ['group:default/shop'] }),
    );
  });

  it('tells the remedy what was tried for the same trouble, also under an earlier finding', async () => {
    next.mockReturnValueOnce(restart);
    await loop().runIfDue();
    detect.mockResolvedValueOnce([]);
    await makeDue();
    await loop().runIfDue();
    await makeDue();
    await loop().runIfDue();
    expect(await findings()).toHaveLength(2);
    expect(next.mock.lastCall?.[0].tried).toEqual([
      expect.objectContaining({ kind: 'poke', reason: 'It crashes.' }),
    ]);
  });

  it('tells the owner once when nothing helps any more', async () => {
    next.mockReturnValue({ type: 'escalate', words: 'Two restarts failed.' });
    await loop().runIfDue();
    await makeDue();
    await loop().runIfDue();
    expect(await harness.messages()).toEqual([
      expect.objectContaining({
        recipients: ['group:default/shop'],
        topic: 'finding',
        link: '/catalog/default/component/checkout',
      }),
    ]);
    const [finding] = await findings();
    expect(finding.escalationWords).toBe('Two restarts failed.');
  });

  it('tells the owner when the remedy proposes what cannot be done', async () => {
    next.mockReturnValue({
      type: 'propose',
      request: { kind: 'unknown', input: {} },
    });
    await loop().runIfDue();
    const [finding] = await findings();
    expect(finding.escalationWords).toContain("no change kind 'unknown'");
  });

  it('writes nothing when another replica took over meanwhile', async () => {
    detect.mockImplementationOnce(async () => {
      await harness
        .knex('mandate_detector_leases')
        .update({ lease_owner: 'another' });
      return [crash];
    });
    await loop().runIfDue();
    expect(await findings()).toEqual([]);
  });
});
