import {
  changeStateSchema,
  terminalChangeStates,
} from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import { type ChangeEvent, transition } from './transition';

const effects = fc.boolean();
const events: fc.Arbitrary<ChangeEvent> = fc.oneof(
  fc
    .constantFrom(
      'planned',
      'requirements-satisfied',
      'glass-broken',
      'rejected',
      'expired',
      'withdrawn',
      'approval-lost',
      'superseded',
      'needless',
      'cancelled',
      'started',
      'gate-waits',
      'steps-done',
      'verified',
      'check-failed',
      'undone',
      'stuck',
    )
    .map(type => ({ type } as ChangeEvent)),
  fc.record({
    type: fc.constant('decided' as const),
    oversight: fc.constantFrom('autonomous', 'notify', 'approve', 'forbid'),
  }),
  fc.record({
    type: fc.constantFrom('aborted', 'gate-failed', 'step-failed'),
    effects,
  }),
  fc.record({
    type: fc.constant('resolved' as const),
    outcome: fc.constant('retry' as const),
    resume: fc.constantFrom('running', 'verifying', 'undoing'),
  }),
  fc.record({
    type: fc.constant('resolved' as const),
    outcome: fc.constant('accept' as const),
    as: fc.constantFrom('succeeded', 'undone'),
  }),
);
const states = fc.constantFrom(...changeStateSchema.options);

describe('transition', () => {
  it('leaves no terminal state (I9)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...terminalChangeStates),
        events,
        (state, event) => {
          expect(transition({ state }, event, 0)).toMatchObject({
            type: 'refused',
          });
        },
      ),
    );
  });

  it('starts a run only from queued, and queues only by a decision, votes, broken glass or a waiting gate (I1)', () => {
    const ways: Readonly<Record<string, readonly string[]>> = {
      running: ['queued started', 'stuck resolved'],
      queued: [
        'planned decided',
        'decided decided',
        'awaiting-approval requirements-satisfied',
        'awaiting-approval glass-broken',
        'queued gate-waits',
        'running gate-waits',
      ],
    };
    fc.assert(
      fc.property(states, events, (state, event) => {
        const outcome = transition({ state }, event, 0);
        const way = `${state} ${event.type}`;
        const allowed =
          outcome.type === 'moved' ? ways[outcome.state] ?? [way] : [way];
        expect(allowed).toContain(way);
      }),
    );
  });

  it('gives an end time exactly to terminal states', () => {
    fc.assert(
      fc.property(states, events, (state, event) => {
        const outcome = transition({ state }, event, 7);
        const hasEnd = outcome.type === 'moved' && outcome.endedAtMs === 7;
        const isEnd =
          outcome.type === 'moved' &&
          terminalChangeStates.some(end => end === outcome.state);
        expect(hasEnd).toBe(isEnd);
      }),
    );
  });

  it('accepts an abort in every state that is not terminal', () => {
    for (const state of changeStateSchema.options) {
      const hadEffects = ['running', 'verifying', 'undoing', 'stuck'].includes(
        state,
      );
      const isEnd = terminalChangeStates.some(end => end === state);
      expect(
        transition({ state }, { type: 'aborted', effects: hadEffects }, 0).type,
      ).toBe(isEnd ? 'refused' : 'moved');
    }
  });

  it('expires at the instant of the expiry and not before, and counts no approval from then on', () => {
    const change = { state: 'awaiting-approval', expiresAtMs: 10 } as const;
    const at = (event: ChangeEvent, now: number) =>
      transition(change, event, now).type;
    expect(at({ type: 'expired' }, 9)).toBe('refused');
    expect(at({ type: 'expired' }, 10)).toBe('moved');
    expect(at({ type: 'requirements-satisfied' }, 9)).toBe('moved');
    expect(at({ type: 'requirements-satisfied' }, 10)).toBe('refused');
  });

  it.each([
    ['forbid', 'refused'],
    ['approve', 'awaiting-approval'],
    ['notify', 'queued'],
    ['autonomous', 'queued'],
  ] as const)('leads from a decision %s to %s', (oversight, state) => {
    expect(
      transition({ state: 'planned' }, { type: 'decided', oversight }, 0),
    ).toMatchObject({ type: 'moved', state });
  });
});
