import { dueReminder } from './dueReminder';

const day = 24 * 3_600_000;
const dueAtMs = 100 * day;
const at = (nowDay: number, remindedDay?: number) =>
  dueReminder({
    dueAtMs,
    nowMs: nowDay * day,
    remindedAtMs: remindedDay === undefined ? undefined : remindedDay * day,
  });

describe('the reminder of a review', () => {
  it.each([
    ['is not sent more than two weeks before', 85, undefined, undefined],
    ['is sent two weeks before', 86, undefined, 'soon'],
    ['is sent once before', 95, 86, undefined],
    ['of the time before does not count', 86, 9, 'soon'],
    ['is sent when it is due', 100, 86, 'overdue'],
    ['is not sent again on the next day', 101, 100, undefined],
    ['is sent again after a week', 107, 100, 'overdue'],
    ['is sent when nobody looked for long', 300, undefined, 'overdue'],
  ])('%s', (_, now, reminded, expected) => {
    expect(at(now, reminded)).toBe(expected);
  });
});
