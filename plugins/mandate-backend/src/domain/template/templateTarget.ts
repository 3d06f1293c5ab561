import {
  PORTAL_ENVIRONMENT,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { TemplateAnnotations } from '@mandate/templates';

/** A template as the target of its approval: it lives in the portal, and nowhere in a cluster. */
export function templateTarget(template: {
  readonly entityRef: string;
  readonly name: string;
  /** Of the last version that was approved; undefined for a template nobody approved yet. */
  readonly annotations: TemplateAnnotations | undefined;
}): TargetFacts {
  const { entityRef, name, annotations } = template;
  return {
    entityRef,
    environment: PORTAL_ENVIRONMENT,
    cluster: PORTAL_ENVIRONMENT,
    namespace: 'default',
    workload: { kind: 'Template', name },
    name: annotations?.title ?? name,
    entityKind: 'Template',
    containerType: annotations?.containerType,
    owner: annotations?.owner,
    tags: [],
    tier: 1,
    production: true,
    inCatalog: annotations !== undefined,
  };
}
