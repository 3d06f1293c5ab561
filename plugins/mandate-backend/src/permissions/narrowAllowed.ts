import {
  type ChangeAction,
  changeControlPermission,
  type ChangeDetail,
  changeInterventionPermission,
  changeProposePermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../service/change/ChangeService';
import { lacksPermission } from '../service/operations/demandPermission';
import type { ChangeAccess, GrantedPermission } from './ChangeAccess';

/** A permission, and the actions on a change that are refused without it. */
interface Gate {
  readonly permission: GrantedPermission;
  readonly actions: readonly ChangeAction[];
}

const gates: readonly Gate[] = [
  { permission: changeProposePermission, actions: ['answer'] },
  {
    permission: changeVotePermission,
    actions: ['approve', 'reject', 'abstain', 'withdrawVote'],
  },
  {
    permission: changeControlPermission,
    actions: ['withdraw', 'abort', 'remind', 'pause', 'resume', 'resolve'],
  },
  {
    permission: changeInterventionPermission,
    actions: ['override', 'breakGlass'],
  },
];

const UNKNOWN =
  'It could not be read what you may do now. Load the page again.';

/**
 * Takes away what the domain's rules allow and the caller's permissions do not, so that nobody is offered what can only
 * be refused. Permissions on which nothing depends are not asked about.
 */
export async function narrowAllowed(
  access: ChangeAccess,
  caller: Pick<Caller, 'credentials'>,
  changes: readonly ChangeDetail[],
): Promise<ChangeDetail[]> {
  const asked = gates.filter(gate =>
    changes.some(change => dependsOn(change, gate)),
  );
  if (asked.length === 0) {
    return [...changes];
  }
  const isGranted = await access.grants(
    asked.map(({ permission }) => permission),
    caller,
    changes.map(({ id }) => id),
  );
  return changes.map(change =>
    asked
      .filter(({ permission }) => !isGranted(permission, change.id))
      .reduce(without, change),
  );
}

/** As `narrowAllowed`, of one change. */
export async function narrowAllowedOf(
  access: ChangeAccess,
  caller: Pick<Caller, 'credentials'>,
  change: ChangeDetail,
): Promise<ChangeDetail> {
  const [narrowed] = await narrowAllowed(access, caller, [change]);
  return narrowed;
}

/**
 * As `narrowAllowed`, of a change to which something was just done. When permissions cannot be asked about, nothing is offered:
 * an error would say that it was not done.
 */
export async function narrowAllowedAfter(
  access: ChangeAccess,
  caller: Pick<Caller, 'credentials'>,
  change: ChangeDetail,
): Promise<ChangeDetail> {
  try {
    return await narrowAllowedOf(access, caller, change);
  } catch {
    return gates
      .flatMap(({ actions }) => actions)
      .reduce((seen, action) => refusing(seen, action, UNKNOWN), change);
  }
}

function dependsOn({ allowed }: ChangeDetail, { actions }: Gate): boolean {
  return actions.some(action => allowed[action].allowed);
}

/** What the domain's rules refuse keeps their reason. */
function without(
  change: ChangeDetail,
  { permission, actions }: Gate,
): ChangeDetail {
  const why = lacksPermission(permission).message;
  return actions.reduce((seen, action) => refusing(seen, action, why), change);
}

function refusing(
  change: ChangeDetail,
  action: ChangeAction,
  why: string,
): ChangeDetail {
  return change.allowed[action].allowed
    ? {
        ...change,
        allowed: { ...change.allowed, [action]: { allowed: false, why } },
      }
    : change;
}
