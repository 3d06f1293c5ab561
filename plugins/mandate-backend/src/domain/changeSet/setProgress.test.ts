import type { ChangeState } from '@mandate/plugin-mandate-common';
import type { SetMember } from './failedMember';
import { setProgress } from './setProgress';

const progress = (
  states: readonly (ChangeState | Omit<SetMember, 'title'>)[],
  more: { readonly stops?: boolean; readonly size?: number } = {},
) =>
  setProgress({
    stops: true,
    size: states.length,
    members: states.map((member, index) => ({
      title: `Change ${index}`,
      ...(typeof member === 'string' ? { state: member } : member),
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

  const needless = { state: 'superseded', endCause: 'needless' } as const;
  const followed = {
    state: 'cancelled',
    endCause: 'set-stopped',
    endedAtMs: 1,
  } as const;
  const aborted = {
    state: 'cancelled',
    abortedBy: 'user:default/pia',
    endedAtMs: 1,
  } as const;

  it.each<[string, Parameters<typeof progress>[0], string]>([
    [
      'one',
      ['succeeded', needless],
      '1 of 2 succeeded; what 1 should bring was there already.',
    ],
    [
      'each',
      [needless, needless],
      'Nothing of it was needed any more: what it should bring was there already.',
    ],
  ])('has succeeded when %s of it was there already', (_, states, words) => {
    expect(progress(states)).toMatchObject({ state: 'succeeded', words });
  });

  it('goes on where one was there already, and is stopped by one that was replaced', () => {
    expect(progress([needless, 'queued'])).toMatchObject({
      state: 'under-way',
      succeeded: 0,
      needless: 1,
    });
    expect(progress(['superseded', followed]).state).toBe('stopped');
  });

  it('says who aborted which change, and that the rest was stopped for it', () => {
    expect(progress(['succeeded', followed, aborted])).toMatchObject({
      state: 'stopped',
      words:
        "1 of 3 succeeded; what had not started was cancelled, because pia aborted 'Change 2'.",
    });
    expect(progress([{ ...aborted, state: 'undone' }, followed]).words).toMatch(
      /because pia aborted 'Change 0'/,
    );
  });

  it.each<[string, Parameters<typeof progress>[0], string]>([
    [
      'that the others go on',
      [aborted, 'running'],
      "0 of 2 succeeded; pia aborted 'Change 0', the others go on.",
    ],
    [
      'and who is asked',
      [aborted, 'awaiting-approval'],
      "0 of 2 succeeded; pia aborted 'Change 0', the others go on; 1 waits for approval.",
    ],
    [
      'when all is over',
      ['succeeded', aborted],
      "1 of 2 succeeded; pia aborted 'Change 1'.",
    ],
  ])(
    'says who aborted a change without a stop rule: %s',
    (_, states, words) => {
      expect(progress(states, { stops: false }).words).toBe(words);
    },
  );

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
