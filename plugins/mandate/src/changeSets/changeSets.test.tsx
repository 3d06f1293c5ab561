import type {
  ChangeDetail,
  ChangeSetView,
  ChangeSummary,
} from '@mandate/plugin-mandate-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleChange } from '../__testUtils__/sampleChange';
import { ChangesRouter } from '../changes/ChangesRouter';

const member = (more: Partial<ChangeSummary>) => ({
  ...sampleChange('approver', more),
  plan: '1 object changes',
});
const set: ChangeSetView = {
  id: 's1',
  title: 'Release 2.4',
  proposer: 'user:default/dana',
  ordered: true,
  stopOnFailure: true,
  createdAt: '2026-11-26T10:00:00.000Z',
  progress: {
    state: 'stopped',
    succeeded: 1,
    needless: 0,
    total: 3,
    words:
      "1 of 3 succeeded; what had not started was cancelled, because 'Deploy cart' did not succeed.",
  },
  digest: 'sha256:all',
  changes: [
    member({ id: 'c1', title: 'Deploy checkout', state: 'succeeded' }),
    member({ id: 'c2', title: 'Deploy cart', state: 'undone' }),
    member({ id: 'c3', title: 'Deploy search', state: 'cancelled' }),
  ],
};
const waiting: ChangeSetView = {
  ...set,
  progress: { ...set.progress, state: 'awaiting-approval', words: 'Waits.' },
  changes: [
    member({ id: 'c1', title: 'Deploy checkout', state: 'awaiting-approval' }),
    member({ id: 'c2', title: 'Deploy cart', state: 'queued' }),
  ],
};

/** A change that does not take the viewer's vote. */
function refused(why: string): ChangeDetail {
  const change = sampleChange('approver');
  return {
    ...change,
    allowed: { ...change.allowed, approve: { allowed: false, why } },
  };
}

const approveButton = () =>
  screen.getByRole('button', { name: 'Approve all that ask me' });

function open(
  url: string,
  api: Parameters<typeof renderWithMandate>[1]['api'],
) {
  renderWithMandate(<ChangesRouter />, {
    api,
    url,
    mountPath: '/changes/*',
  });
}

