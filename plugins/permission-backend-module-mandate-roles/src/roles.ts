import {
  automationStopPermission,
  changeControlPermission,
  changeInterventionPermission,
  changeProposePermission,
  changeReadPermission,
  changeVotePermission,
  clusterBreakPermission,
  deliveryManagePermission,
  interventionReviewPermission,
  ledgerCustodyPermission,
  ledgerReadPermission,
  mandateReadPermission,
  mandateReviewPermission,
  mandateWidenPermission,
} from '@mandate/plugin-mandate-common';

/**
 * The roles, from who only looks to who may try everything.
 *
 * @public
 */
export const mandateRoles = [
  'viewer',
  'developer',
  'approver',
  'mandateOwner',
  'auditor',
  'administrator',
] as const;

/**
 * A role in Mandate.
 *
 * @public
 */
export type MandateRole = (typeof mandateRoles)[number];

/**
 * How a role has a permission: on everything, or on changes that are one's own: proposed by, owned by, or to be approved
 * by the person or their groups.
 *
 * @public
 */
export type Grant = 'all' | 'own';

const viewer: Readonly<Record<string, Grant>> = {
  [changeReadPermission.name]: 'all',
  [mandateReadPermission.name]: 'all',
};

const developer: Readonly<Record<string, Grant>> = {
  ...viewer,
  [changeProposePermission.name]: 'all',
  // Whom a requirement asks, mandates say; developers vote for their own group, and for whom they stand in.
  [changeVotePermission.name]: 'all',
  [changeControlPermission.name]: 'own',
  [automationStopPermission.name]: 'all',
  [ledgerReadPermission.name]: 'all',
};

const approver: Readonly<Record<string, Grant>> = {
  ...developer,
  [changeControlPermission.name]: 'all',
  [changeInterventionPermission.name]: 'all',
  [interventionReviewPermission.name]: 'all',
  [mandateReviewPermission.name]: 'all',
};

const mandateOwner: Readonly<Record<string, Grant>> = {
  ...approver,
  [mandateWidenPermission.name]: 'all',
  // Nothing in production, where no cluster can be broken.
  [clusterBreakPermission.name]: 'all',
};

const auditor: Readonly<Record<string, Grant>> = {
  ...viewer,
  [ledgerReadPermission.name]: 'all',
};

const administrator: Readonly<Record<string, Grant>> = {
  ...mandateOwner,
  [deliveryManagePermission.name]: 'all',
  [ledgerCustodyPermission.name]: 'all',
};

/**
 * What each role may try, by the permission's name. The kernel's own rules hold beside it: nobody approves what they
 * proposed, only groups that are asked vote, and only configured groups intervene or keep the ledger.
 *
 * @public
 */
export const roleGrants: Readonly<
  Record<MandateRole, Readonly<Record<string, Grant>>>
> = { viewer, developer, approver, mandateOwner, auditor, administrator };
