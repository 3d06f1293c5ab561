import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { parse } from 'yaml';
import { createRouter, type RouterDependencies } from '../router/createRouter';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.literal('mandate') }),
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
    methods
      .filter(method => operations[method])
      .map(method => `${method} ${path}`),
  );
}

function servedRoutes(): readonly string[] {
  // safety: no route is called here, and adding routes only keeps what they will call.
  const dependencies = {
    auditor: mockServices.auditor.mock(),
  } as unknown as RouterDependencies;
  return z
    .array(layerSchema)
    .parse(createRouter(dependencies).stack)
    .flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(
            method =>
              `${method} ${route.path.replace(/:(\w+)(\(\*\))?/g, '{$1}')}`,
          )
        : [],
    );
}

describe('openapi.yaml', () => {
  it('documents exactly the routes that the router serves', () => {
    expect(documentedRoutes().toSorted()).toEqual(servedRoutes().toSorted());
  });
});
