import {
  type ChangeSummary,
  isTerminal,
  openChangeStates,
  terminalChangeStates,
} from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import { change, finding, NOON } from '../__testUtils__/changes';
import { restartThenRollback } from './restartThenRollback';

function next(
  tried: readonly ChangeSummary[],
  minute = 0,
  firstSeenMinute = -1,
) {
  return restartThenRollback.next({
    finding: finding(firstSeenMinute),
    tried,
    now: new Date(NOON + minute * 60_000),
  });
}

it('handles crash loops and nothing else', () => {
  expect(restartThenRollback.handles(finding(0))).toBe(true);
  expect(
    restartThenRollback.handles({ ...finding(0), detector: 'another' }),
  ).toBe(false);
});

it('begins with a restart', () => {
  expect(next([])).toMatchObject({
    type: 'propose',
    request: { kind: 'restart', input: {} },
  });
});

it.each(openChangeStates)('waits while a change is %s', state => {
  expect(next([change('restart', state, -1)])).toMatchObject({ type: 'wait' });
});

it.each(['succeeded', 'undone'] as const)(
  'rolls back when a restart was %s and it recurred',
  state => {
    expect(next([change('restart', state, -5)])).toMatchObject({
      type: 'propose',
      request: {
        kind: 'rollback',
        reason: expect.stringContaining('Completed but recurred: 1 restart'),
      },
    });
  },
);

it('a restart longer ago than half an hour, before this trouble began, counts no more', () => {
  expect(next([change('restart', 'succeeded', -31)])).toMatchObject({
    request: { kind: 'restart' },
  });
  expect(next([change('restart', 'succeeded', -29)])).toMatchObject({
    request: { kind: 'rollback' },
  });
  expect(next([change('restart', 'succeeded', -31)], 0, -40)).toMatchObject({
    request: { kind: 'rollback' },
  });
});

it('asks a person when a rollback did not help either, and counts what was done', () => {
  expect(
    next([
      change('rollback', 'succeeded', -1),
      change('restart', 'undone', -3),
    ]),
  ).toEqual({
    type: 'escalate',
    words: 'Completed but recurred: 1 restart (1 undone) and 1 rollback.',
  });
});

it.each([
  [1, 1],
  [2, 2],
  [3, 4],
])(
  'after %d attempts that came to nothing waits %d min before the next',
  (count, waitMinutes) => {
    const tried = Array.from({ length: count }, (_, index) =>
      change('restart', 'expired', -10 * index),
    );
    expect(next(tried, waitMinutes - 0.01, -60)).toMatchObject({
      type: 'wait',
    });
    expect(next(tried, waitMinutes, -60)).toMatchObject({
      type: 'propose',
      request: { kind: 'restart' },
    });
  },
);

it('asks a person after the fourth attempt that came to nothing', () => {
  const tried = Array.from({ length: 4 }, (_, index) =>
    change('restart', 'refused', -index),
  );
  expect(next(tried, 20)).toMatchObject({ type: 'escalate' });
});

it('a rejection is an answer: a person is asked what to do instead', () => {
  expect(next([change('restart', 'rejected', -1)])).toMatchObject({
    type: 'escalate',
    words: expect.stringContaining('rejected "restart checkout"'),
  });
});

const histories = fc
  .array(
    fc.record({
      kind: fc.constantFrom('restart', 'rollback'),
      state: fc.constantFrom(...openChangeStates, ...terminalChangeStates),
      minute: fc.integer({ min: -120, max: 0 }),
    }),
    { maxLength: 8 },
  )
  .map(changes =>
    changes
      .sort((left, right) => right.minute - left.minute)
      .map(({ kind, state, minute }) => change(kind, state, minute)),
  );
const moments = fc.record({
  now: fc.integer({ min: 0, max: 60 }),
  firstSeen: fc.integer({ min: -120, max: 0 }),
});

describe('whatever was tried', () => {
  it('never proposes while something is under way', () => {
    fc.assert(
      fc.property(histories, moments, (tried, { now, firstSeen }) => {
        const isOpen = tried.some(({ state }) => !isTerminal(state));
        const outcome = next(tried, now, firstSeen);
        expect(outcome.type === 'wait' || !isOpen).toBe(true);
      }),
    );
  });

  it('proposes a rollback only behind a restart that was carried out', () => {
    fc.assert(
      fc.property(histories, moments, (tried, { now, firstSeen }) => {
        const outcome = next(tried, now, firstSeen);
        const rollsBack =
          outcome.type === 'propose' && outcome.request.kind === 'rollback';
        const restarted = tried.some(
          ({ kind, state }) =>
            kind === 'restart' && ['succeeded', 'undone'].includes(state),
        );
        expect(!rollsBack || restarted).toBe(true);
      }),
    );
  });

  it('asks a person after at most 8 proposals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...terminalChangeStates), {
          minLength: 9,
          maxLength: 9,
        }),
        states => {
          expect(proposalsUntilEscalation(states)).toBeLessThanOrEqual(8);
        },
      ),
    );
  });
});

/** Lets each proposed change end in the next of the states, looking once a minute. */
function proposalsUntilEscalation(
  states: readonly ChangeSummary['state'][],
): number {
  let tried: readonly ChangeSummary[] = [];
  for (let minute = 0; tried.length < states.length; minute += 1) {
    const outcome = next(tried, minute, 0);
    if (outcome.type === 'escalate') {
      return tried.length;
    }
    if (outcome.type === 'propose') {
      const ended = change(
        outcome.request.kind,
        states[tried.length],
        minute + 1,
      );
      tried = [ended, ...tried];
    }
  }
  return tried.length;
}
