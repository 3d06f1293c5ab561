import { z } from 'zod';
import { kubernetesObjectSchema } from './kubernetesObject';

/** @public */
export const groupVersionKindSchema = z
  .object({
    group: z.string().default(''),
    version: z.string(),
    kind: z.string(),
  })
  .readonly();

/** @public */
export type GroupVersionKind = z.output<typeof groupVersionKindSchema>;

/** @public */
export const groupVersionResourceSchema = z
  .object({
    group: z.string().default(''),
    version: z.string(),
    resource: z.string(),
  })
  .readonly();

/** @public */
export type GroupVersionResource = z.output<typeof groupVersionResourceSchema>;

/** @public */
export const operationSchema = z.enum([
  'CREATE',
  'UPDATE',
  'DELETE',
  'CONNECT',
]);

/** @public */
export type Operation = z.output<typeof operationSchema>;

/** Who asks. @public */
export const userInfoSchema = z
  .object({
    username: z.string().default(''),
    uid: z.string().default(''),
    groups: z.array(z.string()).readonly().default([]),
    extra: z
      .record(z.string(), z.array(z.string()).readonly())
      .readonly()
      .default({}),
  })
  .readonly();

/** @public */
export type UserInfo = z.output<typeof userInfoSchema>;

/**
 * One request to the API server, as webhooks get it (`admission.k8s.io/v1`). What is left out follows from the object: kind,
 * resource, name and namespace; the operation is CREATE, or UPDATE with an old object.
 *
 * @public
 */
export const admissionRequestSchema = z
  .object({
    kind: groupVersionKindSchema.optional(),
    resource: groupVersionResourceSchema.optional(),
    subResource: z.string().default(''),
    name: z.string().optional(),
    namespace: z.string().optional(),
    operation: operationSchema.optional(),
    userInfo: userInfoSchema.optional(),
    object: kubernetesObjectSchema.nullish(),
    oldObject: kubernetesObjectSchema.nullish(),
    dryRun: z.boolean().default(false),
    options: z.looseObject({}).readonly().nullish(),
  })
  .readonly();

/** @public */
export type AdmissionRequest = z.output<typeof admissionRequestSchema>;
