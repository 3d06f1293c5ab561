import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  MandateApi,
  ProposeRequest,
} from '@mandate/plugin-mandate-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { mandateApiRef } from '../mandateApiRef';
import { ProposalView } from './ProposalView';

const request: ProposeRequest = {
  kind: 'scale',
  target: { entityRef: 'component:default/checkout', environment: 'dev' },
  input: { replicas: 2 },
};

/** A form with one button that fills in something else. */
function Form() {
  const [replicas, setReplicas] = useState(2);
  return (
    <ProposalView
      request={{ ...request, input: { replicas } }}
      nowLabel="Scale now"
      onClose={() => {}}
    >
      <button onClick={() => setReplicas(3)}>Three</button>
    </ProposalView>
  );
}

function renderForm(api: Partial<MandateApi>) {
  renderInTestApp(<Form />, { apis: [[mandateApiRef, api]] });
}

const simulated = {
  plan: {
    summary: '1 more pod',
    objects: [],
    undo: { words: 'undone', typicalSeconds: 1 },
  },
  assessment: { risk: { level: 'low', score: 0.1, factors: [] } },
  decision: {
    oversight: 'autonomous',
    requirements: [],
    decidedBy: { words: 'All is well.', clause: { type: 'no-mandate' } },
  },
};
// safety: only what is drawn is there.
const simulate = jest.fn(
  async () => simulated,
) as unknown as jest.MockedFunction<MandateApi['simulate']>;

beforeEach(() => simulate.mockClear());

it('proposes only what was shown: filling in something else asks to see it anew', async () => {
  const propose = jest.fn(() => new Promise<never>(() => {}));
  renderForm({ simulate, propose });
  const show = { name: 'Show what will happen' };
  await userEvent.click(await screen.findByRole('button', show));
  expect(await screen.findByText('This will run by itself.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Three' }));
  expect(screen.queryByRole('button', { name: 'Scale now' })).toBeNull();
  await userEvent.click(screen.getByRole('button', show));
  await userEvent.click(
    await screen.findByRole('button', { name: 'Scale now' }),
  );
  expect(propose).toHaveBeenCalledWith({
    ...request,
    input: { replicas: 3 },
    idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

it('an answer that comes late, about something else, shows nothing', async () => {
  let answer: (value: never) => void = () => {};
  simulate.mockImplementationOnce(
    () =>
      new Promise(resolve => {
        answer = resolve;
      }),
  );
  renderForm({ simulate });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show what will happen' }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Three' }));
  // safety: only what is drawn is there.
  answer(simulated as never);
  expect(
    await screen.findByRole('button', { name: 'Show what will happen' }),
  ).toBeVisible();
  expect(screen.queryByText('This will run by itself.')).toBeNull();
});

it('says why it cannot be proposed, and keeps what was filled in', async () => {
  renderForm({
    simulate: async () => {
      throw new Error('replicas would be 3; the hard limit is 2.');
    },
  });
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Reason' }),
    'The sale',
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Show what will happen' }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    /This cannot be proposed.*hard limit is 2/,
  );
  expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'The sale',
  );
});
