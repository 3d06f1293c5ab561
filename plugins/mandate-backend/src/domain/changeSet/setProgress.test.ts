import type { ChangeState } from '@mandate/plugin-mandate-common';
import { setProgress } from './setProgress';

const progress = (
  states: readonly ChangeState[],
  more: { readonly stops?: boolean; readonly size?: number } = {},
) =>
  setProgress({
    stops: true,
    size: states.length,
    members: states.map((state, index) => ({
      title: `Change ${index}`,
      state,
    })),
    ...more,
  });

describe('how far a set of changes is', () => {
  it.each<[string, readonly ChangeState[], string, RegExp]>([
    [
      'asks people',
      ['succeeded', 'awaiting-approval'],
      'awaiting-approval',
      /^1 of 2 succeeded; 1 waits/,
    ],
    [
      'runs',
      ['succeeded', 'running', 'queued'],
      'under-way',
      /^1 of 3 succeeded\.$/,
    ],
    ['is done', ['succeeded', 'succeeded'], 'succeeded', /^All 2/],
    [
      'was stopped by the rule',
      ['succeeded', 'undone', 'cancelled'],
      'stopped',
      /'Change 1' did not succeed/,
    ],
    [
      'is stopped while one still runs',
      ['undone', 'running', 'cancelled'],
      'stopped',
      /'Change 0'/,
    ],
    [
      'ended without the rule',
      ['undone', 'succeeded'],
      'ended',
      /'Change 0' did not/,
    ],
  ])('%s', (_, states, state, words) => {
    expect(progress(states).state).toBe(state);
    expect(progress(states).words).toMatch(words);
  });

  it('goes on past a failure where nothing stops it', () => {
    expect(progress(['undone', 'queued'], { stops: false }).state).toBe(
      'under-way',
    );
  });

  it('is incomplete until all of it is proposed, and over when that failed', () => {
    expect(progress(['queued'], { size: 2 }).state).toBe('incomplete');
    expect(progress(['cancelled'], { size: 2 })).toMatchObject({
      state: 'ended',
      words: expect.stringMatching(/^Only 1 of its 2/),
    });
  });
});
