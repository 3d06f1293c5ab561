import { usedOf } from '../admission/requireQuota';
import { formatQuantity } from '../model/quantity';
import { PODS, RESOURCE_QUOTAS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { Controller } from './Controller';

/** What else is counted changes less often than pods do. */
const RECOUNT_MS = 5_000;

/** Tells in each quota's status how much of it is used. */
export const quotaController: Controller = {
  name: 'resourcequota-controller',
  watches: [
    { type: RESOURCE_QUOTAS },
    {
      type: PODS,
      concerns: (pod, objects) =>
        objects.list(RESOURCE_QUOTAS, pod.metadata.namespace).map(keyOf),
    },
  ],
  reconcile(key, { objects }) {
    const quota = objects.find(RESOURCE_QUOTAS, key);
    if (!quota) {
      return undefined;
    }
    const hard = quota.spec.hard ?? {};
    const used = Object.fromEntries(
      Object.keys(hard).map(resource => [
        resource,
        formatQuantity(resource, usedOf(resource, key.namespace, objects)),
      ]),
    );
    objects.update(
      RESOURCE_QUOTAS,
      key,
      draft => {
        draft.status = { hard, used };
      },
      { manager: 'kube-controller-manager', subresource: 'status' },
    );
    return RECOUNT_MS;
  },
};
