import { isDeepStrictEqual } from 'node:util';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Plan } from '@mandate/plugin-mandate-common';
import type {
  ActOutcome,
  Observation,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { isTextOf, mergedMeanwhile, textDigest } from '../plan/fileText';
import { readPlannedState } from './plannedState';
import {
  type NamedVersion,
  type OtherFile,
  recordPath,
  type TemplateCommit,
  type TemplateFiles,
  type TemplateRepository,
} from './TemplateRepository';

const MOVED: ActOutcome = {
  type: 'retry',
  words: 'Somebody else committed meanwhile.',
};

/**
 * Commits an approved template with the record of its design, over the files that it was approved over; undone, what was there
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
  const commit = async (what: Omit<TemplateCommit, 'version' | 'atMs'>) =>
    repository.write({ ...what, version, atMs: await now() });

  /** Without a record of its own, an approval leaves the one that is there. */
  const isOwnRecord = (present: TemplateFiles) =>
    decisionRecord === undefined || present.decisionRecord === decisionRecord;

  function approved(present: TemplateFiles): TemplateFiles | OtherFile {
    if (!isTextOf(plan.baseVersion, present.text)) {
      return 'other-text';
    }
    const isPlannedRecord =
      textDigest(present.decisionRecord) === version.replacedRecord;
    return isOwnRecord(present) || isPlannedRecord
      ? { text, decisionRecord: decisionRecord ?? present.decisionRecord }
      : 'other-record';
  }

  /** What somebody else put over it stays. */
  function takenBack(
    before: TemplateFiles,
    present: TemplateFiles,
  ): TemplateFiles {
    return present.text === text
      ? {
          text: before.text,
          decisionRecord:
            decisionRecord !== undefined && isOwnRecord(present)
              ? before.decisionRecord
              : present.decisionRecord,
        }
      : present;
  }

  return {
    async observe() {
      const present = await repository.read(version);
      return observation(present.text === text && isOwnRecord(present));
    },
    async act({ idempotencyKey }) {
      try {
        const outcome = await commit({
          over: approved,
          subject: `Approve template ${version.name}`,
          key: idempotencyKey,
        });
        switch (outcome) {
          case 'other-text':
            return { type: 'refused', words: mergedMeanwhile('template') };
          case 'other-record':
            return { type: 'refused', words: recordMergedMeanwhile(version) };
          case 'conflict':
            return MOVED;
          default:
            return { type: 'acted' };
        }
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
        over: present => takenBack(before, present),
        subject: `Take back: approve template ${version.name}`,
        key: `undo of ${idempotencyKey}`,
      });
      return outcome === 'conflict' ? MOVED : { type: 'acted' };
    },
    async observeUndone({ idempotencyKey }) {
      const before = await repository.filesBefore(version, idempotencyKey);
      const present = await repository.read(version);
      return observation(
        before === 'none' ||
          isDeepStrictEqual(takenBack(before, present), present),
      );
    },
  };
}

function recordMergedMeanwhile(version: NamedVersion): string {
  return `Somebody else changed the record of the template's design, ${recordPath(
    version,
  )}, since this was planned. Nothing was put over it: bring both records together, and propose the template again with the result.`;
}

function observation(isThere: boolean): Observation {
  return isThere
    ? { type: 'present', words: 'The repository has it.' }
    : { type: 'absent', words: 'The repository has something else.' };
}
