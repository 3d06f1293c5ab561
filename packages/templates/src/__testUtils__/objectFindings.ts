import {
  judgePodSecurity,
  newestPodSecurityMinor,
  PodSecurityLevel,
} from '@mandate/policy';
import { z } from 'zod';
import { KubernetesObject } from '../rendering/kubernetesObject';

const containerSchema = z.looseObject({
  name: z.string(),
  image: z.string(),
  env: z.array(z.looseObject({ name: z.string() })).default([]),
  resources: z.looseObject({
    requests: z.looseObject({
      cpu: z.string().optional(),
      memory: z.string().optional(),
    }),
    limits: z.looseObject({ memory: z.string().optional() }),
  }),
  securityContext: z.looseObject({
    readOnlyRootFilesystem: z.boolean().optional(),
  }),
  readinessProbe: z.unknown().optional(),
  livenessProbe: z.unknown().optional(),
});
const podSchema = z.looseObject({
  automountServiceAccountToken: z.boolean().optional(),
  initContainers: z.array(containerSchema).default([]),
  containers: z.array(containerSchema),
});

const policySchema = z.looseObject({
  podSelector: z.looseObject({
    matchLabels: z.record(z.string(), z.string()).default({}),
  }),
  policyTypes: z.array(z.string()),
});

type Container = z.infer<typeof containerSchema>;
type Pod = z.infer<typeof podSchema>;

/** The pod that a workload or a job makes; nothing for other objects. */
function podOf(object: KubernetesObject): Pod | undefined {
  const ofTemplate = z.object({ template: z.object({ spec: podSchema }) });
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return ofTemplate.parse(object.spec).template.spec;
    case 'CronJob':
      return z
        .object({ jobTemplate: z.object({ spec: ofTemplate }) })
        .parse(object.spec).jobTemplate.spec.template.spec;
    default:
      return undefined;
  }
}

/** What of the Pod Security Standards' level an object violates. */
export function podSecurityFindings(
  object: KubernetesObject,
  level: PodSecurityLevel | 'privileged',
): readonly string[] {
  if (level === 'privileged' || !podOf(object)) {
    return [];
  }
  const judged = judgePodSecurity(object, {
    level,
    minor: newestPodSecurityMinor,
  });
  return judged.outcome === 'judged'
    ? judged.findings.map(({ message }) => message)
    : [judged.message];
}

/** Images that name no version, or the moving one. */
export function unpinnedImages(object: KubernetesObject): readonly string[] {
  return containersOf(object)
    .map(({ image }) => image)
    .filter(
      image =>
        !/:[^/:@]+(@sha256:[0-9a-f]{64})?$/.test(image) ||
        /:latest(@|$)/.test(image),
    );
}

/** What a pod lacks beyond the standards: a read-only root, bounded memory, probes, no token, each variable once. */
export function hardeningFindings(object: KubernetesObject): readonly string[] {
  const pod = podOf(object);
  if (!pod) {
    return [];
  }
  const findings =
    pod.automountServiceAccountToken === false ? [] : ['mounts a token'];
  for (const container of containersOf(object)) {
    findings.push(
      ...containerFindings(container).map(
        finding => `${container.name} ${finding}`,
      ),
    );
  }
  const probed = object.kind === 'CronJob' ? [] : pod.containers;
  for (const { name, readinessProbe, livenessProbe } of probed) {
    if (!readinessProbe || !livenessProbe) {
      findings.push(`${name} lacks a probe`);
    }
  }
  return findings;
}

function containerFindings({
  resources: { requests, limits },
  securityContext,
  env,
}: Container): string[] {
  const names = env.map(variable => variable.name);
  return [
    ...(securityContext.readOnlyRootFilesystem ? [] : ['can write its root']),
    ...(requests.cpu && requests.memory ? [] : ['requests nothing']),
    ...(limits.memory === requests.memory ? [] : ['has another memory limit']),
    ...(new Set(names).size === names.length ? [] : ['has a variable twice']),
  ];
}

function containersOf(object: KubernetesObject): readonly Container[] {
  const pod = podOf(object);
  return pod ? [...pod.initContainers, ...pod.containers] : [];
}

/** Pods that no network policy of the instance selects, so that anything could reach them. */
export function openWorkloads(
  objects: readonly KubernetesObject[],
): readonly string[] {
  const selectors = objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => policySchema.parse(spec))
    .filter(
      ({ policyTypes }) =>
        policyTypes.includes('Ingress') && policyTypes.includes('Egress'),
    )
    .map(({ podSelector }) => podSelector.matchLabels);
  return objects
    .filter(podOf)
    .filter(object => {
      const labels = podLabels(object);
      return !selectors.some(selector =>
        Object.entries(selector).every(([key, value]) => labels[key] === value),
      );
    })
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

function podLabels(object: KubernetesObject): Record<string, string> {
  const labelled = z.object({
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
    }),
  });
  return object.kind === 'CronJob'
    ? z.object({ jobTemplate: z.object({ spec: labelled }) }).parse(object.spec)
        .jobTemplate.spec.template.metadata.labels
    : labelled.parse(object.spec).template.metadata.labels;
}

/** Workloads with more than one copy that all may be taken away at once. */
export function undisrupted(
  objects: readonly KubernetesObject[],
): readonly string[] {
  const protectedNames = new Set(
    objects
      .filter(({ kind }) => kind === 'PodDisruptionBudget')
      .map(({ metadata }) => metadata.name),
  );
  return objects
    .filter(
      ({ kind, spec }) =>
        (kind === 'Deployment' || kind === 'StatefulSet') &&
        z.object({ replicas: z.number() }).parse(spec).replicas > 1,
    )
    .map(({ metadata }) => metadata.name)
    .filter(name => !protectedNames.has(name));
}
