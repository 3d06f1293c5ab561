import type {
  KindTrackRecord,
  MandateApi,
  MandateTrackRecord,
} from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { sampleMandate } from '../../__testUtils__/sampleMandate';
import { FailureRates } from './FailureRates';
import { TrackRecord } from './TrackRecord';

const narrowed: KindTrackRecord = {
  kind: 'deploy',
  changes: 9,
  failures: 2,
  failuresInARow: 2,
  failureRate: 0.25,
  interval: { low: 0.1, high: 0.45 },
  narrowed: {
    to: 'notify',
    reason: '2 of 9 changes failed.',
    since: '2026-11-20T00:00:00.000Z',
    changeId: 'c7',
  },
};

function renderRecord(
  kinds: readonly KindTrackRecord[],
  mayWiden: MandateTrackRecord['mayWiden'] = { allowed: true },
) {
  const widenMandate = jest.fn<
    ReturnType<MandateApi['widenMandate']>,
    Parameters<MandateApi['widenMandate']>
  >(async () => ({ kinds: [], mayWiden }));
  renderWithMandate(<TrackRecord mandate={sampleMandate} />, {
    api: { getTrackRecord: async () => ({ kinds, mayWiden }), widenMandate },
  });
  return { widenMandate };
}

describe("a mandate's track record", () => {
  it('says how changes ended, and what failures took, with the change that did it', async () => {
    renderRecord([narrowed]);
    const [, row] = await screen.findAllByRole('row');
    expect(row).toHaveTextContent('deploy9, 2 failed25% (between 10% and 45%)');
    expect(row).toHaveTextContent('it runs alone, but people are told');
    expect(row).toHaveTextContent('2 of 9 changes failed.');
    expect(
      within(row).getByRole('link', { name: 'this change' }),
    ).toHaveAttribute('href', '/changes/c7');
  });

  it('lets the owner grant it again, with a reason', async () => {
    const { widenMandate } = renderRecord([narrowed]);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Grant it again…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'Mended.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Grant it again' }),
    );
    await waitFor(() =>
      expect(widenMandate).toHaveBeenCalledWith(
        'mandate:default/core-services',
        {
          kind: 'deploy',
          reason: 'Mended.',
        },
      ),
    );
  });

  it('tells others why they may not', async () => {
    renderRecord([narrowed], { allowed: false, why: 'You are no owner.' });
    expect(await screen.findByText('You are no owner.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows the wider mandate that a good record would justify, with its trial on the past', async () => {
    const { narrowed: _, ...record } = narrowed;
    renderRecord([
      {
        ...record,
        proposal: {
          words: '40 of 40 changes went well.',
          spec: {
            ...sampleMandate.spec,
            grants: [{ changes: ['deploy'], oversight: 'notify' }],
          },
        },
      },
    ]);
    expect(
      await screen.findByText('40 of 40 changes went well.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the wider mandate…' }),
    );
    expect(
      screen.getByRole('region', { name: 'The edited mandate' }),
    ).toHaveTextContent('oversight: notify');
    expect(screen.getByText('What would this change?')).toBeVisible();
  });

  it('says when nothing has ended yet', async () => {
    renderRecord([]);
    expect(await screen.findByText(/No change has ended/)).toBeVisible();
  });
});

describe('failure rates', () => {
  it('are told for each way of deciding', async () => {
    renderWithMandate(<FailureRates />, {
      api: {
        listFailureRates: async () => [
          { ...narrowed, path: 'autonomous' },
          { ...narrowed, path: 'approved', changes: 0, failures: 0 },
        ],
      },
    });
    const [, alone, approved] = await screen.findAllByRole('row');
    expect(alone).toHaveTextContent('Ran alone9, 2 failed25%');
    expect(approved).toHaveTextContent('People approved it0, 0 failed–');
  });
});
