import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { LiveEnvironment, LivePod } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LiveContent } from './LiveContent';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function pod(index: number, changes: Partial<LivePod> = {}): LivePod {
  return {
    name: `checkout-${index}`,
    workload: 'checkout',
    status: 'ready',
    words: 'Ready',
    restarts: 0,
    node: `node-${index % 3}`,
    images: ['checkout:2.4.0'],
    containers: ['main'],
    createdAt: new Date().toISOString(),
    ...changes,
  };
}

function environment(changes: Partial<LiveEnvironment> = {}): LiveEnvironment {
  return {
    environment: 'dev',
    cluster: 'main',
    namespace: 'shop-dev',
    status: 'known',
    words: '2 of 2 pods are ready.',
    freshness: 'live',
    workloads: [
      {
        kind: 'Deployment',
        name: 'checkout',
        ready: 2,
        desired: 2,
        images: ['checkout:2.4.0'],
      },
    ],
    pods: [pod(0), pod(1)],
    morePods: 0,
    ...changes,
  };
}

function renderLive(environments: readonly LiveEnvironment[]) {
  const getLiveLog = jest.fn(async () => ['listening on 8080']);
  renderInTestApp(
    <EntityProvider entity={entity}>
      <LiveContent />
    </EntityProvider>,
    {
      apis: [
        [
          mandateApiRef,
          {
            getLive: async () => environments,
            getLiveEvents: async () => [],
            getLiveLog,
          },
        ],
      ],
    },
  );
  return { getLiveLog };
}

it('says in a sentence how it is, then shows workloads and pods', async () => {
  renderLive([environment()]);
  expect(await screen.findByText('2 of 2 pods are ready.')).toBeVisible();
  const grid = screen.getByRole('grid', { name: 'Pods in dev' });
  expect(within(grid).getByText('checkout-1')).toBeVisible();
  expect(await screen.findByText('The cluster says nothing')).toBeVisible();
});

it('of thousands of pods draws those in view, and finds one by search', async () => {
  const pods = Array.from({ length: 2_000 }, (_, index) => pod(index));
  renderLive([environment({ pods })]);
  const grid = await screen.findByRole('grid', { name: 'Pods in dev' });
  expect(grid).toHaveAttribute('aria-rowcount', '2001');
  expect(within(grid).getAllByRole('row').length).toBeLessThan(40);
  await userEvent.type(screen.getByLabelText('Search pods'), 'checkout-1999');
  expect(await within(grid).findByText('checkout-1999')).toBeVisible();
});

it('opens the log of a pod by the keyboard', async () => {
  const { getLiveLog } = renderLive([environment()]);
  const grid = await screen.findByRole('grid', { name: 'Pods in dev' });
  grid.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(
    await screen.findByRole('region', { name: 'Log of main in checkout-1' }),
  ).toHaveTextContent('listening on 8080');
  expect(getLiveLog).toHaveBeenCalledWith(
    {
      entityRef: 'component:default/checkout',
      environment: 'dev',
      pod: 'checkout-1',
      container: 'main',
    },
    expect.anything(),
  );
});

it('an environment that cannot be seen hides none of the others', async () => {
  renderLive([
    environment({
      status: 'unknown',
      words: "Cluster 'main' does not answer.",
      workloads: [],
      pods: [],
    }),
    environment({ environment: 'prod', words: '1 of 2 pods are failing.' }),
  ]);
  expect(
    await screen.findByText("Cluster 'main' does not answer."),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('radio', { name: 'prod' }));
  expect(await screen.findByText('1 of 2 pods are failing.')).toBeVisible();
});

it('says whose a workload is that another tool manages', async () => {
  const [workload] = environment().workloads;
  renderLive([
    environment({
      workloads: [{ ...workload, otherOwner: "Argo CD application 'shop'" }],
    }),
  ]);
  expect(
    await screen.findByText(/Managed by Argo CD application 'shop'/),
  ).toBeVisible();
});

it('says when it runs nowhere', async () => {
  renderLive([]);
  expect(await screen.findByText('It runs nowhere yet')).toBeVisible();
});
