import fc from 'fast-check';
import { arbitraryDecisionInput } from '../__testUtils__/arbitraryDecisionInput';
import { inputWith, mandate, nowMs } from '../__testUtils__/decisionInput';
import { decide } from '../mandate/decide';
import { replayMandates } from './replayMandates';
import type { PastChange, PastOutcome, Replay } from './replayMandates';

const hour = 3_600_000;
const settings = {
  defaultApprovers: [],
  findingErrorsNeedApproval: true,
  narrowings: [],
};

function change(
  id: string,
  hoursAgo: number,
  outcome: PastOutcome = 'succeeded',
  changes: Parameters<typeof inputWith>[1] = {},
): PastChange {
  return {
    id,
    title: `Deploy ${id}`,
    decidedAtMs: nowMs - hoursAgo * hour,
    facts: inputWith([], changes).facts,
    outcome,
  };
}

function total(counts: Replay['before']): number {
  return Object.values(counts)
    .flatMap(byOutcome => Object.values(byOutcome))
    .reduce((sum, count) => sum + count, 0);
}

const asks = mandate('m', {
  grants: [{ changes: ['deploy'], oversight: 'approve' }],
});
const alone = mandate('m', {
  grants: [
    {
      changes: ['deploy'],
      when: "plan.version.bump == 'minor'",
      oversight: 'autonomous',
    },
  ],
});

describe('replayMandates', () => {
  it('says what would run alone that asked before, and how it ended; failures first', () => {
    const replay = replayMandates({
      changes: [
        change('fine', 3),
        change('bad', 2, 'failed'),
        change('major', 1, 'failed', {
          plan: { version: { from: '1', to: '2', bump: 'major' } },
        }),
      ],
      before: [asks],
      after: [alone],
      settings,
      nowMs,
    });
    expect(replay.changes).toBe(3);
    expect(replay.after.autonomous).toMatchObject({ succeeded: 1, failed: 1 });
    expect(replay.after.approve.failed).toBe(1);
    expect(replay.differences.map(({ change: { id } }) => id)).toEqual([
      'bad',
      'fine',
    ]);
    expect(replay.differences[0]).toMatchObject({
      before: { oversight: 'approve' },
      after: { oversight: 'autonomous' },
    });
  });

  it('uses budgets up as the changes would have, and frees them as the window slides', () => {
    const budgeted = mandate('m', {
      grants: [{ changes: ['*'], oversight: 'autonomous' }],
      budgets: [{ changes: ['*'], perMandate: 1, window: 'PT2H' }],
    });
    const replay = replayMandates({
      changes: [
        change('a', 10),
        change('b', 9),
        change('c', 7.5),
        change('none', 7, 'no-effect'),
        change('d', 5),
      ],
      before: [budgeted],
      after: [budgeted],
      settings,
      nowMs,
    });
    expect(replay.after.autonomous.succeeded).toBe(3);
    expect(replay.after.approve).toMatchObject({
      succeeded: 1,
      'no-effect': 1,
    });
    expect(replay.differences).toEqual([]);
  });

  it('decides each change as deciding it alone does, when no budget is in play', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryDecisionInput, { maxLength: 6 }),
        inputs => {
          const [first] = inputs;
          fc.pre(first !== undefined);
          const mandates = first.mandates.map(one =>
            one.status === 'readable'
              ? { ...one, spec: { ...one.spec, budgets: undefined } }
              : one,
          );
          const replay = replayMandates({
            changes: inputs.map(({ facts }, index) => ({
              id: `${index}`,
              title: '',
              decidedAtMs: index,
              facts,
              outcome: 'succeeded' as const,
            })),
            before: mandates,
            after: [],
            settings,
            nowMs,
          });
          const expected = inputs.filter(
            ({ facts }) =>
              decide({
                ...inputWith(mandates),
                ...settings,
                facts,
              }).oversight === 'approve',
          ).length;
          expect(replay.before.approve.succeeded).toBe(expected);
          expect(total(replay.before)).toBe(inputs.length);
          expect(total(replay.after)).toBe(inputs.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
