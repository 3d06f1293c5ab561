import type { Plan } from '@mandate/plugin-mandate-common';
import type { Observation, StepHandler } from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import { readPlannedState, readReplacedText } from './plannedState';
import type { TemplateFiles, TemplateRepository } from './TemplateRepository';

/** Commits an approved template with the record of its design; undone, the version before is committed again. */
export function commitTemplateStep(
  plan: Plan,
  options: {
    readonly repository: TemplateRepository;
    readonly store: KernelStore;
  },
): StepHandler {
  const { repository, store } = options;
  const version = readPlannedState(plan);
  const { text, decisionRecord } = version;
  const after: TemplateFiles = { text, decisionRecord };
  const before: TemplateFiles = {
    text: readReplacedText(plan),
    decisionRecord: undefined,
  };

  const observe = async (wanted: TemplateFiles): Promise<Observation> => {
    const files = await repository.read(version);
    return files.text === wanted.text &&
      files.decisionRecord === wanted.decisionRecord
      ? { type: 'present', words: 'The repository has it.' }
      : { type: 'absent', words: 'The repository has something else.' };
  };
  const write = async (files: TemplateFiles, subject: string, key: string) => {
    const outcome = await repository.write(version, files, {
      message: `${subject}\n\nMandate-Change: ${key}\n`,
      atMs: await store.read(tx => tx.now()),
    });
    return outcome === 'conflict'
      ? ({
          type: 'retry',
          words: 'Somebody else committed meanwhile.',
        } as const)
      : ({ type: 'acted' } as const);
  };

  return {
    observe: () => observe(after),
    act: async ({ idempotencyKey }) => {
      try {
        return await write(
          after,
          `Approve template ${version.name}`,
          idempotencyKey,
        );
      } catch (error) {
        // Nobody waits for a repository that cannot be written: the approval is taken back, and says why.
        return {
          type: 'refused',
          words: `The repository of templates cannot be written: ${
            error instanceof Error ? error.message : error
          } Check mandate.templates.repository, and propose it again.`,
        };
      }
    },
    undo: ({ idempotencyKey }) =>
      write(
        before,
        `Take back: approve template ${version.name}`,
        `undo of ${idempotencyKey}`,
      ),
    observeUndone: () => observe(before),
  };
}
