import { setTimeout as delay } from 'node:timers/promises';
import { objectStatus } from '@mandate/plugin-mandate-backend-module-kubernetes';
import { Trouble } from '../trouble';
import { type Place } from './Place';
import {
  effectsOf,
  type FoundationPlan,
  isRefusal,
  type ObjectPlan,
  referenceTo,
  wordsOf,
} from './planFoundation';

/** How long a new kind may take to be served. */
const SERVED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Applies what a plan would change, in its order. On the first refusal it ends with a `Trouble` that says how far it came:
 * what is done stays, and the next run goes on from there, as it plans anew.
 */
export async function applyFoundation(
  place: Place,
  plan: FoundationPlan,
  onApplied: (words: string) => void,
): Promise<void> {
  const effects = effectsOf(plan);
  for (const [index, effect] of effects.entries()) {
    try {
      await applyOne(place, effect);
    } catch (error) {
      throw new Trouble(
        `${wordsOf(effect.object)} could not be applied. ${
          error instanceof Error ? error.message : String(error)
        } ${index} of ${
          effects.length
        } objects were applied, and stay. Mend the cause and run this again: it goes on with the rest.`,
        { cause: error },
      );
    }
    onApplied(`${effect.planned.action} ${wordsOf(effect.object)}`);
  }
}

async function applyOne(
  place: Place,
  { object, planned }: ObjectPlan,
): Promise<void> {
  const until = Date.now() + SERVED_WITHIN_MS;
  const takesOver = (planned.takesOverFrom ?? []).length > 0;
  for (;;) {
    try {
      await place.access.apply(place.cluster, object, { force: takesOver });
      break;
    } catch (error) {
      // A kind that was defined a moment ago is not served yet.
      if (!isRefusal(error) || error.status !== 404 || Date.now() > until) {
        throw error;
      }
      await delay(LOOK_EVERY_MS);
    }
  }
  if (object.kind === 'CustomResourceDefinition') {
    await establish(place, object, until);
  }
}

async function establish(
  place: Place,
  object: ObjectPlan['object'],
  until: number,
): Promise<void> {
  while (Date.now() < until) {
    const live = await place.access.read(place.cluster, referenceTo(object));
    if (live && objectStatus(live).state === 'current') {
      return;
    }
    await delay(LOOK_EVERY_MS);
  }
  throw new Trouble('The cluster does not serve the new kind yet.');
}
