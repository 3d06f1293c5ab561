import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { configurationRouter } from '../router/configurationRouter';

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const layerSchema = z.object({
  route: z
    .object({ path: z.string(), methods: z.record(z.string(), z.boolean()) })
    .optional(),
});

function documentedRoutes(): readonly string[] {
  const text = readFileSync(join(__dirname, 'openapi.yaml'), 'utf8');
  const { paths } = documentSchema.parse(parse(text));
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map(method => `${method} ${path}`),
  );
}

function servedRoutes(): readonly string[] {
  // safety: no route is called here, and adding routes only keeps what they will call.
  const options = {} as Parameters<typeof configurationRouter>[0];
  return z
    .array(layerSchema)
    .parse(configurationRouter(options).stack)
    .flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
        : [],
    );
}

it('documents exactly the routes that the module serves', () => {
  expect(documentedRoutes()).toEqual(servedRoutes());
});