describe('sets of changes', () => {
  it('are listed with how far each is, and lead to their page', async () => {
    open('/changes/sets', {
      listChangeSets: async () => ({ items: [set] }),
    });
    const table = await screen.findByRole('table', { name: 'Sets of changes' });
    expect(table).toHaveTextContent('Stopped');
    expect(table).toHaveTextContent('1 of 3 succeeded');
    expect(
      within(table).getByRole('link', { name: 'Release 2.4' }),
    ).toHaveAttribute('href', '/changes/sets/s1');
    await userEvent.keyboard('j');
    expect(screen.getByRole('link', { name: 'Release 2.4' })).toHaveFocus();
  });

  it('show what each change alters, and its risk, beside it', async () => {
    open('/changes/sets/s1', {
      getChangeSet: async () => ({
        ...waiting,
        changes: [
          { ...member({ id: 'c1', title: 'Deploy checkout' }), plan: '1 to 2' },
          {
            ...member({ id: 'c2', title: 'Deploy cart', riskLevel: 'high' }),
            plan: '3 to 4',
          },
        ],
      }),
    });
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent(/Deploy checkout.*medium.*1 to 2/);
    expect(second).toHaveTextContent(/Deploy cart.*high.*3 to 4/);
  });

  it('say how to get one when there is none, and what went wrong when they cannot be read', async () => {
    open('/changes/sets', {
      listChangeSets: async () => ({ items: [] }),
    });
    expect(await screen.findByText('No set of changes yet')).toBeVisible();
  });

  it('can be tried again when they cannot be read', async () => {
    open('/changes/sets', {
      listChangeSets: async () => Promise.reject(new Error('down')),
    });
    expect(
      await screen.findByRole('button', { name: 'Try again' }),
    ).toBeVisible();
  });

  it('show each change in its order, and what the stop rule did', async () => {
    open('/changes/sets/s1', { getChangeSet: async () => set });
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('1Deploy checkout');
    expect(second).toHaveTextContent('Undone');
    expect(screen.getByText('The stop rule has taken effect')).toBeVisible();
    expect(screen.getByText(/what has not started is cancelled/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
  });

  it('take one vote on the digest that is shown, and say why one does not count', async () => {
    const voteOnSet = jest
      .fn()
      .mockRejectedValueOnce(new Error('The approval has expired.'))
      .mockResolvedValue(waiting);
    open('/changes/sets/s1', {
      getChangeSet: async () => waiting,
      getChange: async () => sampleChange('approver'),
      voteOnSet,
    });
    await screen.findByText(/^Your vote counts on every change/);
    await userEvent.click(approveButton());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The approval has expired.',
    );
    // Nothing is removed, so nothing has to be typed.
    expect(screen.queryByLabelText(/Title of the set/)).toBeNull();
    await userEvent.click(approveButton());
    expect(voteOnSet).toHaveBeenLastCalledWith('s1', {
      verdict: 'approve',
      digest: 'sha256:all',
    });
  });

  it('ask for their title where a plan that asks the viewer removes something', async () => {
    const voteOnSet = jest.fn().mockResolvedValue(waiting);
    open('/changes/sets/s1', {
      getChangeSet: async () => waiting,
      getChange: async () =>
        sampleChange('approver', { confirmTarget: 'checkout' }),
      voteOnSet,
    });
    await userEvent.type(
      await screen.findByLabelText(/Title of the set/),
      'Release 2',
    );
    expect(approveButton()).toBeDisabled();
    await userEvent.type(screen.getByLabelText(/Title of the set/), '.4');
    await userEvent.click(approveButton());
    expect(voteOnSet).toHaveBeenLastCalledWith('s1', {
      verdict: 'approve',
      digest: 'sha256:all',
      confirmTitle: 'Release 2.4',
    });
  });

  it('ask the viewer no more after a vote that does not complete the approval', async () => {
    const asked = sampleChange('approver');
    let standing = asked;
    let updatedAt = asked.updatedAt;
    open('/changes/sets/s1', {
      getChangeSet: async () => ({
        ...waiting,
        changes: [member({ state: 'awaiting-approval', updatedAt })],
      }),
      getChange: async () => standing,
      voteOnSet: async () => {
        standing = refused('You have voted on this revision already.');
        updatedAt = '2026-11-26T11:00:00.000Z';
        return waiting;
      },
    });
    await screen.findByText(/^Your vote counts on every change/);
    await userEvent.click(approveButton());
    expect(
      await screen.findByText('You have voted on this revision already.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
  });
});

describe('sets of changes that are approved in stages', () => {
  afterEach(() => jest.useRealTimers());

  it('ask a later stage as soon as those before it have voted', async () => {
    jest.useFakeTimers();
    let standing = refused('It is not your turn yet: platform decide first.');
    let updatedAt = standing.updatedAt;
    open('/changes/sets/s1', {
      getChangeSet: async () => ({
        ...waiting,
        changes: [member({ state: 'awaiting-approval', updatedAt })],
      }),
      getChange: async () => standing,
    });
    expect(await screen.findByText(/^It is not your turn yet/)).toBeVisible();
    standing = sampleChange('approver');
    updatedAt = '2026-11-26T11:00:00.000Z';
    await act(() => jest.advanceTimersByTimeAsync(30_000));
    expect(
      await screen.findByText(/^Your vote counts on every change/),
    ).toBeVisible();
  });
});

describe('sets of changes for an onlooker', () => {
  it('have no buttons to vote, and say why', async () => {
    open('/changes/sets/s1', {
      getChangeSet: async () => waiting,
      getChange: async () => refused('You are in none of the groups.'),
    });
    expect(
      await screen.findByText('You are in none of the groups.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Reject/ })).toBeNull();
  });
});

describe('messages that could not be delivered', () => {
  const letter = {
    id: 'm1',
    type: 'webhook',
    to: 'https://hooks.example.com',
    subject: 'change.succeeded',
    createdAt: '2026-11-26T10:00:00.000Z',
    givenUpAt: '2026-11-26T12:00:00.000Z',
    error: 'It answered 500.',
  } as const;

  it('are sent again, or discarded with a reason', async () => {
    const replayDeadLetter = jest.fn().mockResolvedValue(undefined);
    const discardDeadLetter = jest.fn().mockResolvedValue(undefined);
    open('/changes/undelivered', {
      listDeadLetters: async () => [letter],
      replayDeadLetter,
      discardDeadLetter,
    });
    const [, row] = await screen.findAllByRole('row');
    expect(row).toHaveTextContent('It answered 500.');
    await userEvent.click(
      within(row).getByRole('button', { name: 'Send again' }),
    );
    expect(replayDeadLetter).toHaveBeenCalledWith('m1');
    await userEvent.click(
      within(row).getByRole('button', { name: 'Discard…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'Old.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Discard it' }),
    );
    expect(discardDeadLetter).toHaveBeenCalledWith('m1', { reason: 'Old.' });
  });

  it('are praised when there are none', async () => {
    open('/changes/undelivered', { listDeadLetters: async () => [] });
    expect(
      await screen.findByText('Every message was delivered'),
    ).toBeVisible();
  });
});
