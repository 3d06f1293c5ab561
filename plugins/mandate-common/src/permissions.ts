import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of changes: permissions of it can be granted with conditions, by the rules of
 * `@mandate/plugin-mandate-node`.
 *
 * @public
 */
export const RESOURCE_TYPE_CHANGE = 'mandate-change';

/**
 * To see changes, findings, boundaries, health, costs and compliance. Conditions say which changes; what is no change is
 * seen by whoever may see any.
 *
 * @public
 */
export const changeReadPermission = createPermission({
  name: 'mandate.change.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CHANGE,
});
/**
 * To propose a change. What happens to it, mandates decide.
 *
 * @public
 */
export const changeProposePermission = createPermission({
  name: 'mandate.change.propose',
  attributes: { action: 'create' },
});
/**
 * To vote. Who counts for what, the requirement's groups decide; this only lets somebody try.
 *
 * @public
 */
export const changeVotePermission = createPermission({
  name: 'mandate.change.vote',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHANGE,
});
/**
 * To withdraw, abort or resolve a change.
 *
 * @public
 */
export const changeControlPermission = createPermission({
  name: 'mandate.change.control',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHANGE,
});
/**
 * To see mandates.
 *
 * @public
 */
export const mandateReadPermission = createPermission({
  name: 'mandate.mandate.read',
  attributes: { action: 'read' },
});
/**
 * To review mandates. Which group may, each mandate says; this only lets somebody try.
 *
 * @public
 */
export const mandateReviewPermission = createPermission({
  name: 'mandate.mandate.review',
  attributes: { action: 'update' },
});
/**
 * To give back what failures took from a mandate. Only its owner may; this only lets somebody try.
 *
 * @public
 */
export const mandateWidenPermission = createPermission({
  name: 'mandate.mandate.widen',
  attributes: { action: 'update' },
});
/**
 * To read and export the ledger.
 *
 * @public
 */
export const ledgerReadPermission = createPermission({
  name: 'mandate.ledger.read',
  attributes: { action: 'read' },
});

/**
 * To erase personal data beside the ledger's entries, and to place and release legal holds. Only people may.
 *
 * @public
 */
export const ledgerCustodyPermission = createPermission({
  name: 'mandate.ledger.custody',
  attributes: { action: 'delete' },
});

/**
 * To stop automation with a kill switch, and to lift it. Only people lift one, whatever this allows.
 *
 * @public
 */
export const automationStopPermission = createPermission({
  name: 'mandate.automation.stop',
  attributes: { action: 'update' },
});

/**
 * To override a freeze or to break the glass. Which groups may, the configuration decides; this only lets somebody try.
 *
 * @public
 */
export const changeInterventionPermission = createPermission({
  name: 'mandate.change.intervene',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHANGE,
});
/**
 * To review interventions. Which groups may, the configuration decides.
 *
 * @public
 */
export const interventionReviewPermission = createPermission({
  name: 'mandate.intervention.review',
  attributes: { action: 'update' },
});

/**
 * To see messages that could not be delivered, and to have them sent again.
 *
 * @public
 */
export const deliveryManagePermission = createPermission({
  name: 'mandate.delivery.manage',
  attributes: { action: 'update' },
});

/**
 * To break embedded clusters on purpose, in development. A portal in production refuses it whatever this allows.
 *
 * @public
 */
export const clusterBreakPermission = createPermission({
  name: 'mandate.cluster.break',
  attributes: { action: 'update' },
});

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const mandatePermissions = [
  changeReadPermission,
  changeProposePermission,
  changeVotePermission,
  changeControlPermission,
  mandateReadPermission,
  mandateReviewPermission,
  mandateWidenPermission,
  ledgerReadPermission,
  ledgerCustodyPermission,
  automationStopPermission,
  changeInterventionPermission,
  interventionReviewPermission,
  deliveryManagePermission,
  clusterBreakPermission,
];
