import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor } from '@testing-library/react';
import { DriftActions } from './DriftActions';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};
const drift = {
  id: 'f1',
  environment: 'dev',
  kind: 'Deployment',
  name: 'checkout',
  fields: [],
};

// A file of its own: the permission is remembered for some seconds between renderings.
describe('drift actions', () => {
  it('are not offered to those who may not propose', async () => {
    const authorize = jest.fn((): AuthorizeResult.DENY => AuthorizeResult.DENY);
    renderInTestApp(
      <EntityProvider entity={entity}>
        <DriftActions drift={drift} />
      </EntityProvider>,
      { apis: [mockApis.permission({ authorize })] },
    );
    await waitFor(() => expect(authorize).toHaveBeenCalled());
    expect(screen.queryByRole('button')).toBeNull();
  });
});
