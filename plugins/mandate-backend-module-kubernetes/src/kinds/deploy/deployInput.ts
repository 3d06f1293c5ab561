import { clusterObjectSchema } from '@mandate/plugin-mandate-common';
import type { JsonObject } from '@mandate/templates';
import { z } from 'zod';

const takeOverFrom = z.array(z.string().min(1).max(200)).max(10).default([]);
/** How long the checks must hold, instead of the configured time. */
const soakSeconds = z.number().int().min(0).max(3_600).optional();

const templateInputSchema = z.strictObject({
  template: z.strictObject({
    name: z.string().min(1).max(63),
    /** The version to have, to upgrade an instance; without it, an instance keeps the version it has. */
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, 'must be the digest of a version')
      .optional(),
    parameters: z.custom<JsonObject>(
      value =>
        typeof value === 'object' && value !== null && !Array.isArray(value),
      'must be a mapping of parameters to values',
    ),
  }),
  takeOverFrom,
  soakSeconds,
});

/** A new image for the workload that is there. */
export const imageInputSchema = z.strictObject({
  image: z
    .string()
    .max(500)
    .regex(
      /^[a-z0-9][A-Za-z0-9._/:@-]*$/,
      'must be an image such as registry.example/team/app:1.2.3',
    ),
  container: z.string().min(1).max(63).optional(),
  takeOverFrom,
  soakSeconds,
});

/** Whether the objects are all that belongs to the target: what an earlier such deploy brought beyond them is removed. */
const prune = z.boolean().default(false);

const objectsInputSchema = z.strictObject({
  objects: z.array(clusterObjectSchema).min(1).max(100),
  prune,
  takeOverFrom,
  soakSeconds,
});

const manifestsInputSchema = z.strictObject({
  /** Manifests as text, YAML or JSON, separated by `---`. */
  manifests: z.string().min(1).max(900_000),
  prune,
  takeOverFrom,
  soakSeconds,
});

/** What a deploy takes: a template, a new image, or manifests. */
export const deployInputSchema = z.union([
  templateInputSchema,
  imageInputSchema,
  objectsInputSchema,
  manifestsInputSchema,
]);

/** What a deploy takes. */
export type DeployInput = z.output<typeof deployInputSchema>;
/** Deploys an instance of a template. */
export type TemplateInput = z.output<typeof templateInputSchema>;
/** Gives the workload a new image. */
export type ImageInput = z.output<typeof imageInputSchema>;
/** Deploys manifests, as data. */
export type ObjectsInput = z.output<typeof objectsInputSchema>;
