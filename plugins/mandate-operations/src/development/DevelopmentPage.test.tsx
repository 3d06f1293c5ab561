import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  BreakableCluster,
  ClusterFaults,
} from '@mandate/plugin-mandate-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { developmentApiRef } from './developmentApiRef';
import { DevelopmentPage } from './DevelopmentPage';

const whole: BreakableCluster = {
  name: 'local',
  faults: {},
  since: {},
  sight: {
    status: 'seen',
    nodes: ['a', 'b'].map(letter => ({
      name: `node-${letter}`,
      status: 'ready',
      words: 'It reports, and takes pods.',
      pods: 1,
    })),
    pods: [
      {
        namespace: 'shop',
        name: 'checkout-1',
        node: 'node-a',
        status: 'ready',
        words: 'Ready',
        restarts: 0,
      },
    ],
    morePods: 0,
  },
};

/** A portal whose cluster breaks as it is told. */
function renderPage(
  clusters: readonly BreakableCluster[],
  answer: (faults: ClusterFaults) => Promise<void> = async () => {},
) {
  let faults: ClusterFaults | undefined;
  const breakCluster = jest.fn(async (_name: string, wanted: ClusterFaults) => {
    await answer(wanted);
    faults = wanted;
  });
  renderInTestApp(<DevelopmentPage />, {
    apis: [
      [
        developmentApiRef,
        {
          listBreakableClusters: async () =>
            clusters.map(cluster => ({
              ...cluster,
              faults: faults ?? cluster.faults,
            })),
          breakCluster,
        },
      ],
    ],
  });
  return { breakCluster };
}

it('says what is broken and since when, and one button mends all', async () => {
  const { breakCluster } = renderPage([
    {
      ...whole,
      faults: { latencyMs: 2_000, lostNodes: ['node-a'] },
      since: {
        latencyMs: new Date(Date.now() - 3 * 60_000).toISOString(),
        lostNodes: new Date().toISOString(),
      },
    },
  ]);
  expect(await screen.findByText('2 things are broken.')).toBeVisible();
  expect(screen.getByRole('row', { name: /^Slow answers/ })).toHaveTextContent(
    /Broken.*3 minutes ago/,
  );
  expect(screen.getByRole('row', { name: /^node-a/ })).toHaveTextContent(
    'Lost on purpose',
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Mend everything' }),
  );
  expect(breakCluster).toHaveBeenCalledWith('local', {});
  expect(await screen.findByText('Nothing is broken.')).toBeVisible();
  expect(
    screen.getByRole('button', { name: 'Mend everything' }),
  ).toBeDisabled();
});

it('breaks a thing beside what is broken already, by the keyboard', async () => {
  const { breakCluster } = renderPage([
    { ...whole, faults: { lostNodes: ['node-a'] } },
  ]);
  const button = await screen.findByRole('button', {
    name: 'Break: Storm of errors',
  });
  act(() => button.focus());
  await userEvent.keyboard('{Enter}');
  expect(breakCluster).toHaveBeenCalledWith('local', {
    lostNodes: ['node-a'],
    failing: 0.5,
  });
});

it('loses a node and brings it back', async () => {
  const { breakCluster } = renderPage([whole]);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Lose node node-b' }),
  );
  expect(breakCluster).toHaveBeenLastCalledWith('local', {
    lostNodes: ['node-b'],
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Bring node node-b back' }),
  );
  expect(breakCluster).toHaveBeenLastCalledWith('local', {});
});

it('shows the pods, and of every fault what it does to the portal', async () => {
  renderPage([whole]);
  const pods = await screen.findByRole('grid', { name: 'Pods of local' });
  expect(within(pods).getByText('shop/checkout-1')).toBeVisible();
  const faults = screen.getByRole('table', {
    name: 'What can be broken in local',
  });
  const [, ...rows] = within(faults).getAllByRole('row');
  expect(rows).toHaveLength(10);
  for (const row of rows) {
    expect(within(row).getAllByRole('cell')[0]).not.toBeEmptyDOMElement();
  }
});

it('a cluster that cannot be seen can still be mended', async () => {
  renderPage([
    {
      ...whole,
      faults: { failing: 1 },
      sight: { status: 'unseen', words: 'It answered 500.' },
    },
  ]);
  expect(await screen.findByText('It answered 500.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Mend everything' })).toBeEnabled();
});

it('says why something could not be broken', async () => {
  renderPage([whole], async () => {
    throw new Error('In development only.');
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Break: Slow start' }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'In development only.',
  );
});

it('says when there is none', async () => {
  renderPage([]);
  expect(await screen.findByText('No embedded cluster answers')).toBeVisible();
});
