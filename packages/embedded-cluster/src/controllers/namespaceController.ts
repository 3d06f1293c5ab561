import { Namespace } from '../model/cluster';
import {
  PODS,
  CONFIG_MAPS,
  NAMESPACES,
  SERVICE_ACCOUNTS,
} from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { Controller, ControllerContext } from './Controller';

const MANAGER = 'kube-controller-manager';
const RETRY_MS = 200;

/** Gives namespaces what every one has, and empties those that are being deleted before it lets them go. */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  watches: [{ type: NAMESPACES }],
  reconcile(key, context) {
    const namespace = context.objects.find(NAMESPACES, key);
    if (!namespace) {
      return undefined;
    }
    if (namespace.metadata.deletionTimestamp) {
      return empty(namespace, context);
    }
    furnish(namespace, context);
    return undefined;
  },
};

function furnish(
  { metadata: { name: namespace } }: Namespace,
  { objects }: ControllerContext,
) {
  if (!objects.find(SERVICE_ACCOUNTS, { namespace, name: 'default' })) {
    objects.create(
      SERVICE_ACCOUNTS,
      namespace,
      { metadata: { name: 'default' } },
      { manager: MANAGER },
    );
  }
  if (!objects.find(CONFIG_MAPS, { namespace, name: 'kube-root-ca.crt' })) {
    objects.create(
      CONFIG_MAPS,
      namespace,
      { metadata: { name: 'kube-root-ca.crt' }, data: { 'ca.crt': '' } },
      { manager: MANAGER },
    );
  }
}

function empty(
  namespace: Namespace,
  { objects }: ControllerContext,
): number | undefined {
  const { name } = namespace.metadata;
  let left = 0;
  for (const type of objects.resources.list().filter(it => it.namespaced)) {
    for (const object of objects.list(type, name)) {
      left++;
      if (!object.metadata.deletionTimestamp) {
        // pods end at once here, the API's clients need not wait for their grace period
        const gracePeriodSeconds = type === PODS ? 1 : undefined;
        objects.delete(type, keyOf(object), { gracePeriodSeconds });
      }
    }
  }
  if (left > 0) {
    return RETRY_MS;
  }
  objects.update(
    NAMESPACES,
    keyOf(namespace),
    draft => {
      draft.spec = { ...draft.spec, finalizers: [] };
    },
    { manager: MANAGER },
  );
  return undefined;
}
