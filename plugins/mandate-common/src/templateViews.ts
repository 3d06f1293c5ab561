import { z } from 'zod';

/**
 * One version of a template.
 *
 * @public
 */
export const templateVersionViewSchema = z.object({
  digest: z.string(),
  state: z.enum(['approved', 'deprecated', 'withdrawn', 'not-approved']),
  /** RFC 3339; since when it is in this state. */
  since: z.string().optional(),
  /** Why it is deprecated or withdrawn, or how it came to be approved. */
  reason: z.string().optional(),
  /** The change that approved it; absent for the bootstrap list. */
  changeId: z.string().optional(),
});
/**
 * One version of a template.
 *
 * @public
 */
export type TemplateVersionView = z.infer<typeof templateVersionViewSchema>;

/**
 * When a parameter is asked: as long as another one is asked and has exactly this value.
 *
 * @public
 */
export const parameterConditionViewSchema = z.object({
  parameter: z.string(),
  equals: z.union([z.string(), z.number(), z.boolean()]),
});
/**
 * When a parameter is asked.
 *
 * @public
 */
export type ParameterConditionView = z.infer<
  typeof parameterConditionViewSchema
>;

/**
 * A template with its versions, newest first. `current` is the version new instances get.
 *
 * @public
 */
export const templateViewSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  containerType: z.string().optional(),
  owner: z.string().optional(),
  icon: z.string().optional(),
  /** Whether its workload is a StatefulSet. */
  stateful: z.boolean(),
  /** What its newest version is made of when it is no file of its own; such a version has no file for kro. */
  packageFormat: z.enum(['helm', 'kustomize']).optional(),
  deprecated: z.string().optional(),
  /** Why nothing can be made from it now, such as a program that is missing. */
  trouble: z.string().optional(),
  current: z.string(),
  versions: z.array(templateVersionViewSchema),
  /** The parameters as JSON Schema draft 7, and the groups they are asked in. */
  schema: z.record(z.string(), z.unknown()),
  groups: z.array(
    z.object({
      title: z.string(),
      description: z.string().optional(),
      parameters: z.array(z.string()),
    }),
  ),
  /** By parameter, when it is asked; those that are not here are asked always. */
  conditions: z.record(z.string(), parameterConditionViewSchema).optional(),
});
/**
 * A template with its versions.
 *
 * @public
 */
export type TemplateView = z.infer<typeof templateViewSchema>;

/**
 * The files of a version of a template.
 *
 * @public
 */
export interface TemplateVersionText {
  /** The template's file, as it was approved. */
  readonly text: string;
  /** Why it was designed so, as Markdown. */
  readonly decisionRecord?: string;
  /**
   * What installs this version where kro runs: the same file under a name and a kind that bear the version's digest. There
   * is none for a Helm chart or a Kustomize base.
   */
  readonly kro?: string;
}

/**
 * An instance: what a service in an environment was rendered from.
 *
 * @public
 */
export const templateInstanceViewSchema = z.object({
  entityRef: z.string(),
  environment: z.string(),
  template: z.string(),
  digest: z.string(),
  values: z.record(z.string(), z.unknown()),
  images: z.array(z.string()),
  /** The change that made or last changed it. */
  changeId: z.string(),
  since: z.string(),
  /** Whether it has no workload: what it brought is beside whatever else the entity is. */
  part: z.boolean(),
  /** Whether its version may still be used. */
  state: templateVersionViewSchema.shape.state,
  /** The version it can be upgraded to; absent when it has the current one. */
  upgradeTo: z.string().optional(),
});
/**
 * An instance of a template.
 *
 * @public
 */
export type TemplateInstanceView = z.infer<typeof templateInstanceViewSchema>;

const upgradedObjectSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  action: z.enum(['create', 'update', 'delete']),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

/**
 * What an upgrade does to all instances, and the order in which environments follow.
 *
 * @public
 */
export const templateUpgradeViewSchema = z.object({
  template: z.string(),
  to: z.string(),
  /** What changed from each version that instances have, breaking first. */
  differences: z.array(
    z.object({
      from: z.string(),
      effect: z.enum(['breaking', 'notable', 'compatible']),
      words: z.string(),
    }),
  ),
  instances: z.array(
    z.object({
      entityRef: z.string(),
      environment: z.string(),
      from: z.string(),
      status: z.enum(['unchanged', 'changes', 'blocked']),
      problems: z.array(z.string()),
      objects: z.array(upgradedObjectSchema),
      bump: z.string().optional(),
      needsPerson: z.array(z.string()),
    }),
  ),
  /** Instances by environment, those without real users first. */
  waves: z.array(
    z.object({ environment: z.string(), instances: z.array(z.string()) }),
  ),
});
/**
 * What an upgrade does to all instances.
 *
 * @public
 */
export type TemplateUpgradeView = z.infer<typeof templateUpgradeViewSchema>;

/**
 * A requirement, to find templates for.
 *
 * @public
 */
export const templateRequirementSchema = z.strictObject({
  words: z.string().min(1).max(2_000),
  values: z.record(z.string(), z.json()).optional(),
  containerType: z.string().max(63).optional(),
  environment: z.string().max(63).optional(),
});
/**
 * A requirement, to find templates for.
 *
 * @public
 */
export type TemplateRequirementRequest = z.infer<
  typeof templateRequirementSchema
>;

/**
 * A template that fits a requirement, and why.
 *
 * @public
 */
export const templateMatchSchema = z.object({
  name: z.string(),
  title: z.string(),
  fit: z.number(),
  branch: z.enum(['standard', 'modified-within', 'modified-beyond']),
  values: z.record(z.string(), z.unknown()),
  /** Where it is to run, when the requirement says so. */
  environment: z.string().optional(),
  reasons: z.array(z.string()),
});
/**
 * A template that fits a requirement, and why.
 *
 * @public
 */
export type TemplateMatch = z.infer<typeof templateMatchSchema>;
