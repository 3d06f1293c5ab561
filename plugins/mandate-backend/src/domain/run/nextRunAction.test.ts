import type { Attention, Journal, JournalStep, RunLimits } from './journal';
import { type RunAction, nextRunAction } from './nextRunAction';

const limits: RunLimits = { maximumUnknown: 3, maximumAttempts: 3 };

const step = (change: Partial<JournalStep> = {}): JournalStep => ({
  id: 'a',
  title: 'Apply a',
  effect: true,
  state: 'pending',
  undoIntended: false,
  attempts: 0,
  unknownObservations: 0,
  ...change,
});

const journal = (change: Partial<Journal> = {}): Journal => ({
  state: 'running',
  steps: [step()],
  ...change,
});

const absent = { type: 'absent', words: 'not there' } as const;
const present = { type: 'present', words: 'there' } as const;
const unknown = { type: 'unknown', words: 'no answer' } as const;
const abort = { by: 'user:default/eve', reason: 'wrong image' };

const attention = (change: Partial<Attention> = {}): Attention => ({
  stepId: 'a',
  direction: 'do',
  gated: false,
  ...change,
});

describe('nextRunAction', () => {
  it.each<[string, Journal, Attention | undefined, RunAction['type']]>([
    [
      'asks the gate before the first step',
      journal({ state: 'queued' }),
      undefined,
      'gate-then-intend',
    ],
    [
      'asks the gate when the first step has no effect',
      journal({ state: 'queued', steps: [step({ effect: false })] }),
      undefined,
      'gate-then-intend',
    ],
    [
      'asks no gate for a later step without an effect',
      journal({
        steps: [step({ state: 'done' }), step({ id: 'b', effect: false })],
      }),
      undefined,
      'intend',
    ],
    [
      'observes an intended step first',
      journal({ steps: [step({ state: 'intended' })] }),
      undefined,
      'observe',
    ],
    [
      'asks the gate again when a new owner finds an intended effect absent',
      journal({ steps: [step({ state: 'intended' })] }),
      attention({ seen: absent }),
      'gate-then-intend',
    ],
    [
      'acts when the gate passed under this fence and the effect is absent',
      journal({ steps: [step({ state: 'intended' })] }),
      attention({ gated: true, seen: absent }),
      'act',
    ],
    [
      'observes after acting, whatever the call said',
      journal({ steps: [step({ state: 'intended', attempts: 1 })] }),
      attention({ gated: true, acted: { type: 'acted' } }),
      'observe',
    ],
    [
      'is done when the effect is observed, even when the call was refused',
      journal({ steps: [step({ state: 'intended', attempts: 1 })] }),
      attention({
        gated: true,
        seen: present,
        acted: { type: 'refused', words: 'no' },
      }),
      'finish-step',
    ],
    [
      'waits when the call went well and the effect is not there yet',
      journal({ steps: [step({ state: 'intended', attempts: 1 })] }),
      attention({ gated: true, seen: absent, acted: { type: 'acted' } }),
      'wait',
    ],
    [
      'fails a step that was refused and is absent',
      journal({ steps: [step({ state: 'intended', attempts: 1 })] }),
      attention({
        gated: true,
        seen: absent,
        acted: { type: 'refused', words: 'no' },
      }),
      'fail-step',
    ],
    [
      'waits when it cannot be told',
      journal({ steps: [step({ state: 'intended', unknownObservations: 2 })] }),
      attention({ seen: unknown }),
      'wait',
    ],
    [
      'is stuck when it could not be told too often',
      journal({ steps: [step({ state: 'intended', unknownObservations: 3 })] }),
      attention({ seen: unknown }),
      'stuck',
    ],
    [
      'verifies after the last step',
      journal({ steps: [step({ state: 'done' })] }),
      undefined,
      'start-verification',
    ],
    [
      'undoes after a failed step',
      journal({ steps: [step({ state: 'failed' })] }),
      undefined,
      'start-undo',
    ],
    [
      'cancels an abort before the first effect',
      journal({ state: 'queued', abort }),
      undefined,
      'cancel',
    ],
    [
      'undoes on an abort after an intent',
      journal({ abort, steps: [step({ state: 'intended' })] }),
      attention({ gated: true, seen: absent }),
      'start-undo',
    ],
    [
      'undoes on an abort while verifying',
      journal({ state: 'verifying', abort, steps: [step({ state: 'done' })] }),
      undefined,
      'start-undo',
    ],
    [
      'undoes on an abort while stuck',
      journal({ state: 'stuck', abort, steps: [step({ state: 'done' })] }),
      undefined,
      'start-undo',
    ],
    [
      'leaves a stuck change to a person',
      journal({ state: 'stuck' }),
      undefined,
      'rest',
    ],
    [
      'is undone when nothing is left to take back',
      journal({
        state: 'undoing',
        steps: [step({ state: 'undone' }), step({ id: 'b' })],
      }),
      undefined,
      'finish-undo',
    ],
  ])('%s', (_rule, given, known, expected) => {
    expect(
      nextRunAction({ journal: given, attention: known, limits }).type,
    ).toBe(expected);
  });

  it('takes back what may be on its way although it is not there yet, and finishes only then', () => {
    const undoing = journal({
      state: 'undoing',
      steps: [step({ state: 'intended', undoIntended: true })],
    });
    const after = (acted?: Attention['acted']) =>
      nextRunAction({
        journal: undoing,
        attention: attention({ direction: 'undo', seen: present, acted }),
        limits,
      }).type;
    expect(after()).toBe('undo');
    expect(after({ type: 'retry', words: 'no answer' })).toBe('wait');
    expect(after({ type: 'acted' })).toBe('finish-step-undo');
  });

  it('undoes the last step first', () => {
    const action = nextRunAction({
      journal: journal({
        state: 'undoing',
        steps: [
          step({ id: 'a', state: 'done' }),
          step({ id: 'b', state: 'intended' }),
          step({ id: 'c' }),
        ],
      }),
      limits,
    });
    expect(action).toMatchObject({ type: 'intend-undo', step: { id: 'b' } });
  });

  it('lists what is still different when undoing is refused', () => {
    const action = nextRunAction({
      journal: journal({
        state: 'undoing',
        steps: [step({ state: 'done', undoIntended: true, attempts: 1 })],
      }),
      attention: attention({
        direction: 'undo',
        seen: absent,
        acted: { type: 'refused', words: 'The quota is used up.' },
      }),
      limits,
    });
    expect(action).toEqual({
      type: 'stuck',
      words:
        "Could not be undone completely: The quota is used up. Still different from before: 'Apply a'.",
    });
  });
});
