import {
  EVENTS,
  NAMESPACES,
  NODES,
  PODS,
  REPLICA_SETS,
  SECRETS,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import {
  parseFieldSelector,
  parseLabelSelector,
  Predicate,
} from '../resources/selectors';

/** Fields that can be selected besides name and namespace. */
const SELECTABLE_FIELDS = new Map<ResourceType, readonly string[]>([
  [
    PODS,
    [
      'spec.nodeName',
      'spec.restartPolicy',
      'spec.schedulerName',
      'spec.serviceAccountName',
      'spec.hostNetwork',
      'status.phase',
      'status.podIP',
      'status.nominatedNodeName',
    ],
  ],
  [
    EVENTS,
    [
      'involvedObject.kind',
      'involvedObject.namespace',
      'involvedObject.name',
      'involvedObject.uid',
      'involvedObject.apiVersion',
      'involvedObject.resourceVersion',
      'involvedObject.fieldPath',
      'reason',
      'reportingComponent',
      'source',
      'type',
    ],
  ],
  [NAMESPACES, ['status.phase']],
  [NODES, ['spec.unschedulable']],
  [SECRETS, ['type']],
  [REPLICA_SETS, ['status.replicas']],
]);

/** What `labelSelector` and `fieldSelector` ask for. @throws ApiError 400 when one cannot be read */
export function selectObjects(
  type: ResourceType,
  query: URLSearchParams,
): Predicate {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', [
    'metadata.name',
    ...(type.namespaced ? ['metadata.namespace'] : []),
    ...(SELECTABLE_FIELDS.get(type) ?? []),
  ]);
  return object => labels(object) && fields(object);
}
