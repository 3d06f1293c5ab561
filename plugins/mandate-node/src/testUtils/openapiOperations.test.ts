import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { describedOperations, servedOperations } from './openapiOperations';

function documentOf(text: string): string {
  const file = join(
    mkdtempSync(join(tmpdir(), 'mandate-openapi-')),
    'openapi.yaml',
  );
  writeFileSync(file, text);
  return file;
}

it('writes what is described and what is served in the same way', () => {
  const router = express.Router();
  router.post('/changes', () => {});
  router.get('/changes/:id', () => {});
  router.get('/files/:path(*)', () => {});
  router.use(() => {});
  const served = servedOperations(router);
  expect(served).toEqual([
    'get /changes/{id}',
    'get /files/{path}',
    'post /changes',
  ]);
  const file = documentOf(`openapi: 3.1.0
paths:
  /files/{path}: { parameters: [], get: {} }
  /changes: { post: {} }
  /changes/{id}: { get: {} }
`);
  expect(describedOperations(file)).toEqual(served);
});

it('refuses what is no document of OpenAPI 3.1', () => {
  expect(() => describedOperations(documentOf('openapi: 2.0.0\n'))).toThrow(
    /openapi/,
  );
});
