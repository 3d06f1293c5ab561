/**
 * Annotations and labels that Mandate reads from catalog entities and writes to
 * cluster objects. Values are strings, as Kubernetes and the catalog want them.
 */

/**
 * On a catalog entity: its container type (`core-service`, `utility`, `integration`, `specialised-function`).
 *
 * @public
 */
export const CONTAINER_TYPE_ANNOTATION = 'mandate.dev/container-type';
/**
 * On a catalog entity: its service tier, `1` (most critical) to `4`.
 *
 * @public
 */
export const TIER_ANNOTATION = 'mandate.dev/tier';
/**
 * On a catalog entity: the workload behind it, `deployment/<name>` or `statefulset/<name>`; by default a Deployment named like the entity.
 *
 * @public
 */
export const WORKLOAD_ANNOTATION = 'mandate.dev/workload';
/**
 * On a catalog entity: namespace of the workload, may hold `{environment}`; overrides the environment's pattern.
 *
 * @public
 */
export const NAMESPACE_ANNOTATION = 'mandate.dev/namespace';
/**
 * On a catalog entity: names, separated by commas, of what it must not be changed together with. Of all targets that name
 * the same, one is changed at a time.
 *
 * @public
 */
export const CONFLICT_SETS_ANNOTATION = 'mandate.dev/conflict-sets';
/**
 * On a catalog entity and on cluster objects: name of the template it was made from.
 *
 * @public
 */
export const TEMPLATE_ANNOTATION = 'mandate.dev/template';
/**
 * On cluster objects: digest of that template.
 *
 * @public
 */
export const TEMPLATE_DIGEST_ANNOTATION = 'mandate.dev/template-digest';
/**
 * On the workload: the template parameters it was rendered with, as canonical JSON.
 *
 * @public
 */
export const PARAMETERS_ANNOTATION = 'mandate.dev/parameters';
/**
 * On cluster objects: `change/revision/step#fence` of the effect that wrote them last.
 *
 * @public
 */
export const RUN_ANNOTATION = 'mandate.dev/run';
/**
 * On the workload: the change that was verified last, so that rollback knows the last known good state.
 *
 * @public
 */
export const CHANGE_ANNOTATION = 'mandate.dev/change';
/**
 * Label on cluster objects: the catalog entity they belong to, as `<namespace>.<name>`.
 *
 * @public
 */
export const ENTITY_LABEL = 'mandate.dev/entity';
/**
 * Label on cluster objects: the environment.
 *
 * @public
 */
export const ENVIRONMENT_LABEL = 'mandate.dev/environment';
/**
 * Field manager of all server-side applies.
 *
 * @public
 */
export const FIELD_MANAGER = 'mandate';
