import { PERSISTENT_VOLUME_CLAIMS } from '../resources/resourceTable';
import { Controller } from './Controller';

/** Gives each claim what it asks for, as a provisioner does. Volumes are simulated, so no PersistentVolume appears. */
export const claimController: Controller = {
  name: 'persistentvolume-binder',
  watches: [{ type: PERSISTENT_VOLUME_CLAIMS }],
  reconcile(key, { objects }) {
    const claim = objects.find(PERSISTENT_VOLUME_CLAIMS, key);
    const { accessModes, resources } = claim?.spec ?? {};
    const storage = resources?.requests?.storage;
    const { phase, capacity } = claim?.status ?? {};
    if (!claim || (phase === 'Bound' && capacity?.storage === storage)) {
      return undefined;
    }
    objects.update(
      PERSISTENT_VOLUME_CLAIMS,
      key,
      draft => {
        draft.status = {
          phase: 'Bound',
          ...(accessModes ? { accessModes } : {}),
          ...(storage ? { capacity: { storage } } : {}),
        };
      },
      { manager: 'kube-controller-manager', subresource: 'status' },
    );
    return undefined;
  },
};
