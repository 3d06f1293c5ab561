import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createProvisionAction } from './createProvisionAction';
import { TemplateFolder } from './TemplateFolder';

const library = resolve(__dirname, '../../../../examples/templates');

function setUp() {
  const api = {
    propose: jest.fn().mockResolvedValue({
      id: 'c1',
      title: 'Deploy checkout to dev',
      statusWords: 'runs by itself',
      oversight: 'autonomous',
    }),
    simulate: jest.fn().mockResolvedValue({
      title: 'Deploy checkout to dev',
      plan: { summary: '3 objects' },
      decision: { oversight: 'approve', decidedBy: { words: 'no grant' } },
    }),
  };
  const action = createProvisionAction({
    api,
    appUrl: 'http://portal',
    auth: mockServices.auth(),
    templates: new TemplateFolder([library]),
  });
  return { api, action };
}

const input = {
  template: 'web-service',
  name: 'checkout',
  owner: 'group:default/shop',
  system: 'system:default/shop',
  environment: 'dev',
  parameters: { replicas: 2, image: '' },
};

describe('mandate:provision', () => {
  it('hands on what tests said', async () => {
    const { api, action } = setUp();
    const testResults = [{ name: 'unit', outcome: 'passed' as const }];
    await action.handler(
      createMockActionContext({ input: { ...input, testResults } }),
    );
    expect(api.propose).toHaveBeenCalledWith(
      expect.objectContaining({ testResults }),
      expect.anything(),
    );
  });

  it('proposes a deploy that brings its entity along', async () => {
    const { api, action } = setUp();
    const context = createMockActionContext({ input });
    await action.handler(context);
    expect(api.propose).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: 'deploy',
        target: { entityRef: 'component:default/checkout', environment: 'dev' },
        input: {
          template: { name: 'web-service', parameters: { replicas: 2 } },
        },
        entity: expect.objectContaining({
          metadata: expect.objectContaining({
            annotations: expect.objectContaining({
              'mandate.dev/template': 'web-service',
            }),
          }),
          spec: expect.objectContaining({ owner: 'group:default/shop' }),
        }),
      }),
      expect.objectContaining({ token: expect.any(String) }),
    );
    expect(context.output).toHaveBeenCalledWith(
      'changeUrl',
      'http://portal/changes/c1',
    );
  });

  it.each([
    [
      'is asked, as the default of what it depends on says',
      { maximum: 9 },
      { maximum: 9 },
    ],
    ['is not asked', { grows: false, maximum: 9 }, { grows: false }],
  ])('sends a value that %s as the form would', async (_case, given, sent) => {
    const { api, action } = setUp();
    await action.handler(
      createMockActionContext({
        input: { ...input, template: 'web-stack', parameters: given },
      }),
    );
    expect(api.propose).toHaveBeenCalledWith(
      expect.objectContaining({
        input: { template: { name: 'web-stack', parameters: sent } },
      }),
      expect.anything(),
    );
  });

  it('uses the same idempotency key when the same task runs again', async () => {
    const { api, action } = setUp();
    const task = { id: 'task-7' };
    await action.handler(createMockActionContext({ input, task }));
    await action.handler(createMockActionContext({ input, task }));
    const keys = api.propose.mock.calls.map(
      ([request]) => request.idempotencyKey,
    );
    expect(keys).toEqual([
      'scaffolder/task-7/dev/checkout',
      'scaffolder/task-7/dev/checkout',
    ]);
  });

  it('fails with the words in which the change was refused', async () => {
    const { api, action } = setUp();
    api.propose.mockRejectedValue(
      await ResponseError.fromResponse(
        new Response(
          JSON.stringify({
            error: { name: 'InputError', message: 'It is like that already.' },
            response: { statusCode: 400 },
          }),
          { status: 400, headers: { 'Content-Type': 'application/json' } },
        ),
      ),
    );
    await expect(
      action.handler(createMockActionContext({ input })),
    ).rejects.toThrow('It is like that already.');
  });

  it('simulates and proposes nothing in a dry run', async () => {
    const { api, action } = setUp();
    const context = {
      ...createMockActionContext({ input }),
      isDryRun: true,
    };
    await action.handler(context);
    expect(api.propose).not.toHaveBeenCalled();
    expect(api.simulate).toHaveBeenCalledTimes(1);
    expect(context.output).toHaveBeenCalledWith('oversight', 'approve');
  });

  it('binds a database to its StatefulSet', async () => {
    const { api, action } = setUp();
    await action.handler(
      createMockActionContext({
        input: { ...input, template: 'postgresql-database', name: 'orders-db' },
      }),
    );
    expect(
      api.propose.mock.calls[0][0].entity.metadata.annotations[
        'mandate.dev/workload'
      ],
    ).toBe('statefulset/orders-db');
  });

  it.each([
    ['nothing-like-this', /There is no template/],
    ['../mandates', /cannot be the name of a template/],
  ])('refuses the template %s', async (template, message) => {
    const { action } = setUp();
    await expect(
      action.handler(
        createMockActionContext({ input: { ...input, template } }),
      ),
    ).rejects.toThrow(message);
  });
});
