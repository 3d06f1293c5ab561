import { z } from 'zod';

const variableName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'must be a name of a variable');
const settingKey = z
  .string()
  .max(253)
  .regex(/^[-._a-zA-Z0-9]+$/, 'must be a key of a ConfigMap');

/** A key of a Secret in the target's namespace. The value is never read here. */
const secretKey = z.strictObject({
  name: z
    .string()
    .max(253)
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be a name of a Secret'),
  key: z
    .string()
    .max(253)
    .regex(/^[-._a-zA-Z0-9]+$/, 'must be a key of a Secret'),
});

const envSchema = z
  .strictObject({
    /** The container; needed when there are several and none is named like the workload. */
    container: z.string().min(1).max(63).optional(),
    set: z.record(variableName, z.string().max(10_000)).default({}),
    /** Variables whose value the cluster takes from a Secret when a pod starts. */
    secrets: z.record(variableName, secretKey).default({}),
    unset: z.array(variableName).max(100).default([]),
  })
  .refine(
    ({ set, secrets }) =>
      Object.keys(secrets).every(name => !Object.hasOwn(set, name)),
    'sets a variable to a value and to a secret; give one of them',
  );

const configMapSchema = z.strictObject({
  /** The ConfigMap, in the target's namespace; by default one named like the workload. */
  name: z.string().min(1).max(253).optional(),
  set: z.record(settingKey, z.string().max(500_000)).default({}),
  unset: z.array(settingKey).max(100).default([]),
});

/** What configuring takes: variables of a container, settings in a ConfigMap, or both. */
export const configureInputSchema = z
  .strictObject({
    env: envSchema.optional(),
    configMap: configMapSchema.optional(),
    /** Whether pods are replaced so that they read a changed ConfigMap; changed variables always do. */
    restart: z.boolean().default(true),
    takeOverFrom: z.array(z.string().min(1).max(200)).max(10).default([]),
  })
  .refine(
    ({ env, configMap }) => env !== undefined || configMap !== undefined,
    {
      message: 'needs env or configMap',
    },
  );

/** What configuring takes. */
export type ConfigureInput = z.output<typeof configureInputSchema>;
/** Variables to set and to take away. */
export type VariableChanges = z.output<typeof envSchema>;
/** Settings to set and to take away. */
export type SettingChanges = z.output<typeof configMapSchema>;
