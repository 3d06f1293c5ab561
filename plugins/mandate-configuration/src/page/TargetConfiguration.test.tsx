import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ConfigurationApi } from '@mandate/plugin-mandate-common';
import { screen, waitFor } from '@testing-library/react';
import { configurationApiRef } from '../configurationApiRef';
import { TargetConfiguration } from './TargetConfiguration';

const target = { entityRef: 'component:default/checkout', environment: 'dev' };
const getConfiguration: ConfigurationApi['getConfiguration'] = async () => ({
  ...target,
  values: [],
  problems: [],
  notices: [],
  files: [],
  schema: {},
  levelSchemas: { global: {}, environment: {}, service: {}, instance: {} },
  standing: { state: 'not-applied', words: 'Apply it.' },
});

// In a file of its own: what another test was allowed would be remembered.
it('offers nothing to those who may not propose', async () => {
  const authorize = jest.fn((): AuthorizeResult.DENY => AuthorizeResult.DENY);
  renderInTestApp(
    <TargetConfiguration target={target} name="checkout" environments={[]} />,
    {
      apis: [
        [configurationApiRef, { getConfiguration }],
        mockApis.permission({ authorize }),
      ],
    },
  );
  expect(await screen.findByText('Apply it.')).toBeVisible();
  await waitFor(() => expect(authorize).toHaveBeenCalled());
  expect(screen.queryByRole('button', { name: 'Edit…' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Apply…' })).toBeNull();
});
