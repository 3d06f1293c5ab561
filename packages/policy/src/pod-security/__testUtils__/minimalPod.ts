import { type PodSecurityLevel } from '../podSecurityCheck';

type Fields = Readonly<Record<string, unknown>>;

/** What a pod has beyond the smallest one that conforms. Fields of a security context are added to those it needs. */
export interface PodParts {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Fields;
  readonly podContext?: Fields;
  /** Of the only container. */
  readonly container?: Fields;
  readonly context?: Fields;
  /** Of another container in one of the other lists. */
  readonly initContext?: Fields;
  readonly ephemeralContext?: Fields;
  /** Field paths that the pod lacks although it needs them, such as `capabilities`. */
  readonly lacks?: readonly string[];
}

/** The smallest pod that conforms to a level in a version, and with some parts more or less. */
export function minimalPod(
  level: PodSecurityLevel,
  minor: number,
  parts: PodParts = {},
) {
  const without = (fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(fields).filter(([key]) => !parts.lacks?.includes(key)),
    );
  const needed = without(neededContext(level, minor));
  const container = (name: string, context: Fields | undefined) => ({
    name,
    image: 'example.org/app:1',
    securityContext: { ...needed, ...context },
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'judged', annotations: parts.annotations ?? {} },
    spec: {
      ...parts.spec,
      securityContext: {
        ...without(neededPodContext(level, minor)),
        ...parts.podContext,
      },
      containers: [{ ...container('app', parts.context), ...parts.container }],
      ...(parts.initContext && {
        initContainers: [container('init', parts.initContext)],
      }),
      ...(parts.ephemeralContext && {
        ephemeralContainers: [container('debug', parts.ephemeralContext)],
      }),
    },
  };
}

function neededPodContext(level: PodSecurityLevel, minor: number): Fields {
  return level === 'baseline'
    ? {}
    : {
        runAsNonRoot: true,
        ...(minor >= 19 && { seccompProfile: { type: 'RuntimeDefault' } }),
      };
}

function neededContext(level: PodSecurityLevel, minor: number): Fields {
  return level === 'baseline'
    ? {}
    : {
        ...(minor >= 8 && { allowPrivilegeEscalation: false }),
        ...(minor >= 22 && { capabilities: { drop: ['ALL'] } }),
      };
}
