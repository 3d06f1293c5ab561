import { isSchedule, USUAL_SCHEDULES } from './schedule';

describe('a schedule', () => {
  it.each([
    ...Object.keys(USUAL_SCHEDULES),
    '*/15 * * * *',
    '0 8-18/2 * * 1-5',
    '0,30 0 1,15 * *',
    '0 0 * * 7',
  ])('%s is one', text => expect(isSchedule(text)).toBe(true));

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    'daily',
    '5-1 * * * *',
    '*/0 * * * *',
    '@hourly',
    '0 0 * * 8',
  ])('%j is none', text => expect(isSchedule(text)).toBe(false));
});
