import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Simulation } from '@mandate/plugin-mandate-common';
import { screen } from '@testing-library/react';
import { SimulationResult } from './SimulationResult';

const words = 'The cluster has room for it.';

// safety: only what is shown is given.
const simulation = {
  plan: { summary: '1 object', undo: { words: 'undone to 1.0.0' } },
  assessment: {
    risk: { level: 'low', score: 0.1, factors: [] },
    preflight: [
      { id: 'a', title: 'Resources are available', status: 'pass', words },
      {
        id: 'b',
        title: 'A backup is verified',
        status: 'fail',
        words: 'It is a month old.',
      },
    ],
  },
  decision: {
    oversight: 'autonomous',
    requirements: [],
    decidedBy: { words: 'All is well.', clause: { type: 'no-mandate' } },
  },
  waits: "Waits: the freeze 'Year end' lasts until Monday.",
} as unknown as Simulation;

describe('a simulation', () => {
  it('says what is not ready, and what it would wait for', async () => {
    renderInTestApp(<SimulationResult simulation={simulation} />);
    expect(
      await screen.findByText(/A backup is verified: no\. It is a month old/),
    ).toBeVisible();
    expect(screen.getByText(/1 check holds: Resources/)).toBeVisible();
    expect(screen.getByText(/the freeze 'Year end'/)).toBeVisible();
  });

  it('says nothing of checks and freezes where there are none', async () => {
    renderInTestApp(
      <SimulationResult
        simulation={{
          ...simulation,
          waits: undefined,
          assessment: { ...simulation.assessment, preflight: [] },
        }}
      />,
    );
    expect(await screen.findByText('This will run by itself.')).toBeVisible();
    expect(screen.queryByText('Ready to start')).toBeNull();
    expect(screen.queryByText('When it could start')).toBeNull();
  });
});
