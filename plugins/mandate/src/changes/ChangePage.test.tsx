import type {
  ChangeDetail,
  Finding,
  MandateApi,
} from '@mandate/plugin-mandate-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { responseError } from '../__testUtils__/responseError';
import { sampleChange, sampleRevision } from '../__testUtils__/sampleChange';
import { ChangePage } from './ChangePage';

function renderChange(change: ChangeDetail, api: Partial<MandateApi> = {}) {
  renderWithMandate(<ChangePage />, {
    url: '/at/c1',
    mountPath: '/at/:id',
    api: { getChange: async () => change, ...api },
  });
}

const finding: Finding = {
  id: 'f7',
  fingerprint: 'crash-loop checkout prod',
  detector: 'crash-loop',
  target: { entityRef: 'component:default/checkout', environment: 'prod' },
  severity: 'high',
  title: 'checkout is crash-looping in prod',
  words: 'It restarted 6 times in 10 minutes.',
  evidence: {},
  state: 'open',
  firstSeenAt: '2026-11-26T11:00:00.000Z',
  lastSeenAt: '2026-11-26T11:05:00.000Z',
  changeIds: ['c1'],
};

const healing = (state: ChangeDetail['state']) =>
  sampleChange('onlooker', {
    state,
    reason: 'It is crash-looping.',
    findingId: 'f7',
    proposer: { kind: 'detector', ref: 'detector:crash-loop' },
  });

const part = (name: string) => screen.findByRole('region', { name });

