import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Plan } from '@mandate/plugin-mandate-common';
import type {
  ActOutcome,
  Observation,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { isTextOf, mergedMeanwhile } from '../plan/fileText';
import { readPlannedState } from './plannedState';
import type {
  TemplateCommit,
  TemplateFiles,
  TemplateRepository,
} from './TemplateRepository';

const MOVED: ActOutcome = {
  type: 'retry',
  words: 'Somebody else committed meanwhile.',
};

/**
 * Commits an approved template with the record of its design, over the text that it was approved over; undone, what was there
 * before is committed again.
 */
export function commitTemplateStep(
  plan: Plan,
  options: {
    readonly repository: TemplateRepository;
    /** The database's time. */
    readonly now: () => Promise<number>;
    readonly logger: Pick<LoggerService, 'error'>;
  },
): StepHandler {
  const { repository, now, logger } = options;
  const version = readPlannedState(plan);
  const { text, decisionRecord } = version;
  const isAfter = (files: TemplateFiles) =>
    files.text === text && files.decisionRecord === decisionRecord;
  const commit = async (what: Omit<TemplateCommit, 'version' | 'atMs'>) =>
    repository.write({ ...what, version, atMs: await now() });

  return {
    async observe() {
      return observation(isAfter(await repository.read(version)));
    },
    async act({ idempotencyKey }) {
      try {
        const outcome = await commit({
          files: { text, decisionRecord },
          subject: `Approve template ${version.name}`,
          key: idempotencyKey,
          mayReplace: present => isTextOf(plan.baseVersion, present.text),
        });
        if (outcome === 'other-text') {
          return { type: 'refused', words: mergedMeanwhile('template') };
        }
        return outcome === 'conflict' ? MOVED : { type: 'acted' };
      } catch (error) {
        // Nobody waits for a repository that cannot be written: the approval is taken back. What git says is only logged (I12).
        logger.error(
          'The repository of templates cannot be written. Check mandate.templates.repository.',
          error instanceof Error ? error : new Error(String(error)),
        );
        return {
          type: 'refused',
          words:
            'The repository of templates cannot be written. Whoever runs the portal finds the reason in its log, and the place in mandate.templates.repository; propose it again when it can be.',
        };
      }
    },
    async undo({ idempotencyKey }) {
      const before = await repository.filesBefore(version, idempotencyKey);
      if (before === 'none') {
        return { type: 'acted' };
      }
      const outcome = await commit({
        files: before,
        subject: `Take back: approve template ${version.name}`,
        key: `undo of ${idempotencyKey}`,
        // What somebody else put over it stays.
        mayReplace: isAfter,
      });
      return outcome === 'conflict' ? MOVED : { type: 'acted' };
    },
    async observeUndone() {
      return observation(!isAfter(await repository.read(version)));
    },
  };
}

function observation(isThere: boolean): Observation {
  return isThere
    ? { type: 'present', words: 'The repository has it.' }
    : { type: 'absent', words: 'The repository has something else.' };
}
