import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ChangeDetail,
  ChangeSetView,
} from '@mandate/plugin-mandate-common';
import {
  mandateApiRef,
  type Reloadable,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useEffect, useRef } from 'react';

/** What a set asks of the viewer. */
export type SetBallot =
  | {
      readonly asks: true;
      /** Whether a plan that the vote counts on removes something: the title is typed to show that it is meant. */
      readonly removes: boolean;
    }
  | { readonly asks: false; readonly why?: string };

/** What a set asks of the viewer now. Each vote, of the viewer or of somebody else, and each new plan can change it. */
export function useSetBallot(set: ChangeSetView): Reloadable<SetBallot> {
  const api = useApi(mandateApiRef);
  const waiting = changesThatWait(set);
  const ballot = useLoad(`${set.id} ${waiting.length > 0}`, async signal =>
    ballotOf(
      await Promise.all(waiting.map(({ id }) => api.getChange(id, { signal }))),
    ),
  );
  const { reload } = ballot;
  const standing = [
    set.digest,
    ...waiting.map(({ id, updatedAt }) => `${id} ${updatedAt}`),
  ].join();
  const known = useRef(standing);
  useEffect(() => {
    // Not a part of the key: what is typed meanwhile stays.
    if (known.current !== standing) {
      known.current = standing;
      reload();
    }
  }, [standing, reload]);
  return ballot;
}

/** The changes of a set that wait for approval. */
export function changesThatWait({
  changes,
}: Pick<ChangeSetView, 'changes'>): ChangeSetView['changes'] {
  return changes.filter(({ state }) => state === 'awaiting-approval');
}

function ballotOf(changes: readonly ChangeDetail[]): SetBallot {
  const asking = changes.filter(({ allowed }) => allowed.approve.allowed);
  return asking.length > 0
    ? {
        asks: true,
        removes: asking.some(
          ({ confirmTarget }) => confirmTarget !== undefined,
        ),
      }
    : { asks: false, why: changes[0]?.allowed.approve.why };
}
