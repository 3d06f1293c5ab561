import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { act, screen, waitFor } from '@testing-library/react';
import { sampleChange } from './__testUtils__/sampleChange';
import { mandatePlugin } from './plugin';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function renderApprovalCard(listApprovals: MandateApi['listApprovals']) {
  const card = createExtensionTester(
    mandatePlugin.getExtension('entity-card:mandate/approval'),
  );
  renderInTestApp(
    <EntityProvider entity={entity}>{card.reactElement()}</EntityProvider>,
    { apis: [[mandateApiRef, { listApprovals }]] },
  );
}

describe('mandate plugin', () => {
  it('draws a card for each approval of the entity', async () => {
    const listApprovals = jest.fn(async () => ({ items: [sampleChange()] }));
    renderApprovalCard(listApprovals);
    expect(
      await screen.findByRole('region', { name: 'Approval needed' }),
    ).toBeVisible();
    expect(listApprovals).toHaveBeenCalledWith(
      { entityRef: 'component:default/checkout' },
      expect.anything(),
    );
  });

  it('draws nothing when nothing waits for approval', async () => {
    const listApprovals = jest.fn(async () => ({ items: [] }));
    renderApprovalCard(listApprovals);
    await waitFor(() => expect(listApprovals).toHaveBeenCalled());
    await act(async () => {
      await listApprovals.mock.results[0].value;
    });
    expect(screen.queryByText('Approval needed')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('offers four pages, two cards and two widgets', () => {
    for (const id of [
      'page:mandate/approvals',
      'page:mandate/changes',
      'page:mandate/mandates',
      'page:mandate/ledger',
      'entity-card:mandate/approval',
      'entity-card:mandate/boundaries',
      'home-page-widget:mandate/needs-me',
      'home-page-widget:mandate/while-away',
    ] as const) {
      expect(mandatePlugin.getExtension(id)).toBeDefined();
    }
  });
});
