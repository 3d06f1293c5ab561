import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Finding, MandateApi } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DriftCard } from './DriftCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const finding: Finding = {
  id: 'f1',
  fingerprint: 'drift:x',
  detector: 'drift-main',
  target: { entityRef: 'component:default/checkout', environment: 'prod' },
  severity: 'high',
  title: 'Deployment checkout was changed outside Mandate',
  words: '',
  evidence: {
    object: { kind: 'Deployment', name: 'checkout' },
    fields: [
      {
        path: 'spec.replicas',
        intended: '2',
        live: '5',
        manager: 'kubectl-edit',
        at: new Date().toISOString(),
      },
    ],
  },
  state: 'open',
  firstSeenAt: new Date().toISOString(),
  lastSeenAt: new Date().toISOString(),
  changeIds: [],
};

function renderCard(
  findings: readonly Finding[],
  options: { api?: Partial<MandateApi> } = {},
) {
  const { api = {} } = options;
  const authorize = (): AuthorizeResult.ALLOW => AuthorizeResult.ALLOW;
  renderInTestApp(
    <EntityProvider entity={entity}>
      <DriftCard />
    </EntityProvider>,
    {
      apis: [
        [mandateApiRef, { listFindings: async () => findings, ...api }],
        mockApis.permission({ authorize }),
      ],
    },
  );
}

describe('drift card', () => {
  it('names each field with what was intended, what is there, and who did it', async () => {
    renderCard([finding, { ...finding, id: 'f2', detector: 'crash-loop' }]);
    const table = await screen.findByRole('table', {
      name: /^Deployment checkout/,
    });
    const row = within(table).getByRole('row', { name: /spec\.replicas/ });
    expect(row).toHaveTextContent('2');
    expect(row).toHaveTextContent('5');
    expect(row).toHaveTextContent('kubectl-edit');
    expect(screen.getAllByRole('table')).toHaveLength(1);
  });

  it('proposes to reapply just that object in its environment', async () => {
    const simulate = jest.fn(() => new Promise<never>(() => {}));
    renderCard([finding], {
      api: {
        simulate,
        listEnvironments: async () => [
          {
            name: 'dev',
            title: 'Development',
            production: false,
            cluster: 'main',
          },
          {
            name: 'prod',
            title: 'Production',
            production: true,
            cluster: 'main',
          },
        ],
      },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'What to do about Deployment checkout',
      }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Reapply…' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show what will happen' }),
    );
    await waitFor(() =>
      expect(simulate).toHaveBeenCalledWith({
        kind: 'reapply',
        target: {
          entityRef: 'component:default/checkout',
          environment: 'prod',
        },
        input: { objects: [{ kind: 'Deployment', name: 'checkout' }] },
      }),
    );
  });

  it('says when everything is as intended', async () => {
    renderCard([]);
    expect(await screen.findByText('Everything is as intended')).toBeVisible();
  });

  it('says what went wrong', async () => {
    renderCard([], {
      api: {
        listFindings: async () => {
          throw new Error('No answer.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('No answer.');
  });
});
