const oldPodAnnotations = 'dyn(oldObject).metadata.?annotations.orValue({})';
const newPodAnnotations = 'dyn(object).metadata.?annotations.orValue({})';

/** Annotations of the profiles that fields took the place of. */
const profileAnnotation = [
  "key.startsWith('container.apparmor.security.beta.kubernetes.io/')",
  "key.startsWith('container.seccomp.security.alpha.kubernetes.io/')",
  "key == 'seccomp.security.alpha.kubernetes.io/pod'",
].join(' || ');

/**
 * CEL for a match condition: the request creates the object, or alters what the checks read. Otherwise a pod or
 * workload from before the policy could not be scaled, labelled or even deleted, since the removal of a finalizer is
 * an update. Of a pod, only images, ephemeral containers and annotations can be altered.
 */
export const changesPod = [
  "request.operation != 'UPDATE'",
  "|| (object.kind == 'Pod'",
  `? ${['containers', 'initContainers', 'ephemeralContainers']
    .map(list => `dyn(object).spec.?${list} != dyn(oldObject).spec.?${list}`)
    .join(' || ')}`,
  `|| ${newPodAnnotations}.exists(key, (${profileAnnotation})`,
  `&& ${oldPodAnnotations}[?key] != optional.of(${newPodAnnotations}[key]))`,
  ": object.kind == 'PodTemplate' ? dyn(object).template != dyn(oldObject).template",
  ": object.kind == 'CronJob' ? dyn(object).spec.jobTemplate != dyn(oldObject).spec.jobTemplate",
  ': dyn(object).spec.?template != dyn(oldObject).spec.?template)',
].join(' ');
