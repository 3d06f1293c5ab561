import { setTimeout as delay } from 'node:timers/promises';
import type { Plan, PlannedObject } from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  isWorkload,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { awaitedBefore } from '../domain/applyPhases';
import { objectStatus } from '../domain/objectStatus';
import { podTroubles } from '../domain/podTrouble';
import { newestPods } from '../verification/checkRollout';
import { attempt } from './attempt';
import { referenceOf, wordsFor } from './objectReference';

/** A call to a step may take a minute. */
const WAIT_MS = 40_000;
const LOOK_EVERY_MS = 500;

/**
 * The step, which begins only when what earlier phases of its plan wrote is ready: a route brings no requests to pods
 * that are not there yet. Something that will never be ready refuses the step, so that the change is undone.
 */
export function afterEarlierPhases(
  handler: StepHandler,
  options: {
    readonly plan: Plan;
    readonly stepId: string;
    readonly now: () => Date;
  },
): StepHandler {
  const awaited = awaitedBefore(options.plan, options.stepId);
  return awaited.length === 0
    ? handler
    : {
        ...handler,
        act: async context => {
          const outcome = await attempt(() =>
            waitFor(context, awaited, options.now),
          );
          return outcome.type === 'acted' ? handler.act(context) : outcome;
        },
      };
}

async function waitFor(
  context: StepContext,
  awaited: readonly PlannedObject[],
  now: () => Date,
): Promise<ActOutcome> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    context.signal.throwIfAborted();
    const lacks = (
      await Promise.all(awaited.map(object => lackOf(context, object, now())))
    ).flatMap(lack => lack ?? []);
    const hopeless = lacks.find(({ isFinal }) => isFinal);
    if (hopeless) {
      return { type: 'refused', words: hopeless.words };
    }
    const [first] = lacks;
    if (!first) {
      return { type: 'acted' };
    }
    context.report(`Waits until it is ready: ${first.words}`);
    if (Date.now() >= until) {
      return { type: 'retry', words: `It is not ready yet: ${first.words}` };
    }
    await delay(LOOK_EVERY_MS, undefined, { signal: context.signal });
  }
}

/** What an object lacks to be ready; nothing when it is. */
async function lackOf(
  context: StepContext,
  planned: PlannedObject,
  now: Date,
): Promise<{ readonly words: string; readonly isFinal: boolean } | undefined> {
  const { clusters, target } = context;
  const name = wordsFor(planned);
  const live = await clusters.read(target.cluster, referenceOf(planned));
  if (!live) {
    return { words: `${name} does not exist any more.`, isFinal: true };
  }
  const { state, words } = objectStatus(live);
  if (state === 'current') {
    return undefined;
  }
  const troubles = isWorkload(live)
    ? (await newestPods(context, live))
        .flatMap(pod => podTroubles(pod, now))
        .filter(({ final }) => final)
    : [];
  return {
    words: `${name}: ${troubles[0]?.words ?? words}`,
    isFinal: state !== 'in-progress' || troubles.length > 0,
  };
}
