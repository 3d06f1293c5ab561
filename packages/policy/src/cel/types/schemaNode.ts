import { z } from 'zod';

/**
 * What this engine reads of a JSON Schema (draft 7, 2020-12) or OpenAPI schema object. Sub-schemas are read when they are
 * needed, since schemas may be recursive and documents are large.
 */
const schemaNode = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  nullable: z.boolean().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  contentEncoding: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  patternProperties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  maxItems: z.number().optional(),
  maxLength: z.number().optional(),
  maxProperties: z.number().optional(),
  'x-kubernetes-preserve-unknown-fields': z.boolean().optional(),
  'x-kubernetes-int-or-string': z.boolean().optional(),
  'x-kubernetes-embedded-resource': z.boolean().optional(),
});

/** A schema object. */
export type SchemaNode = z.infer<typeof schemaNode>;

/** A schema object of unchecked data; what is none allows anything, as `true` does. */
export function readSchemaNode(data: unknown): SchemaNode {
  const parsed = schemaNode.safeParse(data);
  return parsed.success ? parsed.data : {};
}

/** The part of a document that a local reference (`#/a/b`) points at. */
export function resolvePointer(document: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) {
    return undefined;
  }
  return reference
    .slice(1)
    .split('/')
    .filter(part => part !== '')
    .map(part =>
      decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'),
    )
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key] // safety: own key of an object
          : undefined,
      document,
    );
}
