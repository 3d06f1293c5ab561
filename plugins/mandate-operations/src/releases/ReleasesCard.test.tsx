import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { MandateApi, ReleaseView } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReleasesCard } from './ReleasesCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function release(version: string, newest: boolean): ReleaseView {
  return {
    environment: 'dev',
    name: `mandate-release-${version}`,
    changeId: `chg-${version}`,
    at: new Date().toISOString(),
    images: [{ container: 'checkout', image: `shop/checkout:${version}` }],
    objects: 3,
    newest,
  };
}

function renderCard(api: Partial<MandateApi>) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <ReleasesCard />
    </EntityProvider>,
    { apis: [[mandateApiRef, api], mockApis.permission()] },
  );
}

describe('releases card', () => {
  it('lists releases, and proposes to go back to an older one', async () => {
    const simulate = jest.fn(() => new Promise<never>(() => {}));
    renderCard({
      simulate,
      listReleases: async () => [release('2.0', true), release('1.0', false)],
      listEnvironments: async () => [
        {
          name: 'dev',
          title: 'Development',
          production: false,
          cluster: 'main',
        },
      ],
    });
    expect(await screen.findByText('shop/checkout:2.0')).toBeVisible();
    const [button, ...others] = screen.getAllByRole('button', {
      name: /^Roll back to the release of/,
    });
    expect(others).toEqual([]);
    await userEvent.click(button);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show what will happen' }),
    );
    await waitFor(() =>
      expect(simulate).toHaveBeenCalledWith(
        expect.objectContaining({
          kind: 'rollback',
          input: { release: 'mandate-release-1.0' },
        }),
      ),
    );
  });

  it('says when there is none', async () => {
    renderCard({ listReleases: async () => [] });
    expect(await screen.findByText('No release yet')).toBeVisible();
  });
});
