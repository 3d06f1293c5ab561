import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parseAllDocuments } from 'yaml';
import { createBootstrapAction } from './bootstrap/createBootstrapAction';
import { createConfigureAction } from './configure/createConfigureAction';
import { TemplateFolder } from './provision/TemplateFolder';
import { createRenderAction } from './render/createRenderAction';
import { createRequestTemplateAction } from './requestTemplate/createRequestTemplateAction';

const library = resolve(__dirname, '../../../examples/templates');
const templates = new TemplateFolder([library]);
const auth = mockServices.auth();
const directory = createMockDirectory();

function changes() {
  return {
    propose: jest.fn().mockResolvedValue({
      id: 'c1',
      title: 'Approve template queue',
      statusWords: 'waits for platform',
      oversight: 'approve',
    }),
    simulate: jest.fn().mockResolvedValue({
      title: 'Approve template queue',
      plan: { summary: 'The first approved version of queue.' },
      decision: { oversight: 'approve' },
    }),
  };
}

describe('mandate:render', () => {
  const action = createRenderAction({ auth, templates });

  it('writes the objects to a file of the workspace', async () => {
    const context = createMockActionContext({
      input: {
        template: 'web-service',
        name: 'checkout',
        namespace: 'dev',
        parameters: {},
        path: 'deploy/all.yaml',
      },
      workspacePath: directory.path,
    });
    await action.handler(context);
    const text = await readFile(directory.resolve('deploy/all.yaml'), 'utf8');
    const kinds = parseAllDocuments(text).map(one => one.toJS().kind);
    expect(kinds).toContain('Deployment');
    expect(context.output).toHaveBeenCalledWith('objects', kinds.length);
  });

  it('says which parameter is wrong, and writes nothing outside the workspace', async () => {
    const input = {
      template: 'web-service',
      name: 'checkout',
      namespace: 'dev',
      parameters: { replicas: 'many' },
      path: 'all.yaml',
    };
    const context = createMockActionContext({ input });
    await expect(action.handler(context)).rejects.toThrow(/replicas/);
    const outside = createMockActionContext({
      input: { ...input, parameters: {}, path: '../outside.yaml' },
    });
    await expect(action.handler(outside)).rejects.toThrow();
  });
});

describe('mandate:bootstrap', () => {
  it('proposes the foundation with the Resource that stands for the cluster', async () => {
    const api = changes();
    const action = createBootstrapAction({
      api,
      appUrl: 'https://portal.example',
      auth,
    });
    const context = createMockActionContext({
      input: {
        name: 'main-cluster',
        owner: 'group:default/platform',
        environment: 'dev',
        environments: ['dev', 'prod'],
      },
    });
    await action.handler(context);
    expect(api.propose).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: 'bootstrap',
        target: {
          entityRef: 'resource:default/main-cluster',
          environment: 'dev',
        },
        input: { environments: ['dev', 'prod'] },
        entity: expect.objectContaining({
          kind: 'Resource',
          spec: {
            type: 'kubernetes-cluster',
            owner: 'group:default/platform',
          },
        }),
      }),
      expect.anything(),
    );
    expect(context.output).toHaveBeenCalledWith(
      'changeUrl',
      'https://portal.example/changes/c1',
    );
  });
});

describe('mandate:configure', () => {
  const input = {
    entityRef: 'component:default/checkout',
    environment: 'dev',
    env: { LOG_LEVEL: 'debug' },
  };

  it('proposes once for a task, and simulates in a dry run', async () => {
    const api = changes();
    const action = createConfigureAction({
      api,
      auth,
      appUrl: 'http://portal',
    });
    await action.handler(createMockActionContext({ input }));
    expect(api.propose).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: 'configure',
        input: { env: { set: { LOG_LEVEL: 'debug' } } },
        idempotencyKey: expect.stringContaining('configure/dev/'),
      }),
      expect.anything(),
    );
    await action.handler({
      ...createMockActionContext({ input }),
      isDryRun: true,
    });
    expect(api.simulate).toHaveBeenCalledTimes(1);
    expect(api.propose).toHaveBeenCalledTimes(1);
  });
});

describe('mandate:request-template', () => {
  const need = {
    name: 'report-generator',
    title: 'Report generator',
    description: 'Makes reports.',
    owner: 'group:default/platform',
    requirement: 'We need reports of all orders as PDF files.',
  };

  function setUp() {
    const draftTemplate = jest.fn(async () => ({
      text: 'kind: ResourceGraphDefinition',
      decisionRecord: '# Report generator',
      notes: ['A secret is left out.'],
      considered: [],
      problems: [],
    }));
    const api = { ...changes(), draftTemplate };
    const action = createRequestTemplateAction({
      // safety: the fake answers what the action reads of a change.
      api: api as never,
      auth,
      appUrl: 'http://portal',
    });
    return { api, action };
  }

  it('lets the kernel draft it, and proposes the draft with the record of why', async () => {
    const { api, action } = setUp();
    const compose = 'services:\n  report:\n    image: registry.example/r:1.0\n';
    await action.handler(
      createMockActionContext({ input: { ...need, compose } }),
    );
    expect(api.draftTemplate).toHaveBeenCalledWith(
      {
        ...need,
        containerType: undefined,
        from: { type: 'compose', text: compose },
      },
      expect.anything(),
    );
    const [request] = api.propose.mock.calls[0];
    expect(request).toMatchObject({
      kind: 'approve-template',
      target: {
        entityRef: 'template:default/report-generator',
        environment: 'portal',
      },
      input: {
        action: 'approve',
        text: 'kind: ResourceGraphDefinition',
        decisionRecord: '# Report generator',
      },
    });
  });

  it('starts from the nearest template, and shows the plan in a dry run', async () => {
    const { api, action } = setUp();
    await action.handler({
      ...createMockActionContext({ input: need }),
      isDryRun: true,
    });
    expect(api.draftTemplate).toHaveBeenCalledWith(
      expect.objectContaining({ from: { type: 'nearest' } }),
      expect.anything(),
    );
    expect(api.propose).not.toHaveBeenCalled();
    expect(api.simulate).toHaveBeenCalledTimes(1);
  });
});
