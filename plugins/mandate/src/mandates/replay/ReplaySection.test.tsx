import type { MandateApi, ReplayView } from '@mandate/plugin-mandate-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useReducer, useState } from 'react';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { ReplaySection } from './ReplaySection';

const none = { succeeded: 0, failed: 0, 'no-effect': 0 };
const decided = (
  oversight: 'autonomous' | 'approve',
  words: string,
): ReplayView['differences'][number]['before'] => ({
  oversight,
  decidedBy: { clause: { type: 'grant', index: 0 }, words },
});

const replay: ReplayView = {
  changes: 12,
  imported: 2,
  since: '2026-10-01T00:00:00.000Z',
  before: {
    autonomous: none,
    notify: none,
    approve: { succeeded: 10, failed: 2, 'no-effect': 0 },
    forbid: none,
  },
  after: {
    autonomous: { succeeded: 1, failed: 1, 'no-effect': 0 },
    notify: none,
    approve: { succeeded: 9, failed: 1, 'no-effect': 0 },
    forbid: none,
  },
  differenceCount: 2,
  differences: [
    {
      change: {
        id: 'c1',
        title: 'Deploy checkout 2.0.0 to prod',
        decidedAtMs: Date.parse('2026-11-20T00:00:00.000Z'),
        outcome: 'failed',
      },
      before: decided('approve', 'Two groups approve.'),
      after: decided('autonomous', 'The risk is low.'),
    },
    {
      change: {
        id: 'imported:42',
        title: 'Ticket 42',
        decidedAtMs: Date.parse('2026-11-19T00:00:00.000Z'),
        outcome: 'succeeded',
      },
      before: decided('approve', 'Two groups approve.'),
      after: decided('autonomous', 'The risk is low.'),
    },
  ],
};

const document = { kind: 'Mandate', metadata: { name: 'core-services' } };

function renderSection(answer: ReplayView = replay) {
  const simulateMandate = jest.fn<
    ReturnType<MandateApi['simulateMandate']>,
    Parameters<MandateApi['simulateMandate']>
  >(async () => answer);
  renderWithMandate(<ReplaySection document={document} />, {
    api: { simulateMandate },
  });
  return { simulateMandate };
}

const show = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Show what it would change' }),
  );

describe('what a mandate would change', () => {
  it('is told in a sentence, with the failures that no person would have seen', async () => {
    const { simulateMandate } = renderSection();
    await show();
    const verdict = await screen.findByRole('status');
    expect(verdict).toHaveTextContent(
      '2 of 12 changes would be decided otherwise.',
    );
    expect(verdict).toHaveTextContent(
      '1 change that failed would have run without a person.',
    );
    expect(simulateMandate).toHaveBeenCalledWith({
      mandate: document,
      changes: 1_000,
    });
  });

  it('is counted by decision and outcome, today and with the new version', async () => {
    renderSection();
    await show();
    const table = await screen.findByRole('table', {
      name: 'Decisions today and with this version',
    });
    const [, alone, , asked] = within(table).getAllByRole('row');
    expect(alone).toHaveTextContent('Runs by itself02, 1 failed');
    expect(asked).toHaveTextContent('12, 2 failed10, 1 failed');
  });

  it('is listed change by change with both reasons; imported ones have no page', async () => {
    renderSection();
    await show();
    const table = await screen.findByRole('table', {
      name: 'Changes that would be decided otherwise',
    });
    const [, own, imported] = within(table).getAllByRole('row');
    expect(own).toHaveTextContent('failed');
    expect(own).toHaveTextContent('Two groups approve.');
    expect(own).toHaveTextContent('The risk is low.');
    expect(within(own).getByRole('link')).toHaveAttribute(
      'href',
      '/changes/c1',
    );
    expect(imported).toHaveTextContent('Ticket 42');
    expect(within(imported).queryByRole('link')).toBeNull();
  });

  it('takes an export of another system by the end of its name', async () => {
    const { simulateMandate } = renderSection();
    await userEvent.upload(
      await screen.findByLabelText(/Changes of another system/),
      // jsdom's files cannot be read as text.
      Object.assign(new File(['[]'], 'tickets.json'), {
        text: async () => '[]',
      }),
    );
    await show();
    expect(simulateMandate).toHaveBeenCalledWith({
      mandate: document,
      changes: 1_000,
      imported: { format: 'json', text: '[]' },
    });
  });

  it('says that nothing would change, and that there is nothing to try it on', async () => {
    renderSection({ ...replay, differenceCount: 0, differences: [] });
    await show();
    expect(
      await screen.findByText(/all 12 changes would be decided as they are/),
    ).toBeVisible();
  });

  it('says when there is no past change', async () => {
    renderSection({ ...replay, changes: 0 });
    await show();
    expect(
      await screen.findByText('There is no past change to try it on'),
    ).toBeVisible();
  });

  it('stays when a refresh brings the same document again, and not when it was edited', async () => {
    function Page() {
      const [title, setTitle] = useState('Core');
      const [, refresh] = useReducer(count => count + 1, 0);
      return (
        <>
          <button onClick={refresh}>Refresh</button>
          <button onClick={() => setTitle('Other')}>Edit</button>
          <ReplaySection document={{ ...document, title }} />
        </>
      );
    }
    renderWithMandate(<Page />, {
      api: { simulateMandate: async () => replay },
    });
    await show();
    const verdict = await screen.findByRole('status');
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(verdict).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Edit' }));
    expect(screen.queryByRole('status')).toBeNull();
  });

  it("says what is wrong with an import in the server's words", async () => {
    const { simulateMandate } = renderSection();
    simulateMandate.mockRejectedValueOnce(
      new Error('record 3, outcome: Invalid option'),
    );
    await show();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'record 3, outcome: Invalid option',
    );
  });
});
