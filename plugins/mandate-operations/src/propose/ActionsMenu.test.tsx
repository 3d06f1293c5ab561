import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor } from '@testing-library/react';
import { ActionsMenu } from './ActionsMenu';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

describe('actions menu', () => {
  it('is not there for those who may not propose', async () => {
    const authorize = jest.fn((): AuthorizeResult.DENY => AuthorizeResult.DENY);
    renderInTestApp(
      <EntityProvider entity={entity}>
        <span>Activity</span>
        <ActionsMenu />
      </EntityProvider>,
      { apis: [mockApis.permission({ authorize })] },
    );
    await waitFor(() => expect(authorize).toHaveBeenCalled());
    expect(screen.getByText('Activity')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
  });
});
