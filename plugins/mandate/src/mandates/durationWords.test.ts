import { durationWords } from './durationWords';

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
