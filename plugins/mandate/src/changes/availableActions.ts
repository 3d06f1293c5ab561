import type {
  ChangeAction,
  ChangeDetail,
} from '@mandate/plugin-mandate-common';

/** An action that is drawn, and why it cannot be done when it cannot. */
export interface AvailableAction {
  readonly action: ChangeAction;
  readonly disabled: boolean;
  readonly why?: string;
}

/** The order in which actions are drawn: deciding first, undoing one's own act after, ending things last. */
const order: readonly ChangeAction[] = [
  'approve',
  'reject',
  'abstain',
  'ask',
  'remind',
  'withdrawVote',
  'withdraw',
  'resolve',
  'pause',
  'resume',
  'override',
  'breakGlass',
  'abort',
];

/**
 * The actions to draw: all that are allowed, and those one would look for in this state, with the reason why not. The
 * proposer sees no buttons to approve or reject at all.
 */
export function availableActions(
  change: Pick<ChangeDetail, 'state' | 'allowed'>,
  viewer: { readonly isProposer: boolean },
): readonly AvailableAction[] {
  return order
    .filter(
      action =>
        change.allowed[action].allowed ||
        isExpected(action, change.state, viewer.isProposer),
    )
    .map(action => ({
      action,
      disabled: !change.allowed[action].allowed,
      why: change.allowed[action].why,
    }));
}

/** Actions to draw as buttons, and those that seldom matter, for a menu. */
export interface PlacedActions {
  readonly buttons: readonly AvailableAction[];
  readonly menu: readonly AvailableAction[];
}

const seldom: readonly ChangeAction[] = [
  'abstain',
  'remind',
  'override',
  'breakGlass',
  'abort',
];

/**
 * While people decide, only what nearly everybody wants then is a button, so that a first-time approver finds it; the rest
 * is in a menu. In any other state there is little to choose from, and all of it is buttons.
 */
export function placeActions(
  actions: readonly AvailableAction[],
  position: { readonly deciding: boolean; readonly isProposer: boolean },
): PlacedActions {
  const isSeldom = ({ action }: AvailableAction) =>
    position.deciding &&
    seldom.includes(action) &&
    !(action === 'remind' && position.isProposer);
  const menu = actions.filter(isSeldom);
  return { buttons: actions.filter(action => !isSeldom(action)), menu };
}

function isExpected(
  action: ChangeAction,
  state: ChangeDetail['state'],
  proposer: boolean,
): boolean {
  switch (action) {
    case 'approve':
    case 'reject':
      return state === 'awaiting-approval' && !proposer;
    case 'remind':
    case 'withdraw':
      return state === 'awaiting-approval' && proposer;
    case 'abort':
      return ['queued', 'running', 'verifying'].includes(state);
    case 'resolve':
      return state === 'stuck';
    default:
      return false;
  }
}
