import type { Entity } from '@backstage/catalog-model';
import {
  type MandateError,
  type MandateSpec,
  parseMandate,
} from '@mandate/policy';
import { z } from 'zod';
import { documentDigest } from '../plan/planDigest';

/** What the catalog says of a mandate. */
export type MandateInCatalog = {
  readonly title: string;
  readonly description?: string;
  /** Why the newest version cannot be used; empty when it can. */
  readonly errors: readonly string[];
} & (
  | {
      readonly type: 'valid';
      readonly version: string;
      readonly spec: MandateSpec;
      readonly reviewedAtMs?: number;
    }
  | { readonly type: 'invalid' }
);

/**
 * The catalog keeps the last version that its processors accepted, and reports why a newer one was not: then the
 * reading is a valid version with errors.
 */
const statusSchema = z.object({
  status: z
    .object({
      items: z
        .array(z.object({ level: z.string(), message: z.string() }))
        .default([]),
    })
    .default({ items: [] }),
});

/** What the database takes: one mandate with a longer title would keep the kernel from reading all the others. */
const MAX_TITLE = 200;

/** Reads a catalog entity of kind Mandate. */
export function readMandate(entity: Entity): MandateInCatalog {
  const { name, description } = entity.metadata;
  const title = (entity.metadata.title ?? name).slice(0, MAX_TITLE);
  const parsed = parseMandate(entity);
  if (!parsed.ok) {
    return {
      type: 'invalid',
      title,
      description,
      errors: parsed.errors.map(errorWords),
    };
  }
  const { lastDone } = parsed.spec.review;
  return {
    type: 'valid',
    title,
    description,
    errors: processingErrors(entity),
    version: documentDigest(parsed.spec),
    spec: parsed.spec,
    reviewedAtMs: lastDone === undefined ? undefined : Date.parse(lastDone),
  };
}

/** Why the catalog did not take a newer version of an entity. */
export function processingErrors(entity: Entity): readonly string[] {
  const parsed = statusSchema.safeParse(entity);
  return parsed.success
    ? parsed.data.status.items
        .filter(({ level }) => level === 'error')
        .map(({ message }) => message)
    : [];
}

/** "spec.grants.0.when (line 1, column 5): …". */
export function errorWords({ path, message, position }: MandateError): string {
  const at = position
    ? ` (line ${position.line}, column ${position.column})`
    : '';
  return `${path.join('.')}${at}: ${message}`;
}
