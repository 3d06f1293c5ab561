import { sameFields } from '../../domain/compareFields';
import { withoutRestartMark } from '../../domain/restartMark';
import { runMarkOf } from '../../domain/runMark';
import {
  type TemplateRevision,
  UNDONE_ANNOTATION,
} from '../../effects/templateRevisions';

/** The revision to go back to, or why there is none. */
export type ChosenRevision =
  | {
      readonly type: 'chosen';
      readonly revision: TemplateRevision;
      /** "the last one that held". */
      readonly because: string;
    }
  | { readonly type: 'none'; readonly words: string };

/**
 * Chooses among the cluster's earlier pod templates. One that differs from the present one by a restart alone is the
 * same version, and one whose change was undone is known to be bad: neither is ever chosen by itself. One that a
 * change of ours brought was verified, since a change that fails is undone; it is preferred to older and newer others.
 */
export function chooseRevision(options: {
  /** Newest first. */
  readonly revisions: readonly TemplateRevision[];
  readonly current: Readonly<Record<string, unknown>>;
  readonly toRevision?: number;
}): ChosenRevision {
  const { revisions, current, toRevision } = options;
  const now = withoutRestartMark(current);
  const others = revisions.filter(
    ({ template }) => !sameFields(withoutRestartMark(template), now),
  );
  if (toRevision !== undefined) {
    const revision = others.find(other => other.revision === toRevision);
    return revision
      ? { type: 'chosen', revision, because: 'as asked for' }
      : {
          type: 'none',
          words: `There is no other version at revision ${toRevision}. There are: ${numbersOf(
            others,
          )}.`,
        };
  }
  const usable = others.filter(revision => !wasUndone(revision));
  const verified = usable.find(({ keeper }) => runMarkOf(keeper) !== undefined);
  if (verified) {
    return {
      type: 'chosen',
      revision: verified,
      because: 'the last version that a verified change brought',
    };
  }
  return usable.length > 0
    ? {
        type: 'chosen',
        revision: usable[0],
        because: 'the version before, which Mandate did not verify',
      }
    : {
        type: 'none',
        words:
          'The cluster keeps no earlier version of this workload that held. Deploy a version that is known to be good.',
      };
}

function wasUndone({ keeper }: TemplateRevision): boolean {
  const undone = keeper.metadata.annotations?.[UNDONE_ANNOTATION];
  return undone !== undefined && undone === runMarkOf(keeper)?.changeId;
}

function numbersOf(revisions: readonly TemplateRevision[]): string {
  return revisions.map(({ revision }) => revision).join(', ') || 'none';
}
