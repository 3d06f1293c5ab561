import {
  isDefaultNamespace,
  mandateNameParts,
  type MandateView,
} from '@mandate/plugin-mandate-common';
import type { MandateSpec } from '@mandate/policy';
import { stringify } from 'yaml';

/** A mandate's conditions by the place of their clauses; an empty text is no condition. */
export type Conditions = readonly string[];

/** The conditions of a mandate as they are in force. */
export function conditionsOf({ spec }: Pick<MandateView, 'spec'>): Conditions {
  return spec.grants.map(({ when }) => when ?? '');
}

/** The mandate's spec with other conditions. */
export function withConditions(
  { spec }: Pick<MandateView, 'spec'>,
  conditions: Conditions,
): MandateSpec {
  return {
    ...spec,
    grants: spec.grants.map(({ when: _, changes, ...grant }, index) => {
      const condition = conditions[index].trim();
      return {
        ...(changes && { changes }),
        ...(condition !== '' && { when: condition }),
        ...grant,
      };
    }),
  };
}

/** The whole document of a mandate, as it is kept in git. */
export function mandateDocument(
  mandate: Pick<MandateView, 'entityRef' | 'title' | 'description'>,
  spec: MandateSpec,
) {
  const { entityRef, title, description } = mandate;
  const { namespace, name } = mandateNameParts(entityRef);
  return {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'Mandate',
    metadata: {
      name,
      ...(!isDefaultNamespace(namespace) && { namespace }),
      title,
      ...(description && { description }),
    },
    spec,
  };
}

/** The entity reference of the mandate that a document describes. */
export function mandateRefOf({ metadata }: MandateDocument): string {
  const { namespace = 'default', name } = metadata;
  return `mandate:${namespace}/${name}`;
}

/** The whole document of a mandate. */
export type MandateDocument = ReturnType<typeof mandateDocument>;

/** A document as text. */
export function toYaml(document: MandateDocument): string {
  return stringify(document, { lineWidth: 0 });
}
