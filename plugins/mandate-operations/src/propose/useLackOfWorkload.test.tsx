import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { LiveEnvironment } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ActionsMenu } from './ActionsMenu';

const REASON = 'No workload to act on';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const empty: LiveEnvironment = {
  environment: 'dev',
  cluster: 'main',
  namespace: 'shop-dev',
  status: 'known',
  words: 'Nothing runs.',
  freshness: 'live',
  workloads: [],
  pods: [],
  morePods: 0,
};
const running: LiveEnvironment = {
  ...empty,
  environment: 'prod',
  workloads: [
    { kind: 'Deployment', name: 'checkout', ready: 0, desired: 0, images: [] },
  ],
};
const agent = {
  kind: 'DaemonSet',
  name: 'node-agent',
  ready: 3,
  desired: 3,
  images: [],
};

function renderMenu(environments: readonly LiveEnvironment[]) {
  const getLive = jest.fn(async () => environments);
  renderInTestApp(
    <EntityProvider entity={entity}>
      <ActionsMenu />
    </EntityProvider>,
    { apis: [[mandateApiRef, { getLive }]] },
  );
  return { getLive };
}

describe('actions menu', () => {
  it('is not there for what has no workload anywhere, and says why', async () => {
    renderMenu([empty, { ...empty, environment: 'prod' }]);
    expect(await screen.findByText(REASON)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
  });

  it('is not there for what has only a DaemonSet, and names it', async () => {
    renderMenu([empty, { ...running, workloads: [agent] }]);
    expect(
      await screen.findByText(
        'Runs as the DaemonSet node-agent; there are actions for Deployments and StatefulSets only',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
  });

  it.each<[string, readonly LiveEnvironment[]]>([
    [
      'has a workload somewhere, even one that is scaled to nothing',
      [empty, running],
    ],
    [
      'has a Deployment beside a DaemonSet',
      [{ ...running, workloads: [agent, ...running.workloads] }],
    ],
    ['cannot be seen everywhere', [empty, { ...empty, status: 'unknown' }]],
  ])('offers all for what %s', async (_case, environments) => {
    const { getLive } = renderMenu(environments);
    await waitFor(() => expect(getLive).toHaveBeenCalled());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Actions' }),
    );
    expect(await screen.findAllByRole('menuitem')).toHaveLength(3);
    expect(screen.queryByText(REASON)).toBeNull();
  });
});
