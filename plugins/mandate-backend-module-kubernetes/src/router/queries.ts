import { InputError } from '@backstage/errors';
import { targetReferenceSchema } from '@mandate/plugin-mandate-common';
import { z } from 'zod';

const entitySchema = targetReferenceSchema.pick({ entityRef: true });
const podName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
const logSchema = targetReferenceSchema.extend({
  pod: podName,
  container: podName,
});
/** Names a container of an entity's pod. */
export type LogQuery = z.infer<typeof logSchema>;

/** Reads `?entityRef=…`. */
export const readEntityQuery = reader(
  entitySchema,
  'Say whose workloads you ask for: entityRef=component:default/checkout.',
);

/** Reads `?entityRef=…&environment=…`. */
export const readTargetQuery = reader(
  targetReferenceSchema,
  'Say whose events you ask for: entityRef=component:default/checkout&environment=dev.',
);

/** Reads `?entityRef=…&environment=…&pod=…&container=…`. */
export const readLogQuery = reader(
  logSchema,
  'Say whose log you ask for: entityRef=component:default/checkout&environment=dev&pod=checkout-1&container=main.',
);

function reader<Schema extends z.ZodType>(schema: Schema, words: string) {
  return (query: unknown): z.infer<Schema> => {
    const parsed = schema.safeParse(query);
    if (!parsed.success) {
      throw new InputError(words);
    }
    return parsed.data;
  };
}
