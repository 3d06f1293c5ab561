import { trackRecordOf } from '@mandate/analytics';
import { narrowAfterFailure } from './narrowing';

const day = 24 * 3_600_000;

/** Outcomes a day apart, the oldest first: `+` went well, `-` failed. */
function after(outcomes: string, narrowed?: 'notify' | 'approve') {
  const record = trackRecordOf(
    [...outcomes].map((sign, index) => ({
      endedAtMs: index * day,
      failed: sign === '-',
    })),
    { nowMs: outcomes.length * day, halfLifeMs: 30 * day },
  );
  return narrowAfterFailure({ kind: 'deploy', record, narrowed });
}

describe('failures narrow a mandate', () => {
  it.each([
    ['not by one among many', '+++++++++-', undefined, undefined],
    ['not by the very first', '-', undefined, undefined],
    ['to notify by two in a row', '+++++--', undefined, 'notify'],
    ['to approve by three in a row', '+++++---', 'notify', 'approve'],
    [
      'to approve at once when three came in a row',
      '---',
      undefined,
      'approve',
    ],
    [
      'by a rate that is surely high, though none came in a row',
      '-+-+-+-+-+-+-+-+-',
      undefined,
      'notify',
    ],
    ['not twice to the same', '+++++--', 'notify', undefined],
    ['never to less than approve', '------', 'approve', undefined],
  ] as const)('%s', (_, outcomes, narrowed, expected) => {
    expect(after(outcomes, narrowed)?.oversight).toBe(expected);
  });

  it('with the figures as the reason', () => {
    expect(after('+++--')?.reason).toMatch(
      /^2 of 5 changes of kind deploy that ran alone under this mandate failed, the last 2 one after the other\. The next one fails with \d+ % \(between \d+ % and \d+ %\)\./,
    );
  });
});
