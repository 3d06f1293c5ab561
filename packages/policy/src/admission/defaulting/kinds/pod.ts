import {
  ensureObject,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
} from '../jsonObject';
import { requestLimits } from './containers';
import { admitPod } from './podAdmission';
import { defaultPodResources } from './podResources';
import { containerLists, defaultPodSpec } from './podSpec';

/** A pod: more than a template gets, and what the admission plugins of every cluster add. */
export function defaultPod(pod: JsonObject): void {
  const spec = ensureObject(pod, 'spec');
  for (const list of ['initContainers', 'containers']) {
    for (const container of objectsAt(spec, list)) {
      requestLimits(container);
      if (spec.hostNetwork === true) {
        useHostPorts(container);
      }
    }
  }
  defaultPodResources(spec);
  setDefault(spec, 'enableServiceLinks', true);
  defaultPodSpec(spec);
  admitPod(spec);
  if (stringAt(objectAt(spec, 'os'), 'name') !== 'windows') {
    copyAppArmorAnnotations(pod, spec);
  }
  pod.status = { phase: 'Pending' };
}

/** On the node's network a container's ports are the node's. */
function useHostPorts(container: JsonObject): void {
  for (const port of objectsAt(container, 'ports')) {
    if (port.containerPort !== undefined) {
      setDefault(port, 'hostPort', port.containerPort);
    }
  }
}

const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

/** A profile that a container has by annotation only, and not from the pod anyway, goes to its field too. */
function copyAppArmorAnnotations(pod: JsonObject, spec: JsonObject): void {
  const annotations = objectAt(objectAt(pod, 'metadata'), 'annotations');
  const podProfile = objectAt(
    objectAt(spec, 'securityContext'),
    'appArmorProfile',
  );
  for (const container of containerLists.flatMap(list =>
    objectsAt(spec, list),
  )) {
    const annotated = profileOf(
      stringAt(
        annotations,
        `${appArmorAnnotation}${stringAt(container, 'name')}`,
      ),
    );
    if (annotated && !isSameProfile(annotated, podProfile)) {
      setDefault(
        ensureObject(container, 'securityContext'),
        'appArmorProfile',
        annotated,
      );
    }
  }
}

const localhostPrefix = 'localhost/';

function profileOf(annotation: string): JsonObject | undefined {
  if (annotation === 'unconfined') {
    return { type: 'Unconfined' };
  }
  if (annotation === 'runtime/default') {
    return { type: 'RuntimeDefault' };
  }
  const localhostProfile = annotation.slice(localhostPrefix.length);
  return annotation.startsWith(localhostPrefix) && localhostProfile !== ''
    ? { type: 'Localhost', localhostProfile }
    : undefined;
}

function isSameProfile(
  profile: JsonObject,
  other: JsonObject | undefined,
): boolean {
  return (
    profile.type === other?.type &&
    profile.localhostProfile === other?.localhostProfile
  );
}
