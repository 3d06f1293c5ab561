import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { normalized, type Viewer } from './useViewer';

/** Groups that still have to approve, and for which of them the viewer can. */
export interface OpenRequirements {
  /** Groups whose vote the viewer can give. */
  readonly mine: readonly string[];
  /** Groups that have to agree as well after the viewer approved. */
  readonly others: readonly string[];
}

/** Splits the open requirements by the viewer's groups, and those of people the viewer votes for. One person counts for one requirement only. */
export function openRequirements(
  change: Pick<ChangeDetail, 'current' | 'delegations'>,
  viewer: Viewer | undefined,
): OpenRequirements {
  const open = (change.current?.approvals.filled ?? []).filter(
    requirement => requirement.missing > 0,
  );
  const delegated = change.delegations
    .filter(({ delegate }) => normalized(delegate) === viewer?.ref)
    .flatMap(({ groups }) => groups.map(normalized));
  const mine = open.filter(
    ({ group }) =>
      viewer?.belongsTo.includes(normalized(group)) ||
      delegated.includes(normalized(group)),
  );
  const [counted] = mine;
  return {
    mine: mine.map(({ group }) => group),
    others: open
      .filter(requirement => requirement !== counted || requirement.missing > 1)
      .map(({ group }) => group),
  };
}
