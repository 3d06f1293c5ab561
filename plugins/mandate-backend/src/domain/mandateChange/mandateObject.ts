import {
  type ClusterObject,
  clusterObjectSchema,
  isDefaultNamespace,
  mandateNameParts,
  type PlannedObject,
} from '@mandate/plugin-mandate-common';
import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';

export const MANDATE_API_VERSION = 'mandate.dev/v1alpha1';

/** A mandate as plans, git and people see it. */
export interface DescribedMandate {
  /** Entity ref. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly spec: MandateSpec;
}

/** A mandate as the document that people write. */
export function mandateObject(mandate: DescribedMandate): ClusterObject {
  const { title, description, spec } = mandate;
  const { namespace, name } = mandateNameParts(mandate.name);
  return clusterObjectSchema.parse({
    apiVersion: MANDATE_API_VERSION,
    kind: 'Mandate',
    metadata: {
      name,
      ...(!isDefaultNamespace(namespace) && { namespace }),
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
    },
    spec,
  });
}

/** The mandate of a plan's object; undefined for none. Throws for an object that is no mandate. */
export function mandateOf(
  entityRef: string,
  object: PlannedObject['before'],
): DescribedMandate | undefined {
  if (!object) {
    return undefined;
  }
  const { title, description } = object.metadata;
  return {
    name: entityRef,
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    spec: mandateSpecSchema.parse(object.spec),
  };
}
