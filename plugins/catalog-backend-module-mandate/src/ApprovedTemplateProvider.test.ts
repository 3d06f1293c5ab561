import { mockServices } from '@backstage/backend-test-utils';
import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { TemplateView } from '@mandate/plugin-mandate-common';
import { ApprovedTemplateProvider } from './ApprovedTemplateProvider';

function view(
  name: string,
  state: TemplateView['versions'][number]['state'] = 'approved',
): TemplateView {
  return {
    name,
    title: 'Queue',
    description: 'Holds messages.',
    stateful: false,
    owner: 'group:default/platform',
    containerType: 'utility',
    current: 'sha256:1',
    versions: [{ digest: 'sha256:1', state }],
    groups: [
      { title: 'Size', parameters: ['size', 'credentials', 'schedule', 'cpu'] },
    ],
    schema: {
      required: ['credentials'],
      properties: {
        size: { type: 'integer', title: 'Size', default: 1 },
        credentials: { type: 'string', title: 'Secret' },
        schedule: { type: 'string' },
        cpu: { type: 'string' },
      },
    },
  };
}

const byHand: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'web-service',
    annotations: { [ANNOTATION_LOCATION]: 'file:somewhere' },
  },
};

function setUp(listTemplates: () => Promise<readonly TemplateView[]>) {
  const applyMutation = jest.fn();
  const provider = new ApprovedTemplateProvider({
    api: { listTemplates },
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: [byHand] }),
    logger: mockServices.rootLogger({ level: 'none' }),
    taskRunner: { run: async () => {} },
  });
  const entities = (): Entity[] =>
    applyMutation.mock.calls.flatMap(([mutation]) =>
      mutation.entities.map(({ entity }: { entity: Entity }) => entity),
    );
  return {
    entities,
    applyMutation,
    refresh: async () => {
      await provider.connect({ applyMutation, refresh: async () => {} });
      await provider.refresh();
    },
  };
}

describe('approved templates in the catalog', () => {
  it('are offered by a form with the groups, and fields made for what they mean', async () => {
    const { entities, refresh } = setUp(async () => [view('queue')]);
    await refresh();
    const [entity] = entities();
    expect(entity).toMatchObject({
      kind: 'Template',
      metadata: { name: 'queue', title: 'Queue' },
      spec: {
        owner: 'group:default/platform',
        parameters: [
          { title: 'About' },
          {
            title: 'Size',
            required: ['credentials'],
            properties: {
              size: { type: 'integer', default: 1 },
              credentials: { 'ui:field': 'MandateSecretPicker' },
              schedule: { 'ui:field': 'MandateSchedulePicker' },
              cpu: {
                'ui:field': 'MandateSizePicker',
                'ui:options': { resource: 'cpu' },
              },
              'decision-preview': {
                'ui:field': 'MandateDecisionPreview',
                'ui:options': { template: 'queue' },
              },
            },
          },
        ],
        steps: [
          {
            action: 'mandate:provision',
            input: {
              template: 'queue',
              parameters: { size: '${{ parameters.size }}' },
            },
          },
        ],
      },
    });
  });

  it('leave out what is not approved, and what somebody made by hand', async () => {
    const { entities, refresh } = setUp(async () => [
      view('queue', 'withdrawn'),
      view('web-service'),
      view('other'),
    ]);
    await refresh();
    expect(entities().map(({ metadata }) => metadata.name)).toEqual(['other']);
  });

  it('stay when the kernel does not answer', async () => {
    const { applyMutation, refresh } = setUp(async () => {
      throw new Error('away');
    });
    await refresh();
    expect(applyMutation).not.toHaveBeenCalled();
  });
});
