import { TestDatabases } from '@backstage/backend-test-utils';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateRef,
} from '@mandate/plugin-mandate-common';
import type { TemplatePackageRenderer } from '@mandate/plugin-mandate-node';
import { packageText } from '@mandate/templates';
import { as } from '../../testing/startKernel';
import { startMandateWorld } from '../mandateChanges/testing/MandateWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const text = packageText({
  name: 'greeter',
  format: 'helm',
  files: {
    'Chart.yaml': 'name: greeter\ndescription: Greets.\n',
    'values.yaml': 'size: 3\n',
    'values.schema.json': '{"properties":{"size":{"type":"integer"}}}',
  },
});

const rendering: TemplatePackageRenderer = {
  render: async ({ instance, values }) => ({
    ok: true,
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: instance.name },
        data: { size: String(values.size) },
      },
    ],
  }),
  trouble: async () => undefined,
};

describe('a chart as a template', () => {
  let world: Awaited<ReturnType<typeof startMandateWorld>>;
  afterEach(() => world.stop());

  async function start(templateRenderer?: TemplatePackageRenderer) {
    world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      templateRenderer,
      templateSource: {
        names: async () => ['greeter'],
        read: async name => ({ name, text, trustedDigests: [] }),
      },
      defaultApprovers: [{ group: 'group:default/security', count: 1 }],
    });
  }

  function propose() {
    return world.changes.propose(
      {
        kind: APPROVE_TEMPLATE_KIND,
        target: {
          entityRef: templateRef('greeter'),
          environment: PORTAL_ENVIRONMENT,
        },
        input: { action: 'approve', text },
      },
      as('dana'),
    );
  }

  it('is approved with all its files, and with what they render to', async () => {
    await start(rendering);
    const change = await propose();
    expect(change.state).toBe('awaiting-approval');
    const [chart, preview] = change.current?.plan.objects ?? [];
    expect(chart).toMatchObject({
      kind: 'TemplatePackage',
      after: { spec: { files: { 'values.yaml': 'size: 3\n' } } },
    });
    expect(preview.after).toMatchObject({
      objects: { 'ConfigMap example': { data: { size: '3' } } },
    });
  });

  it('is not approved when nobody can see what it renders to', async () => {
    await start({
      ...rendering,
      render: async () => ({ ok: false, message: 'helm is not there.' }),
    });
    await expect(propose()).rejects.toThrow(
      /nobody could see what is approved: helm is not there/,
    );
  });

  it('has the parameters of its schema, the text that is to be approved, and says what is missing', async () => {
    await start();
    const view = await world.templates.get('greeter', as('dana'));
    expect(view).toMatchObject({
      description: 'Greets.',
      schema: { properties: { size: { type: 'integer', default: 3 } } },
      versions: [{ state: 'not-approved' }],
      packageFormat: 'helm',
      trouble: expect.stringContaining('Install the Kubernetes module'),
    });
    await expect(
      world.templates.version('greeter', view.current, as('dana')),
    ).resolves.toEqual({ text, decisionRecord: undefined, kro: undefined });
    await expect(
      world.templates.version('greeter', 'sha256:0', as('dana')),
    ).rejects.toThrow(/No version sha256:0/);
  });
});
