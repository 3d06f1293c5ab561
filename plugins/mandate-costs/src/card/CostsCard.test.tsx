import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  EnvironmentCost,
  MandateApi,
} from '@mandate/plugin-mandate-common';
import { changesRouteRef, mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, within } from '@testing-library/react';
import { CostsCard } from './CostsCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const cost: EnvironmentCost = {
  environment: 'prod',
  currency: 'EUR',
  monthlyCost: 42.5,
  parts: [
    {
      title: 'CPU',
      amount: 1.5,
      unit: 'cores',
      unitPrice: 20,
      monthlyCost: 30,
    },
    {
      title: 'Memory',
      amount: 2.5,
      unit: 'GiB',
      unitPrice: 5,
      monthlyCost: 12.5,
    },
  ],
  pending: [{ changeId: 'c1', title: 'Scale checkout to 4', difference: 10 }],
  observedAt: new Date().toISOString(),
};

function renderCard(getCosts: MandateApi['getCosts']) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <CostsCard />
    </EntityProvider>,
    {
      mountedRoutes: { '/changes': changesRouteRef },
      apis: [[mandateApiRef, { getCosts }]],
    },
  );
}

describe('costs card', () => {
  it('shows the sum, each part as amount times price, and what changes would add', async () => {
    renderCard(async () => [cost]);
    expect(
      await screen.findByRole('heading', { name: 'prod: €42.50 a month' }),
    ).toBeVisible();
    const row = within(screen.getByRole('table')).getByRole('row', {
      name: /CPU/,
    });
    expect(row).toHaveTextContent('1.5 cores');
    expect(row).toHaveTextContent('€20.00');
    expect(row).toHaveTextContent('€30.00');
    const [pending] = screen.getAllByRole('listitem');
    expect(pending).toHaveTextContent('Scale checkout to 4: +€10.00 a month');
    expect(within(pending).getByRole('link')).toHaveAttribute(
      'href',
      '/changes/c1',
    );
  });

  it('says that a cost is not known rather than nought', async () => {
    renderCard(async () => [
      {
        ...cost,
        parts: [],
        pending: [],
        problem: 'The cluster does not answer.',
      },
    ]);
    expect(
      await screen.findByRole('heading', { name: 'prod: not known' }),
    ).toBeVisible();
    expect(screen.getByText('The cluster does not answer.')).toBeVisible();
  });

  it('says what fills it when it runs nowhere', async () => {
    renderCard(async () => []);
    expect(await screen.findByText('It costs nothing yet')).toBeVisible();
  });

  it('says what went wrong', async () => {
    renderCard(async () => {
      throw new Error('away');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('away');
  });
});
