import { policyFaults } from '../admission/admitByPolicies';
import { FieldFault } from '../api/ApiError';
import { definitionFaults } from '../definitions/definitionFaults';
import { validateDefined } from '../definitions/validateDefined';
import {
  isJsonObject,
  JsonObject,
  KubernetesObject,
} from '../model/KubernetesObject';
import { asJson } from '../model/jsonFields';
import {
  ADMISSION_POLICIES,
  CLUSTER_ROLE_BINDINGS,
  CONFIG_MAPS,
  CRON_JOBS,
  CUSTOM_RESOURCE_DEFINITIONS,
  DAEMON_SETS,
  DEPLOYMENTS,
  EVENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  INGRESSES,
  JOBS,
  NETWORK_POLICIES,
  PODS,
  PRIORITY_CLASSES,
  REPLICA_SETS,
  ROLE_BINDINGS,
  SECRETS,
  SERVICES,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import {
  fieldSchema,
  itemSchema,
  schemaOf,
  SchemaNode,
} from '../schema/schema';
import { autoscalerFaults, cronJobFaults, jobFaults } from './batchFaults';
import {
  bindingFaults,
  configMapFaults,
  eventFaults,
  priorityClassFaults,
  secretFaults,
} from './configurationFaults';
import {
  ingressFaults,
  networkPolicyFaults,
  serviceFaults,
} from './networkFaults';
import { validateMetadata } from './validateMetadata';
import { podFaults, statefulSetFaults, workloadFaults } from './workloadFaults';

type Validator = (object: JsonObject, previous?: JsonObject) => FieldFault[];

/** What each kind forbids beyond its schema. */
const VALIDATORS = new Map<ResourceType, Validator>([
  [PODS, podFaults],
  [SERVICES, serviceFaults],
  [INGRESSES, ingressFaults],
  [NETWORK_POLICIES, networkPolicyFaults],
  [CONFIG_MAPS, configMapFaults],
  [SECRETS, secretFaults],
  [EVENTS, eventFaults],
  [DEPLOYMENTS, workloadFaults],
  [REPLICA_SETS, workloadFaults],
  [DAEMON_SETS, workloadFaults],
  [STATEFUL_SETS, statefulSetFaults],
  [JOBS, jobFaults],
  [CRON_JOBS, cronJobFaults],
  [HORIZONTAL_POD_AUTOSCALERS, autoscalerFaults],
  [PRIORITY_CLASSES, priorityClassFaults],
  [ROLE_BINDINGS, bindingFaults],
  [CLUSTER_ROLE_BINDINGS, bindingFaults],
]);

/** What kinds that hold expressions forbid: their expressions are compiled. */
const COMPILERS = new Map<
  ResourceType,
  (object: KubernetesObject) => FieldFault[]
>([
  [CUSTOM_RESOURCE_DEFINITIONS, definitionFaults],
  [ADMISSION_POLICIES, policyFaults],
]);

/** Everything wrong with an object that is to be stored, after defaulting. `previous` is what it replaces. */
export function validateObject(
  type: ResourceType,
  object: KubernetesObject,
  previous?: KubernetesObject,
): FieldFault[] {
  const metadata = validateMetadata(type, object.metadata);
  if (type.defined) {
    return [
      ...metadata,
      ...validateDefined(
        asJson(object),
        schemaOf(type),
        previous && asJson(previous),
      ),
    ];
  }
  const { status: _, ...body } = asJson(object);
  const required = missingFields(body, schemaOf(type), '');
  const own =
    VALIDATORS.get(type)?.(asJson(object), previous && asJson(previous)) ?? [];
  const compiled = required.length ? [] : COMPILERS.get(type)?.(object) ?? [];
  return [...metadata, ...required, ...own, ...compiled];
}

/** Required fields, by the schema. Objects that are absent are not looked into, as their fields are then not required. */
function missingFields(
  object: JsonObject,
  schema: SchemaNode,
  path: string,
): FieldFault[] {
  const faults: FieldFault[] = (schema.required ?? [])
    .filter(field => object[field] === undefined || object[field] === '')
    .map(field => ({
      field: path ? `${path}.${field}` : field,
      reason: 'FieldValueRequired',
      message: 'Required value',
    }));
  for (const [field, child] of Object.entries(object)) {
    const childSchema =
      field === 'managedFields' ? undefined : fieldSchema(schema, field);
    const childPath = path ? `${path}.${field}` : field;
    if (childSchema && isJsonObject(child)) {
      faults.push(...missingFields(child, childSchema, childPath));
    } else if (childSchema && Array.isArray(child)) {
      child.forEach((item, index) => {
        if (isJsonObject(item)) {
          faults.push(
            ...missingFields(
              item,
              itemSchema(childSchema),
              `${childPath}[${index}]`,
            ),
          );
        }
      });
    }
  }
  return faults;
}
