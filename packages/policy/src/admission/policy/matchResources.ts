import { z } from 'zod';
import { labelSelectorSchema } from './labelSelector';

const names = z.array(z.string()).readonly();

/** Which requests a rule is about: `*` stands for all; a resource may name a subresource (`pods/log`). @public */
export const resourceRuleSchema = z
  .object({
    apiGroups: names.default([]),
    apiVersions: names.default([]),
    operations: z
      .array(z.enum(['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT']))
      .readonly()
      .default([]),
    resources: names.default([]),
    /** Only objects of these names; empty: all. */
    resourceNames: names.default([]),
    scope: z.enum(['*', 'Cluster', 'Namespaced']).default('*'),
  })
  .readonly();

/** @public */
export type ResourceRule = z.output<typeof resourceRuleSchema>;

const everything = { matchLabels: {}, matchExpressions: [] };

/** `MatchResources` of a policy or a binding, with the API server's defaults. @public */
export const matchResourcesSchema = z
  .object({
    namespaceSelector: labelSelectorSchema.default(everything),
    objectSelector: labelSelectorSchema.default(everything),
    resourceRules: z.array(resourceRuleSchema).readonly().default([]),
    excludeResourceRules: z.array(resourceRuleSchema).readonly().default([]),
    matchPolicy: z.enum(['Exact', 'Equivalent']).default('Equivalent'),
  })
  .readonly();

/** @public */
export type MatchResources = z.output<typeof matchResourcesSchema>;
