import { setImmediate as breathe } from 'node:timers/promises';
import type { RunClaim } from '../../database/runs/claimRuns';
import type { Attention, JournalStep, Journal } from '../../domain/run/journal';
import { nextRunAction, type RunAction } from '../../domain/run/nextRunAction';
import { Gate } from './Gate';
import { IntentWork } from './IntentWork';
import { Keeping } from './Keeping';
import { KindCaller } from './KindCaller';
import { KindWait } from './KindWait';
import { LateEffects } from './LateEffects';
import { PhaseWork } from './PhaseWork';
import {
  openJournal,
  readScene,
  type RunDependencies,
  type RunScene,
} from './RunScene';
import { RunWriter, type Turn } from './RunWriter';
import { StepWork } from './StepWork';

/**
 * Drives one claimed run: reads what is written down, decides what is next, does that one thing, until the run ends,
 * has to wait, or belongs to somebody else. What it knows beside the journal is lost with it, on purpose.
 */
export class RunExecutor {
  readonly #dependencies: RunDependencies;
  readonly #onBoundary: (name: string) => Promise<void>;
  readonly #intents: IntentWork;
  readonly #steps: StepWork;
  readonly #phases: PhaseWork;
  readonly #writer: RunWriter;

  constructor(dependencies: RunDependencies, stopping: AbortSignal) {
    const { settings, store } = dependencies;
    const caller = new KindCaller(dependencies, stopping);
    const writer = new RunWriter(store);
    const { kinds } = dependencies;
    const kindWait = new KindWait({ writer, kinds, settings });
    const onBoundary = dependencies.onBoundary ?? (async () => {});
    this.#dependencies = dependencies;
    this.#onBoundary = onBoundary;
    this.#writer = writer;
    this.#intents = new IntentWork({
      writer,
      settings,
      kindWait,
      gate: new Gate(dependencies, caller),
    });
    this.#steps = new StepWork({
      writer,
      caller,
      settings,
      onBoundary,
      lateEffects: new LateEffects({ store, caller }),
    });
    this.#phases = new PhaseWork({
      writer,
      caller,
      settings,
      kindWait,
      keeping: new Keeping(dependencies, caller),
    });
  }

  /** Works on the run until it is out of this owner's hands, or `draining` asks for a pause between two things. */
  async drive(claim: RunClaim, draining: AbortSignal): Promise<void> {
    const { settings } = this.#dependencies;
    await this.#onBoundary('claimed');
    let attention: Attention | undefined;
    for (;;) {
      const scene = await this.#sceneWithJournal(claim);
      if (scene === 'lost') {
        return;
      }
      if (draining.aborted) {
        await this.#writer.write(scene, (tx, now) =>
          this.#writer.release(tx, now, 0),
        );
        return;
      }
      const journal = journalOf(scene);
      if (!journal) {
        await this.#phases.rest(scene);
        return;
      }
      const action = nextRunAction({
        journal,
        attention,
        limits: settings.limits,
      });
      const name = nameOf(action);
      await this.#onBoundary(`before ${name}`);
      const turn = await this.#perform(scene, action, attention);
      await this.#onBoundary(`after ${name}`);
      if (turn.type !== 'go-on') {
        return;
      }
      attention = turn.attention;
      await breathe();
    }
  }

  /** The scene; the first owner writes the plan's steps into the journal. */
  async #sceneWithJournal(claim: RunClaim): Promise<RunScene | 'lost'> {
    const { store } = this.#dependencies;
    const scene = await store.read(tx => readScene(tx, claim));
    if (
      scene === 'lost' ||
      scene.steps.length === scene.revision.plan.steps.length
    ) {
      return scene;
    }
    return (await openJournal(store, claim)) === 'lost'
      ? 'lost'
      : store.read(tx => readScene(tx, claim));
  }

  #perform(
    scene: RunScene,
    action: RunAction,
    attention: Attention | undefined,
  ): Promise<Turn> {
    switch (action.type) {
      case 'gate-then-intend':
        return this.#intents.intendThroughGate(
          scene,
          action.step,
          attend(attention, action.step, 'do'),
        );
      case 'intend':
        return this.#intents.intend(scene, action.step);
      case 'observe':
      case 'observe-undone':
        return this.#steps.observe(
          scene,
          action.step,
          attend(
            attention,
            action.step,
            action.type === 'observe' ? 'do' : 'undo',
          ),
        );
      case 'act':
      case 'undo':
        return this.#steps.act(
          scene,
          action.step,
          attend(attention, action.step, action.type === 'act' ? 'do' : 'undo'),
        );
      case 'finish-step':
      case 'finish-step-undo':
        return this.#steps.finish(scene, action.step, {
          state: action.type === 'finish-step' ? 'done' : 'undone',
          seen: action.seen,
        });
      case 'fail-step':
        return this.#steps.fail(scene, action.step, {
          words: action.words,
          onFailure: this.#onFailure(scene),
        });
      case 'wait':
        return this.#steps.wait(scene, action.step, action.words);
      case 'intend-undo':
        return this.#steps.intendUndo(scene, action.step);
      case 'start-verification':
        return this.#phases.startVerification(scene);
      case 'verify':
        return this.#phases.verify(scene);
      case 'start-undo':
        return this.#phases.startUndo(scene, action.words);
      case 'finish-undo':
        return this.#phases.finishUndo(scene);
      case 'cancel':
        return this.#phases.cancel(scene, action.words);
      case 'stuck':
        return this.#phases.stuck(scene, action.words);
      default:
        return this.#phases.rest(scene);
    }
  }

  #onFailure({ change }: RunScene): 'undo' | 'ask' {
    return this.#dependencies.kinds.find(change.kind)?.onFailure ?? 'undo';
  }
}

/** What is known about this step in this direction; nothing of another one carries over. */
function attend(
  attention: Attention | undefined,
  step: JournalStep,
  direction: Attention['direction'],
): Attention {
  return attention?.stepId === step.id && attention.direction === direction
    ? attention
    : { stepId: step.id, direction, gated: false };
}

/** Undefined when the change is in a state in which nothing runs. */
function journalOf({ change, steps, run }: RunScene): Journal | undefined {
  switch (change.state) {
    case 'queued':
    case 'running':
    case 'verifying':
    case 'undoing':
    case 'stuck':
      return { state: change.state, steps, abort: run.abort };
    default:
      return undefined;
  }
}

function nameOf(action: RunAction): string {
  return 'step' in action ? `${action.type} ${action.step.id}` : action.type;
}
