import { setTimeout as delay } from 'node:timers/promises';
import { objectStatus } from '@mandate/plugin-mandate-backend-module-kubernetes';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { FoundationPart } from '../foundation/foundation';
import { inParallel } from './inParallel';
import type { Place } from './Place';
import {
  effectsOf,
  planFoundation,
  referenceTo,
  wordsOf,
} from './planFoundation';

const LOOK_EVERY_MS = 500;

/** What was found after applying. */
export interface Verification {
  readonly objects: number;
  /** Objects that are there as they should be. */
  readonly asPlanned: number;
  /** What is not as it should be or not ready, and why. Empty when all is well. */
  readonly faults: readonly string[];
}

/** Plans again, which must find nothing to do, and waits until everything is ready or the time is over. */
export async function verifyFoundation(
  place: Place,
  parts: readonly FoundationPart[],
  timeoutMs: number,
): Promise<Verification> {
  const objects = parts.flatMap(part => part.objects);
  const unready = await waitUntilReady(place, objects, Date.now() + timeoutMs);
  const plan = await planFoundation(place, parts);
  const different = effectsOf(plan);
  return {
    objects: objects.length,
    asPlanned: objects.length - different.length - plan.objections.length,
    faults: [
      ...plan.objections,
      ...different.map(({ object }) => `${wordsOf(object)} is not as planned.`),
      ...unready,
    ],
  };
}

async function waitUntilReady(
  place: Place,
  objects: readonly ClusterObject[],
  until: number,
): Promise<readonly string[]> {
  let waiting = objects;
  for (;;) {
    const states = await inParallel(waiting, async object => ({
      object,
      words: await unreadyWords(place, object),
    }));
    const unready = states.flatMap(({ object, words }) =>
      words === undefined ? [] : [{ object, words }],
    );
    if (unready.length === 0 || Date.now() >= until) {
      return unready.map(
        ({ object, words }) => `${wordsOf(object)} is not ready: ${words}`,
      );
    }
    waiting = unready.map(({ object }) => object);
    await delay(LOOK_EVERY_MS);
  }
}

async function unreadyWords(
  place: Place,
  object: ClusterObject,
): Promise<string | undefined> {
  const live = await place.access.read(place.cluster, referenceTo(object));
  if (!live) {
    return 'it is not there.';
  }
  const { state, words } = objectStatus(live);
  return state === 'current' ? undefined : words;
}
