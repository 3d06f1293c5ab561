import type {
  Calendar,
  InterventionView,
} from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { CalendarPage } from './CalendarPage';

const empty: Calendar = {
  from: '2026-11-26T00:00:00.000Z',
  until: '2026-12-03T00:00:00.000Z',
  windows: [],
  changes: [],
  conflicts: [],
};
const target = {
  entityRef: 'component:default/checkout',
  environment: 'prod',
  cluster: 'main',
  namespace: 'shop-prod',
  workload: { kind: 'Deployment' as const, name: 'checkout' },
};
const frozen: Calendar = {
  ...empty,
  windows: [
    {
      name: 'changewindow:default/year-end',
      title: 'Year-end freeze',
      type: 'freeze',
      owner: 'group:default/platform',
      appliesTo: { environments: ['prod'] },
      except: ['rollback'],
      timeZone: 'Europe/Berlin',
      words: 'everything in environment prod',
      occurrences: [
        { start: '2026-11-27T00:00:00.000Z', end: '2026-11-30T00:00:00.000Z' },
      ],
      isNow: true,
      errors: [],
    },
  ],
  changes: [
    {
      id: 'c1',
      title: 'Deploy checkout',
      kind: 'deploy',
      state: 'queued',
      target,
      start: '2026-11-30T00:00:00.000Z',
      statusWords: "Waits: the freeze 'Year-end freeze' lasts until Monday.",
    },
    {
      id: 'c2',
      title: 'Restart checkout',
      kind: 'restart',
      state: 'awaiting-approval',
      target,
      statusWords: 'Waiting for platform.',
    },
  ],
  conflicts: [
    {
      because: 'same-target',
      changes: ['c1', 'c2'],
      words: 'Both act on the same target; one waits for the other.',
    },
  ],
};
const intervention: InterventionView = {
  id: 'i1',
  kind: 'break-glass',
  changeId: 'c9',
  changeTitle: 'Deploy cart',
  by: 'user:default/ida',
  reason: 'sale is down',
  incident: 'https://incidents.example.com/12',
  at: '2026-11-26T00:00:00.000Z',
  reviewDueAt: '2026-11-27T00:00:00.000Z',
  reviewOverdue: false,
  mayReview: { allowed: true },
};

describe('the calendar', () => {
  it('says first whether anything is frozen, then what, when, what waits for it, and what is in the way', async () => {
    renderWithMandate(<CalendarPage />, {
      api: {
        getCalendar: async () => frozen,
        listInterventions: async () => [],
      },
    });
    expect(
      await screen.findByRole('heading', {
        name: /1 freeze is in effect now: Year-end freeze/,
      }),
    ).toBeVisible();
    const windows = screen.getByRole('table', { name: 'Freezes and windows' });
    expect(windows).toHaveTextContent('everything in environment prod');
    expect(windows).toHaveTextContent('but rollback');
    const changes = screen.getByRole('table', {
      name: 'Planned and running changes',
    });
    expect(changes).toHaveTextContent("Waits: the freeze 'Year-end freeze'");
    expect(changes).toHaveTextContent('not known yet');
    const conflicts = screen.getByRole('region', {
      name: 'In each other’s way',
    });
    expect(
      within(conflicts).getByRole('link', { name: 'Open Restart checkout' }),
    ).toHaveAttribute('href', '/changes/c2');
  });

  it('says how to write the first window when there is nothing', async () => {
    renderWithMandate(<CalendarPage />, {
      api: {
        getCalendar: async () => empty,
        listInterventions: async () => [],
      },
    });
    expect(await screen.findByText(/kind ChangeWindow/)).toBeVisible();
    expect(screen.getByText('No freeze is in effect now')).toBeVisible();
  });

  it('moves by weeks and months, and keeps both in the URL', async () => {
    const getCalendar = jest.fn(async () => empty);
    renderWithMandate(<CalendarPage />, {
      url: '/?from=2026-11-02',
      api: { getCalendar, listInterventions: async () => [] },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Later' }));
    await waitFor(() =>
      expect(getCalendar).toHaveBeenLastCalledWith(
        expect.objectContaining({
          from: new Date(2026, 10, 9).toISOString(),
          until: new Date(2026, 10, 16).toISOString(),
        }),
        expect.anything(),
      ),
    );
  });

  it('keeps the focus on its controls while another stretch loads, also when it cannot be read', async () => {
    renderWithMandate(<CalendarPage />, {
      url: '/?from=2026-11-02',
      api: {
        getCalendar: async ({ from }) =>
          from === new Date(2026, 10, 2).toISOString()
            ? empty
            : Promise.reject(new Error('That week is broken.')),
        listInterventions: async () => [],
      },
    });
    const user = userEvent.setup();
    await screen.findByText('No freeze is in effect now');
    const later = screen.getByRole('button', { name: 'Later' });
    await user.click(later);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'That week is broken.',
    );
    expect(later).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Earlier' }));
    expect(await screen.findByText('No freeze is in effect now')).toBeVisible();
  });

  it('lets a reviewer judge an intervention', async () => {
    const reviewIntervention = jest.fn(async () => intervention);
    renderWithMandate(<CalendarPage />, {
      api: {
        getCalendar: async () => empty,
        listInterventions: async () => [intervention],
        reviewIntervention,
      },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Review…' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('radio', { name: 'It was not justified' }),
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'nothing was down',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Record my verdict' }),
    );
    await waitFor(() =>
      expect(reviewIntervention).toHaveBeenCalledWith('i1', {
        verdict: 'not-justified',
        reason: 'nothing was down',
      }),
    );
  });
});
