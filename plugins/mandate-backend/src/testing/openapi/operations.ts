import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const schemaSchema = z.record(z.string(), z.unknown());

const operationSchema = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query']),
        required: z.boolean().default(false),
        schema: schemaSchema,
      }),
    )
    .default([]),
  requestBody: z
    .object({
      content: z.object({
        'application/json': z.object({ schema: schemaSchema }),
      }),
    })
    .optional(),
});

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.partialRecord(z.enum(METHODS), operationSchema),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});

/** A JSON Schema of the document. */
export type JsonSchema = z.output<typeof schemaSchema>;

/** One operation that the API's document describes. */
export interface Operation {
  readonly id: string;
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly body?: JsonSchema;
}

const document = documentSchema.parse(
  parse(
    readFileSync(
      resolvePackagePath(
        '@mandate/plugin-mandate-backend',
        'src/schema/openapi.yaml',
      ),
      'utf8',
    ),
  ),
);

/** Every operation of the document, in its order. */
export const operations: readonly Operation[] = Object.entries(
  document.paths,
).flatMap(([path, item]) =>
  METHODS.flatMap(method => {
    const operation = item[method];
    return operation
      ? [
          {
            id: operation.operationId,
            method,
            path,
            parameters: operation.parameters,
            body: operation.requestBody?.content['application/json'].schema,
          },
        ]
      : [];
  }),
);

/** The schema itself where one refers to a named one. */
export function resolveSchema(schema: JsonSchema): JsonSchema {
  const reference = schema.$ref;
  if (typeof reference !== 'string') {
    return schema;
  }
  const named =
    document.components.schemas[reference.replace('#/components/schemas/', '')];
  if (!named) {
    throw new Error(`The document refers to ${reference}, which it lacks.`);
  }
  return resolveSchema(named);
}
