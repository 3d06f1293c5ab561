import type { ActOutcome } from '@mandate/plugin-mandate-node';
import fc from 'fast-check';
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

  it('never skips a gate, never repeats an effect that is there, undoes in reverse, and always comes to an end (I1, I2, I9, I10)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(
          fc.constantFrom(
            'go',
            'go',
            'go',
            'go',
            'crash-before',
            'crash-after',
            'lost-answer',
            'unknown',
            'refused',
            'retry',
            'gate-closed',
            'abort',
          ),
        ),
        (effects, weather) => {
          const model = new Model(effects);
          const events = weather[Symbol.iterator]();
          for (let turn = 0; turn < 400 && !model.ended; turn++) {
            model.turn(turn < 200 ? events.next().value ?? 'go' : 'go');
          }
          expect(model.violations).toEqual([]);
          expect(model.ended).toBeDefined();
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** The naive model: a world in which effects are there or not, and an owner that forgets all at a crash. */
class Model {
  ended?: 'succeeded' | 'undone' | 'cancelled' | 'stuck';
  readonly violations: string[] = [];
  #journal: Journal;
  #attention?: Attention;
  #gatePassed = new Set<string>();
  readonly #there = new Set<string>();

  constructor(effects: readonly boolean[]) {
    this.#journal = journal({
      state: 'queued',
      steps: effects.map((effect, index) =>
        step({ id: String(index), title: String(index), effect }),
      ),
    });
  }

  turn(event: string) {
    if (event === 'abort') {
      this.#journal = { ...this.#journal, abort };
    }
    const action = nextRunAction({
      journal: this.#journal,
      attention: this.#attention,
      limits,
    });
    if (event === 'crash-before') {
      this.#forget();
      return;
    }
    this.#apply(action, event);
    if (event === 'crash-after') {
      this.#forget();
    }
  }

  #apply(action: RunAction, event: string) {
    switch (action.type) {
      case 'gate-then-intend':
        this.#gate(action.step, event);
        break;
      case 'intend':
        this.#check(!action.step.effect, 'an effect was intended without gate');
        this.#write(action.step, { state: 'intended' });
        break;
      case 'observe':
      case 'observe-undone':
        this.#look(action.step, event, action.type === 'observe');
        break;
      case 'act':
        this.#act(action.step, event);
        break;
      case 'undo':
        this.#undo(action.step, event);
        break;
      case 'finish-step':
        this.#check(this.#there.has(action.step.id), 'done, but not there');
        this.#write(action.step, { state: 'done', unknownObservations: 0 });
        break;
      case 'fail-step':
        this.#write(action.step, { state: 'failed' });
        break;
      case 'finish-step-undo':
        this.#check(!this.#there.has(action.step.id), 'undone, but there');
        this.#write(action.step, { state: 'undone' });
        break;
      case 'intend-undo':
        this.#check(this.#isLast(action.step), 'undone out of order');
        this.#write(action.step, {
          undoIntended: true,
          attempts: 0,
          unknownObservations: 0,
        });
        break;
      case 'start-verification':
        this.#journal = { ...this.#journal, state: 'verifying' };
        break;
      case 'verify':
        this.#check(
          this.#journal.steps.every(({ id }) => this.#there.has(id)),
          'succeeded with an effect missing',
        );
        this.ended = 'succeeded';
        break;
      case 'start-undo':
        this.#journal = { ...this.#journal, state: 'undoing' };
        break;
      case 'cancel':
        this.#check(!this.#anyEffect(), 'cancelled, but an effect is there');
        this.ended = 'cancelled';
        break;
      case 'finish-undo':
        this.#check(!this.#anyEffect(), 'undone, but an effect is there');
        this.ended = 'undone';
        break;
      case 'wait':
        this.#forget();
        break;
      default:
        this.ended = 'stuck';
    }
  }

  #gate(target: JournalStep, event: string) {
    if (event === 'gate-closed') {
      this.#journal = this.#journal.steps.some(
        ({ effect, state }) => effect && state !== 'pending',
      )
        ? { ...this.#journal, state: 'undoing' }
        : this.#journal;
      return;
    }
    this.#gatePassed.add(target.id);
    this.#attention = { ...this.#knownOf(target, 'do'), gated: true };
    this.#journal = { ...this.#journal, state: 'running' };
    this.#write(target, { state: 'intended' });
  }

  #look(target: JournalStep, event: string, doing: boolean) {
    const holds = this.#there.has(target.id) === doing;
    const seen = event === 'unknown' ? unknown : holds ? present : absent;
    this.#attention = {
      ...this.#knownOf(target, doing ? 'do' : 'undo'),
      seen,
    };
    this.#write(target, {
      unknownObservations:
        seen === unknown ? target.unknownObservations + 1 : 0,
    });
  }

  #act(target: JournalStep, event: string) {
    const isGated = !target.effect || this.#gatePassed.has(target.id);
    this.#check(isGated, 'an effect without a gate under this fence');
    this.#check(!this.#there.has(target.id), 'an effect was repeated');
    this.#check(!this.#journal.abort, 'an effect after an abort');
    this.#write(target, { attempts: target.attempts + 1 });
    if (event !== 'refused' && event !== 'retry') {
      this.#there.add(target.id);
    }
    this.#acted(target, 'do', event);
  }

  #undo(target: JournalStep, event: string) {
    this.#write(target, { attempts: target.attempts + 1 });
    if (event !== 'refused' && event !== 'retry') {
      this.#there.delete(target.id);
    }
    this.#acted(target, 'undo', event);
  }

  #acted(target: JournalStep, direction: 'do' | 'undo', event: string) {
    const type =
      event === 'lost-answer' || event === 'retry'
        ? 'retry'
        : event === 'refused'
        ? 'refused'
        : 'acted';
    const acted: ActOutcome =
      type === 'acted' ? { type } : { type, words: event };
    this.#attention = {
      ...this.#knownOf(target, direction),
      seen: undefined,
      acted,
    };
  }

  #knownOf(target: JournalStep, direction: 'do' | 'undo'): Attention {
    return this.#attention?.stepId === target.id &&
      this.#attention.direction === direction
      ? this.#attention
      : { stepId: target.id, direction, gated: false };
  }

  #write(target: JournalStep, change: Partial<JournalStep>) {
    this.#journal = {
      ...this.#journal,
      steps: this.#journal.steps.map(known =>
        known.id === target.id ? { ...known, ...change } : known,
      ),
    };
  }

  #forget() {
    this.#attention = undefined;
    this.#gatePassed = new Set();
  }

  #isLast(target: JournalStep) {
    return this.#journal.steps
      .slice(this.#journal.steps.findIndex(({ id }) => id === target.id) + 1)
      .every(({ state }) => state === 'pending' || state === 'undone');
  }

  #anyEffect() {
    return this.#journal.steps.some(
      ({ id, effect }) => effect && this.#there.has(id),
    );
  }

  #check(holds: boolean, violation: string) {
    if (!holds) {
      this.violations.push(violation);
    }
  }
}
