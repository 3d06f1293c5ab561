import type { Plan } from '@mandate/plugin-mandate-common';
import type { Observation, StepHandler } from '@mandate/plugin-mandate-node';
import { stringify } from 'yaml';
import { isTextOf, mergedMeanwhile } from '../plan/fileText';
import type { MandateRepository } from './MandateRepository';

const MOVED = {
  type: 'retry',
  words: 'Somebody else committed meanwhile.',
} as const;

/** Commits the text of an approved mandate, and takes the commit back by another one. */
export function commitStep(
  plan: Plan,
  repository: MandateRepository,
): StepHandler {
  const [{ after, name }] = plan.objects;
  const text = after ? stringify(after, { lineWidth: 0 }) : undefined;
  return {
    async observe({ target }) {
      return observation((await repository.read(target.entityRef)) === text);
    },
    async act({ target, idempotencyKey }) {
      const outcome = await repository.commit({
        mandate: target.entityRef,
        text,
        subject: `${after ? 'Change' : 'Remove'} mandate ${name}`,
        key: idempotencyKey,
        mayReplace: present => isTextOf(plan.baseVersion, present),
      });
      switch (outcome) {
        case 'committed':
          return { type: 'acted' };
        case 'other-text':
          return { type: 'refused', words: mergedMeanwhile('mandate') };
        default:
          return MOVED;
      }
    },
    async undo({ target, idempotencyKey }) {
      const found = await repository.textBefore(
        target.entityRef,
        idempotencyKey,
      );
      if (found === 'none') {
        return { type: 'acted' };
      }
      const outcome = await repository.commit({
        mandate: target.entityRef,
        text: found.text,
        subject: `Take back: ${after ? 'change' : 'remove'} mandate ${name}`,
        key: `undo of ${idempotencyKey}`,
        // What somebody else put over it stays.
        mayReplace: present => present === text,
      });
      return outcome === 'moved' ? MOVED : { type: 'acted' };
    },
    async observeUndone({ target }) {
      return observation((await repository.read(target.entityRef)) !== text);
    },
  };
}

function observation(isThere: boolean): Observation {
  return isThere
    ? { type: 'present', words: 'The branch has the text.' }
    : { type: 'absent', words: 'The branch has another text.' };
}
