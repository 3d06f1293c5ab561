import {
  ensureObject,
  hasMembers,
  type JsonObject,
  type JsonValue,
  setDefault,
  setDefaults,
} from '../jsonObject';
import { defaultVolumeSource } from './volumes';

/**
 * A claim, or the template of one in a stateful set. The storage class is the cluster's choice and stays open.
 */
export function defaultClaim(
  claim: JsonObject,
  role: 'object' | 'template',
): void {
  const spec = ensureObject(claim, 'spec');
  defaultClaimSpec(spec);
  if (role === 'object') {
    mirrorDataSource(spec);
    addFinalizer(claim, 'kubernetes.io/pvc-protection');
  } else {
    claim.status = { phase: 'Pending' };
  }
}

/** The specification of a claim. */
export function defaultClaimSpec(spec: JsonObject): void {
  setDefault(spec, 'volumeMode', 'Filesystem');
}

/** A persistent volume. */
export function defaultPersistentVolume(volume: JsonObject): void {
  const spec = ensureObject(volume, 'spec');
  setDefaults(spec, {
    persistentVolumeReclaimPolicy: 'Retain',
    volumeMode: 'Filesystem',
  });
  defaultVolumeSource(spec);
  addFinalizer(volume, 'kubernetes.io/pv-protection');
  volume.status = { phase: 'Pending' };
}

/** A storage class. */
export function defaultStorageClass(storageClass: JsonObject): void {
  setDefaults(storageClass, {
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
  });
}

/** What a storage driver can do. */
export function defaultCsiDriver(driver: JsonObject): void {
  const spec = ensureObject(driver, 'spec');
  setDefaults(spec, {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    requiresRepublish: false,
    seLinuxMount: false,
  });
  if (!hasMembers(spec.volumeLifecycleModes)) {
    spec.volumeLifecycleModes = ['Persistent'];
  }
}

/** `dataSource` is the older name of `dataSourceRef`: each is copied to the other. */
function mirrorDataSource(spec: JsonObject): void {
  const source: JsonValue | undefined = spec.dataSource ?? spec.dataSourceRef;
  if (source !== undefined) {
    setDefault(spec, 'dataSource', structuredClone(source));
    setDefault(spec, 'dataSourceRef', structuredClone(source));
  }
}

function addFinalizer(object: JsonObject, finalizer: string): void {
  const metadata = ensureObject(object, 'metadata');
  const present = Array.isArray(metadata.finalizers) ? metadata.finalizers : [];
  if (!present.includes(finalizer)) {
    metadata.finalizers = [...present, finalizer];
  }
}
