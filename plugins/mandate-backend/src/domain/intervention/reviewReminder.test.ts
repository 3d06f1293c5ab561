import { reviewReminder } from './reviewReminder';

const hour = 3_600_000;
const at = (nowHour: number, remindedHour?: number) =>
  reviewReminder(
    {
      atMs: 0,
      reviewDueAtMs: 24 * hour,
      remindedAtMs:
        remindedHour === undefined ? undefined : remindedHour * hour,
    },
    nowHour * hour,
  );

describe('the reminder of an intervention’s review', () => {
  it.each([
    ['is not sent while there is time', 17, undefined, undefined],
    ['is sent when a quarter of the time is left', 18, undefined, 'soon'],
    ['is sent once before', 23, 18, undefined],
    ['is sent when it is due', 24, 18, 'overdue'],
    ['is not sent again at once', 30, 24, undefined],
    ['is sent again after a day', 48, 24, 'overdue'],
    ['is sent when nobody looked for long', 300, undefined, 'overdue'],
  ])('%s', (_, now, reminded, expected) => {
    expect(at(now, reminded)).toBe(expected);
  });

  it('is not sent of one that was reviewed', () => {
    const review = {
      by: 'user:default/sven',
      atMs: 1,
      verdict: 'justified',
      reason: 'It was.',
    } as const;
    expect(
      reviewReminder({ atMs: 0, reviewDueAtMs: 1, review }, 2),
    ).toBeUndefined();
  });
});
