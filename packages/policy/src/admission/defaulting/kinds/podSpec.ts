import {
  ensureObject,
  type JsonObject,
  objectsAt,
  setDefaults,
} from '../jsonObject';
import { defaultContainer } from './containers';
import { defaultVolume } from './volumes';

/** The lists of containers that a pod has. */
export const containerLists = [
  'initContainers',
  'containers',
  'ephemeralContainers',
];

/** What a pod's specification gets in a pod as in a template. */
export function defaultPodSpec(spec: JsonObject): void {
  setDefaults(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  mirrorServiceAccount(spec);
  for (const list of containerLists) {
    objectsAt(spec, list).forEach(defaultContainer);
  }
  objectsAt(spec, 'volumes').forEach(defaultVolume);
}

/** The template of a workload. */
export function defaultTemplate(owner: JsonObject): void {
  const template = ensureObject(owner, 'template');
  ensureObject(template, 'metadata');
  defaultPodSpec(ensureObject(template, 'spec'));
}

/** `serviceAccount` is the older name of `serviceAccountName`: each is copied to the other. */
export function mirrorServiceAccount(spec: JsonObject): void {
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account !== undefined) {
    spec.serviceAccountName = account;
    spec.serviceAccount = account;
  }
}
