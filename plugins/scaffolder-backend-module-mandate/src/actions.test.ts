import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parseTemplate } from '@mandate/templates';
import { parseAllDocuments } from 'yaml';
import { createConfigureAction } from './configure/createConfigureAction';
import { TemplateFolder } from './provision/TemplateFolder';
import { createRenderAction } from './render/createRenderAction';
import { createRequestTemplateAction } from './requestTemplate/createRequestTemplateAction';
import { createValidateAction } from './validate/createValidateAction';

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

describe('mandate:validate', () => {
  const action = createValidateAction();

  it('answers the digest of a valid file', async () => {
    const context = createMockActionContext({
      input: { path: 'web-service/template.yaml' },
      workspacePath: library,
    });
    await action.handler(context);
    expect(context.output).toHaveBeenCalledWith(
      'digest',
      expect.stringMatching(/^sha256:/),
    );
  });

  it('fails with every problem and its place', async () => {
    await writeFile(join(directory.path, 'bad.yaml'), 'kind: Nothing\n');
    const context = createMockActionContext({
      input: { path: 'bad.yaml' },
      workspacePath: directory.path,
    });
    await expect(action.handler(context)).rejects.toThrow(/1:\d+ .*kind/);
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

  function setUp(matches: readonly object[] = []) {
    const api = { ...changes(), matchTemplates: jest.fn(async () => matches) };
    const action = createRequestTemplateAction({
      // safety: the fake answers what the action reads of a match.
      api: api as never,
      auth,
      appUrl: 'http://portal',
      templates,
      now: () => new Date('2026-11-26T10:00:00Z'),
    });
    return { api, action };
  }

  it('drafts from a compose file, with a record of why', async () => {
    const { api, action } = setUp();
    await action.handler(
      createMockActionContext({
        input: {
          ...need,
          compose: 'services:\n  report:\n    image: registry.example/r:1.0\n',
        },
      }),
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
        decisionRecord: expect.stringContaining('> We need reports'),
      },
    });
    expect(parseTemplate(request.input.text)).toMatchObject({ ok: true });
  });

  it('starts from the nearest template, and shows the plan in a dry run', async () => {
    const { api, action } = setUp([
      {
        name: 'web-service',
        fit: 0.4,
        reasons: ['“service” is in its title.'],
      },
    ]);
    const context = {
      ...createMockActionContext({ input: need }),
      isDryRun: true,
    };
    await action.handler(context);
    expect(api.propose).not.toHaveBeenCalled();
    const [request] = api.simulate.mock.calls[0];
    expect(parseTemplate(request.input.text)).toMatchObject({
      ok: true,
      template: { name: 'report-generator' },
    });
    expect(request.input.decisionRecord).toContain('web-service (fit 40 %)');
  });

  it('says what to give when nothing is near', async () => {
    const { action } = setUp();
    await expect(
      action.handler(createMockActionContext({ input: need })),
    ).rejects.toThrow(/Give a compose file/);
  });
});
