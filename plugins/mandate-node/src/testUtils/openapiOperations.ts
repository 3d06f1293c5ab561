import { readFileSync } from 'node:fs';
import type { Router } from 'express';
import { parse } from 'yaml';
import { z } from 'zod';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const layerSchema = z.object({
  route: z
    .object({ path: z.string(), methods: z.record(z.string(), z.boolean()) })
    .optional(),
});

/**
 * The operations that an OpenAPI document describes, such as `get /changes/{id}`, in alphabetical order. A module's test
 * compares them with what its routers serve, so that no route is left undescribed and no description outlives its route.
 *
 * @param file - Path of the document, in YAML.
 * @throws ZodError when it is no document of OpenAPI 3.1.
 *
 * @public
 */
export function describedOperations(file: string): readonly string[] {
  const { paths } = documentSchema.parse(parse(readFileSync(file, 'utf8')));
  return Object.entries(paths)
    .flatMap(([path, operations]) =>
      methods
        .filter(method => operations[method] !== undefined)
        .map(method => `${method} ${path}`),
    )
    .sort();
}

/**
 * The operations that routers serve, written as {@link describedOperations} are. Routers below other routers are not looked
 * into: give each of them.
 *
 * @public
 */
export function servedOperations(
  ...routers: readonly Router[]
): readonly string[] {
  return routers
    .flatMap(({ stack }) => z.array(layerSchema).parse(stack))
    .flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(
            method => `${method} ${openapiPath(route.path)}`,
          )
        : [],
    )
    .sort();
}

/** `/changes/:id` and `/files/:path(*)` as OpenAPI writes them. */
function openapiPath(path: string): string {
  return path.replace(/:(\w+)(\(\*\))?/g, '{$1}');
}
