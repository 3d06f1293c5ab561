import { storyItem } from './story';

const voted = (verdict: string) =>
  storyItem({
    index: 1,
    kind: 'voted',
    at: '2026-11-26T10:00:00.000Z',
    actor: 'user:default/pia',
    canonical: '{}',
    leafHash: '',
    data: { verdict },
    openings: [],
  });

describe('a line of the story', () => {
  it.each([
    ['approve', 'positive'],
    ['reject', 'danger'],
    ['abstain', 'neutral'],
  ])('that tells of a vote to %s is %s', (verdict, tone) => {
    expect(voted(verdict).tone).toBe(tone);
  });
});
