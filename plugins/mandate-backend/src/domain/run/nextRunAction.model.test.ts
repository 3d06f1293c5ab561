import type { ActOutcome } from '@mandate/plugin-mandate-node';
import fc from 'fast-check';
import type { Attention, Journal, JournalStep } from './journal';
import { nextRunAction, type RunAction } from './nextRunAction';

const limits = { maximumUnknown: 3, maximumAttempts: 3 };
const absent = { type: 'absent', words: 'not there' } as const;
const present = { type: 'present', words: 'there' } as const;
const unknown = { type: 'unknown', words: 'no answer' } as const;
const abort = { by: 'user:default/eve', reason: 'wrong image' };

/** What a call says in bad weather. A lost answer is one whose effect landed. */
const OUTCOMES = new Map<string, ActOutcome>([
  ['lost-answer', { type: 'retry', words: 'The connection broke.' }],
  ['retry', { type: 'retry', words: 'Too many requests.' }],
  ['refused', { type: 'refused', words: 'The quota is used up.' }],
]);

/** The naive model: a world in which effects are there or not, and an owner that forgets all at a crash. */
class Model {
  ended?: 'succeeded' | 'undone' | 'cancelled' | 'stuck';
  readonly violations: string[] = [];
  #journal: Journal;
  #attention?: Attention;
  #gatePassed = new Set<string>();
  readonly #there = new Set<string>();

  constructor(effects: readonly boolean[]) {
    this.#journal = {
      state: 'queued',
      steps: effects.map((effect, index) => ({
        id: String(index),
        title: String(index),
        effect,
        state: 'pending',
        undoIntended: false,
        attempts: 0,
        unknownObservations: 0,
      })),
    };
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
    const known = this.#there.has(target.id) === doing ? present : absent;
    const seen = event === 'unknown' ? unknown : known;
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
    const acted: ActOutcome = OUTCOMES.get(event) ?? { type: 'acted' };
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

describe('nextRunAction in bad weather', () => {
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
