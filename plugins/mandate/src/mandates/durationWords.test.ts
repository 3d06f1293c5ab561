import { durationWords, intervalWords } from './durationWords';

describe('durations in words', () => {
  it.each([
    ['PT1H', '1 hour'],
    ['P3D', '3 days'],
    ['P3M', '3 months'],
    ['PT30M', '30 minutes'],
    ['P1DT12H', '1 day 12 hours'],
    ['P1Y', '1 year'],
    ['whenever', 'whenever'],
  ])('%s is %s', (iso, words) => {
    expect(durationWords(iso, 'en')).toBe(words);
  });
});

describe('intervals in words', () => {
  it.each([
    ['P1Y', 'year'],
    ['P1W', 'week'],
    ['P3M', '3 months'],
    ['P1Y6M', '1 year 6 months'],
    ['PT1H', '1 hour'],
  ])('%s is every %s', (iso, words) => {
    expect(intervalWords(iso, 'en')).toBe(words);
  });
});
