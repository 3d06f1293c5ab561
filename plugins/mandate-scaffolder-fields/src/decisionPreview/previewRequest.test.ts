import type { TemplateView } from '@mandate/plugin-mandate-common';
import { previewRequest } from './previewRequest';

const template: TemplateView = {
  name: 'database',
  title: 'Database',
  description: 'Keeps rows.',
  containerType: 'core-service',
  stateful: true,
  current: 'sha256:1',
  versions: [{ digest: 'sha256:1', state: 'approved' }],
  schema: { properties: { memory: {}, image: {}, clients: {} } },
  groups: [],
};
const about = {
  name: 'orders',
  owner: 'group:default/shop',
  environment: 'dev',
};

describe('what a form would propose', () => {
  it('is a deploy of the template with the values that are filled in, and its entity', () => {
    expect(
      previewRequest(
        {
          ...about,
          memory: '1Gi',
          image: '',
          clients: ['web'],
          decision: 'not a parameter',
        },
        template,
      ),
    ).toMatchObject({
      type: 'request',
      request: {
        kind: 'deploy',
        target: { entityRef: 'component:default/orders', environment: 'dev' },
        input: {
          template: {
            name: 'database',
            parameters: { memory: '1Gi', clients: ['web'] },
          },
        },
        entity: {
          metadata: {
            annotations: {
              'mandate.dev/container-type': 'core-service',
              'mandate.dev/workload': 'statefulset/orders',
            },
          },
          spec: { owner: 'group:default/shop' },
        },
      },
    });
  });

  it('leaves out what was filled in before its field went away', () => {
    const asking: TemplateView = {
      ...template,
      conditions: { clients: { parameter: 'image', equals: 'own' } },
    };
    const parameters = (image: string) => {
      const preview = previewRequest(
        { ...about, image, clients: ['web'] },
        asking,
      );
      return preview.type === 'request' && preview.request.input;
    };
    expect(parameters('own')).toEqual({
      template: {
        name: 'database',
        parameters: { image: 'own', clients: ['web'] },
      },
    });
    expect(parameters('other')).toEqual({
      template: { name: 'database', parameters: { image: 'other' } },
    });
  });

  it.each([
    [undefined, ['name', 'owner', 'environment']],
    [{ ...about, owner: '' }, ['owner']],
  ])('of %j waits for what is missing', (form, fields) => {
    expect(previewRequest(form, template)).toEqual({ type: 'missing', fields });
  });
});
