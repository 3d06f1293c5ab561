import { pullPolicyOf } from '../imageTag';
import {
  ensureObject,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
  setDefaults,
  stringAt,
} from '../jsonObject';
import { defaultFieldRef } from './containers';
import { defaultClaimSpec } from './storage';

/** rw-r--r-- */
const fileMode = 0o644;
const tokenLifeSeconds = 3600;

const sourceDefaults: Readonly<Record<string, JsonObject>> = {
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: {
    cachingMode: 'ReadWrite',
    fsType: 'ext4',
    readOnly: false,
    kind: 'Shared',
  },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** A volume of a pod or template. */
export function defaultVolume(volume: JsonObject): void {
  if (Object.keys(volume).every(key => key === 'name')) {
    volume.emptyDir = {};
  }
  defaultVolumeSource(volume);
  for (const source of ['configMap', 'secret', 'projected', 'downwardAPI']) {
    const files = objectAt(volume, source);
    if (files) {
      setDefault(files, 'defaultMode', fileMode);
    }
  }
  defaultDownward(objectAt(volume, 'downwardAPI'));
  for (const source of objectsAt(objectAt(volume, 'projected'), 'sources')) {
    defaultDownward(objectAt(source, 'downwardAPI'));
    const token = objectAt(source, 'serviceAccountToken');
    if (token) {
      setDefault(token, 'expirationSeconds', tokenLifeSeconds);
    }
  }
  const image = objectAt(volume, 'image');
  if (image) {
    setDefault(image, 'pullPolicy', pullPolicyOf(stringAt(image, 'reference')));
  }
  const claim = objectAt(objectAt(volume, 'ephemeral'), 'volumeClaimTemplate');
  if (claim) {
    defaultClaimSpec(ensureObject(claim, 'spec'));
  }
}

/** The sources that volumes and persistent volumes share. */
export function defaultVolumeSource(volume: JsonObject): void {
  for (const [source, defaults] of Object.entries(sourceDefaults)) {
    const found = objectAt(volume, source);
    if (found) {
      setDefaults(found, defaults);
    }
  }
}

function defaultDownward(files: JsonObject | undefined): void {
  objectsAt(files, 'items').forEach(defaultFieldRef);
}
