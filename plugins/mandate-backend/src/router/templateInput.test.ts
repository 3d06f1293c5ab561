import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateRef,
} from '@mandate/plugin-mandate-common';
import type { Server } from 'node:http';
import request from 'supertest';
import { templateFile } from '../service/templates/testing/templateFile';
import { startBackend } from '../testing/startBackend';
import { exampleConfig } from '../testing/startKernel';

jest.setTimeout(120_000);

const MEBIBYTE = 1024 * 1024;
/** Whatever is sent, nobody waits longer for the answer. */
const ANSWER_WITHIN_MS = 20_000;

describe('templates that mean harm, sent to the API', () => {
  let server: Server;
  beforeAll(async () => {
    const started = await startBackend({
      config: { mandate: exampleConfig.mandate },
      features: [mockServices.database.factory()],
    });
    server = started.server as Server;
  });

  function propose(text: string) {
    return request(server)
      .post('/api/mandate/changes')
      .timeout(ANSWER_WITHIN_MS)
      .set('Authorization', mockCredentials.user.header('user:default/dana'))
      .send({
        kind: APPROVE_TEMPLATE_KIND,
        target: {
          entityRef: templateRef('queue'),
          environment: PORTAL_ENVIRONMENT,
        },
        input: { action: 'approve', text },
      });
  }

  const file = templateFile({ size: 1 });
  const laughs = Array.from(
    { length: 30 },
    (_, index) => `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
  );
  it.each([
    ['a document of aliases of aliases', `a0: &a0 [x]\n${laughs.join('\n')}`],
    [
      'an expression that never ends',
      file.replace('string(schema.spec.size)', `${'('.repeat(5_000)}1`),
    ],
    [
      'a resource that reads itself',
      file.replace('string(schema.spec.size)', 'settings.data.size'),
    ],
    [
      'a second document behind the first',
      `${file}---\napiVersion: v1\nkind: Secret\n`,
    ],
    ['a type that contains itself', file.replace('integer |', 'Loop |')],
    ['nesting without end', `a: ${'['.repeat(20_000)}`],
  ])('%s is refused with its place', async (_, text) => {
    const { status, body } = await propose(text);
    expect({ status, message: body.error?.message }).toEqual({
      status: 400,
      message: expect.stringMatching(/not valid: \d+:\d+ /),
    });
  });

  it('five megabytes are refused, and the portal goes on', async () => {
    const { status } = await propose(`# ${'x'.repeat(5 * MEBIBYTE)}`);
    expect(status).toBe(413);
    expect((await propose('kind: Nothing')).status).toBe(400);
  });
});
