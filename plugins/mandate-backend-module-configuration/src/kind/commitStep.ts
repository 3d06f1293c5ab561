import type {
  ConfigurationRepository,
  Version,
} from '@mandate/configuration-git';
import type {
  ActOutcome,
  Observation,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { commitMessage, readCommitBody } from '../domain/commitMessage';
import { fileWrites } from './configurationPlan';

/** How far back a step looks for its own commit: a run's steps are minutes apart. */
const LOOK_BACK = 1_000;

/**
 * The step that writes the version. The commit itself says which step wrote it, so that a portal that was killed after the
 * commit finds it again and writes no second one. Files that are not as planned from are a conflict, which git's
 * compare-and-swap tells at the moment of writing.
 */
export function commitStep(options: {
  readonly repository: ConfigurationRepository;
  readonly now: () => Date;
}): StepHandler {
  const { repository, now } = options;
  return {
    async observe(context) {
      const { effect, undo } = await ownCommits(context);
      return effect && !undo
        ? present(`Version ${effect.commit.slice(0, 12)} is written.`, effect)
        : { type: 'absent', words: 'The version is not written.' };
    },
    async act(context) {
      const { effect } = await ownCommits(context);
      return effect ? { type: 'acted' } : write(context, 'after');
    },
    async undo(context) {
      const { effect, undo } = await ownCommits(context);
      return !effect || undo ? { type: 'acted' } : write(context, 'before');
    },
    async observeUndone(context) {
      const { effect, undo } = await ownCommits(context);
      return !effect || undo
        ? present('The old values are the newest version again.', undo)
        : { type: 'absent', words: 'The version is still the newest.' };
    },
  };

  async function ownCommits(context: StepContext): Promise<{
    readonly effect?: Version;
    readonly undo?: Version;
  }> {
    const history = await repository.history({ limit: LOOK_BACK });
    const find = (undoes: boolean) =>
      history.find(({ body }) => {
        const { trailer } = readCommitBody(body);
        return (
          trailer?.changeId === context.changeId &&
          trailer.key === keyOf(context) &&
          trailer.undoes === undoes
        );
      });
    return { effect: find(false), undo: find(true) };
  }

  async function write(
    context: StepContext,
    side: 'before' | 'after',
  ): Promise<ActOutcome> {
    const writes = fileWrites(context.plan);
    const from = side === 'after' ? 'before' : 'after';
    const head = await repository.head();
    for (const file of writes) {
      const current = head && (await repository.read(head, file.path));
      if ((current || undefined) !== (file[from] || undefined)) {
        return { type: 'refused', words: movedWords(file.path, side) };
      }
    }
    context.signal.throwIfAborted();
    context.report(`Writes ${writes.map(({ path }) => path).join(', ')}.`);
    const outcome = await repository.write({
      base: head,
      contents: new Map(
        writes.map(file => [file.path, file[side] ?? null] as const),
      ),
      author: authorOf(context),
      at: now().toISOString(),
      message: messageOf(context, side),
    });
    return outcome.outcome === 'conflict'
      ? { type: 'refused', words: movedWords(outcome.paths.join(', '), side) }
      : { type: 'acted' };
  }
}

function keyOf({ changeId, revision }: StepContext): string {
  // Not the context's own key: undoing is another call with another purpose, and both are about this commit.
  return `${changeId}/${revision}`;
}

function present(words: string, version: Version | undefined): Observation {
  return {
    type: 'present',
    words,
    ...(version ? { evidence: { commit: version.commit } } : {}),
  };
}

function movedWords(paths: string, side: 'before' | 'after'): string {
  return side === 'after'
    ? `${paths} was changed since the change was planned. Propose it again to see what it would do now.`
    : `${paths} was changed again after this change, so the old values are not written over it. Compare the versions and decide what shall hold.`;
}

function authorOf({ origin }: StepContext) {
  return {
    name: origin?.proposer ?? 'mandate',
    email: 'mandate@mandate.invalid',
  };
}

function messageOf(context: StepContext, side: 'before' | 'after'): string {
  const { origin, plan, changeId } = context;
  const undoes = side === 'before';
  // What happens in clusters is the change's to tell; a version says which values it brings.
  const [values] = plan.summary.split('; ');
  return commitMessage({
    subject: undoes ? `Undo: ${values}` : values,
    ...(origin?.reason ? { reason: origin.reason } : {}),
    trailer: {
      changeId,
      oversight: origin?.oversight ?? 'unknown',
      key: keyOf(context),
      undoes,
    },
  });
}
