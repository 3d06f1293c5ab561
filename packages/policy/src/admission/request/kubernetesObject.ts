import { z } from 'zod';

const stringMap = z.record(z.string(), z.string()).readonly();

/** What admission reads of any object's metadata; the rest is kept as it is. @public */
export const objectMetadataSchema = z
  .looseObject({
    name: z.string().optional(),
    generateName: z.string().optional(),
    namespace: z.string().optional(),
    labels: stringMap.nullish(),
    annotations: stringMap.nullish(),
  })
  .readonly();

/** An object as the API server stores it, of any kind. @public */
export const kubernetesObjectSchema = z
  .looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: objectMetadataSchema.optional(),
  })
  .readonly();

/** @public */
export type KubernetesObject = z.output<typeof kubernetesObjectSchema>;

/** A namespace, for `namespaceObject` and namespace selectors. @public */
export const namespaceSchema = z
  .looseObject({
    metadata: objectMetadataSchema,
    spec: z.looseObject({}).readonly().optional(),
    status: z.looseObject({}).readonly().optional(),
  })
  .readonly();

/** @public */
export type NamespaceObject = z.output<typeof namespaceSchema>;
