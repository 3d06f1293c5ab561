import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  MandateApi,
  TemplateInstanceView,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef, templatesApiRef } from '@mandate/plugin-mandate-react';
import { screen } from '@testing-library/react';
import { HealthCard } from './HealthCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function renderCard(
  getHealth: MandateApi['getHealth'],
  instances: readonly TemplateInstanceView[] = [],
) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <HealthCard />
    </EntityProvider>,
    {
      apis: [
        [mandateApiRef, { getHealth }],
        [templatesApiRef, { listTemplateInstances: async () => instances }],
      ],
    },
  );
}

describe('health card', () => {
  it('says in words how each environment is, with images and restarts', async () => {
    const getHealth = jest.fn(async () => [
      {
        environment: 'dev',
        cluster: 'main',
        namespace: 'shop-dev',
        workload: 'checkout',
        status: 'failing' as const,
        words: 'crash-looping: 5 restarts in 4 minutes',
        readyReplicas: 0,
        desiredReplicas: 2,
        images: ['checkout:2.4.0'],
        restarts: 5,
        observedAt: new Date().toISOString(),
      },
    ]);
    renderCard(getHealth);
    const row = await screen.findByRole('row', { name: /dev/ });
    expect(row).toHaveTextContent('Failing');
    expect(row).toHaveTextContent('crash-looping: 5 restarts in 4 minutes');
    expect(row).toHaveTextContent('checkout:2.4.0');
    expect(getHealth).toHaveBeenCalledWith(
      'component:default/checkout',
      expect.anything(),
    );
  });

  it('does not call not deployed what has no pods by its template', async () => {
    renderCard(
      async () =>
        ['dev', 'prod'].map(environment => ({
          environment,
          cluster: 'main',
          namespace: `quotas-${environment}`,
          workload: 'quotas',
          status: 'absent' as const,
          words: 'Nothing is deployed here yet',
          readyReplicas: 0,
          desiredReplicas: 0,
          images: [],
          restarts: 0,
          observedAt: new Date().toISOString(),
        })),
      [
        {
          entityRef: 'component:default/quotas',
          environment: 'dev',
          template: 'resource-configuration',
          digest: 'sha256:1',
          values: {},
          images: [],
          changeId: 'c1',
          since: '2026-11-26T10:00:00Z',
          part: true,
          state: 'approved',
        },
      ],
    );
    const row = await screen.findByRole('row', { name: /Nothing runs of it/ });
    expect(row).toHaveTextContent(/^dev.*resource-configuration brought/);
    expect(screen.getByRole('row', { name: /prod/ })).toHaveTextContent(
      'Not deployed',
    );
  });

  it('says when it runs nowhere', async () => {
    renderCard(async () => []);
    expect(await screen.findByText('It runs nowhere yet')).toBeVisible();
  });

  it('says what went wrong', async () => {
    renderCard(async () => {
      throw new Error('The cluster does not answer.');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The cluster does not answer.',
    );
  });
});
