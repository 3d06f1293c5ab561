import { objectAt, objectsAt, stringAt } from '../model/jsonFields';
import {
  CONFIG_MAPS,
  CRON_JOBS,
  DEPLOYMENTS,
  ENDPOINT_SLICES,
  ENDPOINTS,
  EVENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  JOBS,
  LEASES,
  NAMESPACES,
  NETWORK_POLICIES,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  POD_DISRUPTION_BUDGETS,
  PODS,
  REPLICA_SETS,
  SECRETS,
  SERVICES,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import {
  NONE,
  accessModes,
  asPod,
  createdAge,
  dataCount,
  desiredCount,
  endpointList,
  externalAddress,
  involvedObject,
  labelList,
  nodeInfo,
  nodeStatus,
  scaleTarget,
  selectorText,
  servicePorts,
  statusCount,
  templateColumns,
} from './cells';
import { Column, count, text, wide } from './Column';
import { age } from './duration';
import { podReady, podRestarts, podSummary } from './podSummary';

/** The columns between NAME and AGE of each kind; a kind without a row has only those two. */
export const KIND_COLUMNS = new Map<ResourceType, readonly Column[]>([
  [
    NAMESPACES,
    [text('Status', object => stringAt(objectAt(object, 'status'), 'phase'))],
  ],
  [
    NODES,
    [
      text('Status', nodeStatus),
      text('Roles', () => NONE),
      text('Age', createdAge),
      text('Version', object => nodeInfo(object, 'kubeletVersion')),
      wide(
        'Internal-IP',
        object =>
          stringAt(
            objectsAt(objectAt(object, 'status'), 'addresses')[0] ?? {},
            'address',
          ) || NONE,
      ),
      wide('External-IP', () => NONE),
      wide('OS-Image', object => nodeInfo(object, 'osImage')),
      wide('Kernel-Version', object => nodeInfo(object, 'kernelVersion')),
      wide('Container-Runtime', object =>
        nodeInfo(object, 'containerRuntimeVersion'),
      ),
    ],
  ],
  [
    PODS,
    [
      text('Ready', object => podReady(asPod(object))),
      text('Status', object => podSummary(asPod(object))),
      text('Restarts', (object, now) => podRestarts(asPod(object), now)),
      text('Age', createdAge),
      wide(
        'IP',
        object => stringAt(objectAt(object, 'status'), 'podIP') || NONE,
      ),
      wide(
        'Node',
        object => stringAt(objectAt(object, 'spec'), 'nodeName') || NONE,
      ),
      wide('Nominated Node', () => NONE),
      wide('Readiness Gates', () => NONE),
    ],
  ],
  [
    SERVICES,
    [
      text('Type', object => stringAt(objectAt(object, 'spec'), 'type')),
      text(
        'Cluster-IP',
        object => stringAt(objectAt(object, 'spec'), 'clusterIP') || NONE,
      ),
      text('External-IP', externalAddress),
      text('Port(s)', servicePorts),
      text('Age', createdAge),
      wide('Selector', object =>
        labelList(objectAt(objectAt(object, 'spec'), 'selector')),
      ),
    ],
  ],
  [ENDPOINTS, [text('Endpoints', endpointList)]],
  [CONFIG_MAPS, [count('Data', object => dataCount(object))]],
  [
    SECRETS,
    [
      text('Type', object => stringAt(object, 'type')),
      count('Data', object => dataCount(object)),
    ],
  ],
  [
    EVENTS,
    [
      text('Last Seen', (object, now) =>
        age(
          stringAt(object, 'lastTimestamp') || stringAt(object, 'eventTime'),
          now,
        ),
      ),
      text('Type', object => stringAt(object, 'type')),
      text('Reason', object => stringAt(object, 'reason')),
      text('Object', involvedObject),
      wide('Source', object =>
        stringAt(objectAt(object, 'source'), 'component'),
      ),
      text('Message', object => stringAt(object, 'message').trim()),
      wide('First Seen', (object, now) =>
        age(stringAt(object, 'firstTimestamp'), now),
      ),
      wide('Count', object => String(object.count ?? 1)),
      wide('Name', object => stringAt(objectAt(object, 'metadata'), 'name')),
    ],
  ],
  [
    PERSISTENT_VOLUME_CLAIMS,
    [
      text('Status', object => stringAt(objectAt(object, 'status'), 'phase')),
      text('Volume', object =>
        stringAt(objectAt(object, 'spec'), 'volumeName'),
      ),
      text('Capacity', object =>
        stringAt(objectAt(objectAt(object, 'status'), 'capacity'), 'storage'),
      ),
      text('Access Modes', accessModes),
      text('StorageClass', object =>
        stringAt(objectAt(object, 'spec'), 'storageClassName'),
      ),
    ],
  ],
  [
    DEPLOYMENTS,
    [
      text(
        'Ready',
        object =>
          `${statusCount(object, 'readyReplicas')}/${desiredCount(object)}`,
      ),
      count('Up-to-date', object => statusCount(object, 'updatedReplicas')),
      count('Available', object => statusCount(object, 'availableReplicas')),
      text('Age', createdAge),
      ...templateColumns(),
    ],
  ],
  [
    REPLICA_SETS,
    [
      count('Desired', desiredCount),
      count('Current', object => statusCount(object, 'replicas')),
      count('Ready', object => statusCount(object, 'readyReplicas')),
      text('Age', createdAge),
      ...templateColumns(),
    ],
  ],
  [
    STATEFUL_SETS,
    [
      text(
        'Ready',
        object =>
          `${statusCount(object, 'readyReplicas')}/${desiredCount(object)}`,
      ),
      text('Age', createdAge),
      ...templateColumns().slice(0, 2),
    ],
  ],
  [
    JOBS,
    [
      text('Status', () => 'Running'),
      text(
        'Completions',
        object =>
          `${statusCount(object, 'succeeded')}/${Number(
            objectAt(object, 'spec').completions ?? 1,
          )}`,
      ),
      text('Duration', () => ''),
    ],
  ],
  [
    CRON_JOBS,
    [
      text('Schedule', object =>
        stringAt(objectAt(object, 'spec'), 'schedule'),
      ),
      text(
        'Timezone',
        object => stringAt(objectAt(object, 'spec'), 'timeZone') || NONE,
      ),
      text('Suspend', object =>
        objectAt(object, 'spec').suspend ? 'True' : 'False',
      ),
      count(
        'Active',
        object => objectsAt(objectAt(object, 'status'), 'active').length,
      ),
      text('Last Schedule', () => NONE),
    ],
  ],
  [
    HORIZONTAL_POD_AUTOSCALERS,
    [
      text('Reference', scaleTarget),
      text('Targets', () => '<unknown>'),
      text('MinPods', object =>
        String(objectAt(object, 'spec').minReplicas ?? '<unset>'),
      ),
      count('MaxPods', object =>
        Number(objectAt(object, 'spec').maxReplicas ?? 0),
      ),
      count('Replicas', object => statusCount(object, 'currentReplicas')),
    ],
  ],
  [
    LEASES,
    [
      text('Holder', object =>
        stringAt(objectAt(object, 'spec'), 'holderIdentity'),
      ),
    ],
  ],
  [
    ENDPOINT_SLICES,
    [
      text('AddressType', object => stringAt(object, 'addressType')),
      text(
        'Ports',
        object =>
          objectsAt(object, 'ports')
            .map(port => String(port.port))
            .join(',') || '<unset>',
      ),
      text(
        'Endpoints',
        object =>
          objectsAt(object, 'endpoints')
            .flatMap(endpoint =>
              Array.isArray(endpoint.addresses) ? endpoint.addresses : [],
            )
            .join(',') || '<unset>',
      ),
    ],
  ],
  [
    NETWORK_POLICIES,
    [
      text('Pod-Selector', object =>
        selectorText(objectAt(object, 'spec'), 'podSelector'),
      ),
    ],
  ],
  [
    POD_DISRUPTION_BUDGETS,
    [
      text('Min Available', object =>
        String(objectAt(object, 'spec').minAvailable ?? 'N/A'),
      ),
      text('Max Unavailable', object =>
        String(objectAt(object, 'spec').maxUnavailable ?? 'N/A'),
      ),
      count('Allowed Disruptions', object =>
        statusCount(object, 'disruptionsAllowed'),
      ),
    ],
  ],
]);