describe('page of a change', () => {
  it('says how it stands, and offers the approval card while it waits', async () => {
    renderChange(sampleChange());
    expect(
      await screen.findByRole('heading', {
        level: 2,
        name: 'Deploy checkout 2.4.0 to prod',
      }),
    ).toBeVisible();
    expect(await part('Approval needed')).toBeVisible();
    expect(
      within(await part('Story')).getByText('Proposed by dana'),
    ).toBeVisible();
  });

  it('says of a change that is over that its steps were not done', async () => {
    const steps: ChangeDetail['steps'] = [
      {
        id: 'apply',
        title: 'Create Service checkout',
        effect: true,
        state: 'pending',
      },
    ];
    renderChange(sampleChange('onlooker', { state: 'rejected', steps }));
    expect(within(await part('Steps')).getByText('Not done')).toBeVisible();
  });

  it('calls the steps of a change that waits pending', async () => {
    const steps: ChangeDetail['steps'] = [
      {
        id: 'apply',
        title: 'Create Service checkout',
        effect: true,
        state: 'pending',
      },
    ];
    renderChange(sampleChange('onlooker', { state: 'queued', steps }));
    expect(within(await part('Steps')).getByText('Pending')).toBeVisible();
  });

  it('says of each line of the log on which day it was reported', async () => {
    const at = '2026-11-20T10:00:00.000Z';
    renderChange(
      sampleChange('onlooker', {
        state: 'running',
        log: [{ at, stepId: 'pull', words: 'Pulled the image.' }],
      }),
    );
    expect(await screen.findByText(/Pulled the image/)).toHaveTextContent(
      new Date(at).toLocaleDateString(),
    );
  });

  it('says why it was proposed, and what was found, linked to where it is', async () => {
    renderChange(healing('succeeded'), { listFindings: async () => [finding] });
    expect(
      await screen.findByText("The proposer's reason: It is crash-looping."),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', {
        name: 'checkout is crash-looping in prod',
      }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout');
    expect(screen.getByText(/^Found by a detector/)).toHaveTextContent(
      'Found by a detector: checkout is crash-looping in prod. It restarted 6 times in 10 minutes.',
    );
    // A detector has no page.
    expect(screen.queryByRole('link', { name: 'crash-loop' })).toBeNull();
  });

  it('names a finding that is not kept any more', async () => {
    renderChange(healing('succeeded'), { listFindings: async () => [] });
    expect(await screen.findByText('Found by a detector: f7')).toBeVisible();
  });

  it('says once why it was proposed, who proposed what, and where, while it waits', async () => {
    renderChange(healing('awaiting-approval'), {
      listFindings: async () => [finding],
    });
    const card = await part('Approval needed');
    expect(screen.getAllByText(/It is crash-looping/)).toHaveLength(1);
    expect(card).toHaveTextContent('It is crash-looping.');
    expect(
      screen.getAllByText('Deploy checkout 2.4.0 to prod', { exact: true }),
    ).toHaveLength(1);
  });

  it('says why it was proposed also while there is no plan to approve', async () => {
    renderChange(
      { ...healing('awaiting-approval'), current: undefined },
      { listFindings: async () => [finding] },
    );
    expect(
      await screen.findByText("The proposer's reason: It is crash-looping."),
    ).toBeVisible();
  });

  it('shows every reason that was considered, also those that do not apply', async () => {
    renderChange(sampleChange('onlooker', { state: 'succeeded' }));
    const decision = await part('Decision');
    await userEvent.click(
      within(decision).getByText('Everything that was considered'),
    );
    const table = within(decision).getByRole('table');
    expect(table).toHaveTextContent('plan.version.bump: major');
    expect(table).toHaveTextContent('risk is not low');
    expect(table).toHaveTextContent('does not apply');
  });

  it('says who abstained, and what an approval demands of the start', async () => {
    const vote = { at: '2026-11-26T11:00:00.000Z', groups: [] };
    renderChange(
      sampleChange('onlooker', {
        state: 'queued',
        current: {
          ...sampleRevision,
          votes: [
            {
              ...vote,
              voter: 'user:default/pia',
              verdict: 'approve',
              notBefore: '2026-11-27T06:00:00.000Z',
              onlyInsideWindow: true,
            },
            {
              ...vote,
              voter: 'user:default/ola',
              verdict: 'abstain',
              reason: 'I know neither side.',
            },
          ],
        },
      }),
    );
    const decision = await part('Decision');
    const [, , pia, ola] = within(decision).getAllByRole('listitem');
    expect(pia).toHaveTextContent(
      /^approved.*pia.*not before.*, inside a change window only$/,
    );
    expect(ola).toHaveTextContent(/^abstained.*ola.*I know neither side\.$/);
    expect(ola).not.toHaveTextContent('rejected');
  });

  it('opens a failed change with the failing step, the reason, and what one can do next', async () => {
    renderChange(
      sampleChange('onlooker', {
        state: 'undone',
        statusWords: 'undone to 2.3.7',
        steps: [
          { id: 'a', title: 'Apply', effect: true, state: 'undone' },
          {
            id: 'b',
            title: 'Wait for pods',
            effect: false,
            state: 'failed',
            words: 'image not found',
          },
        ],
      }),
    );
    expect(
      await screen.findByText('It failed: Wait for pods: image not found'),
    ).toBeVisible();
    expect(screen.getByText(/propose the change again/)).toBeVisible();
    expect(within(await part('Steps')).getAllByRole('listitem')).toHaveLength(
      2,
    );
  });

  it('names the check that a change failed for, not another that fails with it', async () => {
    const failing = {
      status: 'failing',
      final: true,
      at: '2026-11-26T10:00:00Z',
    } as const;
    renderChange(
      sampleChange('onlooker', {
        state: 'undone',
        statusWords: 'Failed: "Pods are ready". It crashes.',
        steps: [],
        checks: [
          { ...failing, id: 'scraped', title: 'Scraped', words: 'No series.' },
          {
            ...failing,
            id: 'ready',
            title: 'Pods are ready',
            words: 'It crashes.',
          },
        ],
      }),
    );
    // Why is told once.
    expect(await screen.findByText('It failed: Pods are ready')).toBeVisible();
    expect(screen.getAllByText(/It crashes/)).toHaveLength(2);
  });

  it.each([
    ['undone', 'Accepted as it is by ana: the rest is gone anyway'],
    ['undone', 'Aborted by ana: wrong image. What was done is undone.'],
    ['stuck', 'No module brings changes of the kind deploy.'],
    ['rejected', 'Rejected by ana: not today'],
  ] as const)(
    'says of a change that is %s only what it says of itself: %s',
    async (state, statusWords) => {
      renderChange(
        sampleChange('onlooker', {
          state,
          statusWords,
          checks: [
            {
              id: 'ready',
              title: 'Pods are ready',
              status: 'failing',
              words: '1 of 3 is.',
              at: '2026-11-26T10:00:00Z',
            },
          ],
        }),
      );
      expect(
        await screen.findByText(statusWords, { exact: false }),
      ).toBeVisible();
      expect(screen.getByText('What you can do next')).toBeVisible();
      expect(screen.queryByText(/It failed/)).toBeNull();
      expect(screen.queryByText(/as it was before/)).toBeNull();
    },
  );

  it('aborts a running change with a reason', async () => {
    const running = sampleChange('onlooker', { state: 'running' });
    const abort = jest.fn().mockResolvedValue(running);
    renderChange(
      {
        ...running,
        allowed: { ...running.allowed, abort: { allowed: true } },
      },
      { abort },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Abort…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByLabelText(/Reason/),
      'wrong image',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Abort and undo' }),
    );
    expect(abort).toHaveBeenCalledWith('c1', { reason: 'wrong image' });
  });

  it('says why a running change cannot be aborted', async () => {
    renderChange(sampleChange('onlooker', { state: 'running' }));
    expect(
      await screen.findByRole('button', { name: 'Abort…' }),
    ).toBeDisabled();
    expect(screen.getByText('Only operators abort a change.')).toBeVisible();
  });

  it('lets somebody decide about a stuck change', async () => {
    const stuck = sampleChange('onlooker', { state: 'stuck' });
    const resolve = jest.fn().mockResolvedValue(stuck);
    renderChange(
      {
        ...stuck,
        allowed: { ...stuck.allowed, resolve: { allowed: true } },
      },
      { resolve },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Undo…' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'safer');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
    expect(resolve).toHaveBeenCalledWith('c1', {
      outcome: 'undo',
      reason: 'safer',
    });
  });

  it('leads back to the list from a change that does not exist', async () => {
    const error = await responseError(404, 'There is no change c1.');
    renderChange(sampleChange(), {
      getChange: async () => {
        throw error;
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no change c1.',
    );
    expect(
      screen.getByRole('link', { name: 'Back to the list' }),
    ).toHaveAttribute('href', '/changes');
  });
});
