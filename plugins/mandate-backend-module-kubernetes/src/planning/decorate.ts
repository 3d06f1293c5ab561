import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import { entityLabel } from '../domain/entityLabel';

/** The object in the target's namespace, with labels that say whose it is, and more annotations. */
export function decorate(
  object: ClusterObject,
  target: TargetFacts,
  annotations: Readonly<Record<string, string>> = {},
): ClusterObject {
  const { metadata } = object;
  const allAnnotations = { ...metadata.annotations, ...annotations };
  return {
    ...object,
    metadata: {
      ...metadata,
      namespace: target.namespace,
      labels: {
        ...metadata.labels,
        [ENTITY_LABEL]: entityLabel(target.entityRef),
        [ENVIRONMENT_LABEL]: target.environment,
        'app.kubernetes.io/managed-by': 'mandate',
      },
      ...(Object.keys(allAnnotations).length > 0
        ? { annotations: allAnnotations }
        : {}),
    },
  };
}
