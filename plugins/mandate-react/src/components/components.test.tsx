import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLoad } from '../load/useLoad';
import { changesRouteRef, ledgerRouteRef } from '../routes';
import { OversightBadge } from '../status/OversightBadge';
import { RiskBar, RiskFactors } from '../status/RiskBar';
import { StateBadge } from '../status/StateBadge';
import { Story } from '../story/Story';
import { LoadView } from './LoadView';
import { Money } from './Money';
import { RelativeTime } from './RelativeTime';
import { RequirementDots } from './RequirementDots';

const mountedRoutes = {
  '/changes': changesRouteRef,
  '/ledger': ledgerRouteRef,
};

async function answer(status: number, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

describe('statuses', () => {
  it('say their meaning in words', () => {
    renderInTestApp(
      <>
        <StateBadge state="awaiting-approval" />
        <StateBadge state="undone" />
        <OversightBadge oversight="forbid" />
      </>,
    );
    expect(screen.getByText('Waiting for approval')).toBeVisible();
    expect(screen.getByText('Undone')).toBeVisible();
    expect(screen.getByText('Never allowed')).toBeVisible();
  });

  it('show a risk as a word, and its reasons by weight with what each does', () => {
    const factors = [
      { id: 'a', words: 'small', effect: 'lowers' as const, weight: -0.1 },
      { id: 'b', words: 'major', effect: 'raises' as const, weight: 0.5 },
    ];
    const risk = {
      level: 'medium' as const,
      probability: 0.5,
      impact: 0.5,
      score: 0.5,
      factors,
    };
    renderInTestApp(
      <>
        <RiskBar risk={risk} />
        <RiskFactors factors={factors} />
      </>,
    );
    expect(screen.getByText('medium')).toBeVisible();
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('major, raises the risk');
    expect(second).toHaveTextContent('small, lowers the risk');
  });

  it('show a requirement so that it can be heard', () => {
    renderInTestApp(
      <RequirementDots group="group:default/platform" count={2} missing={1} />,
    );
    expect(
      screen.getByRole('img', { name: 'platform: 1 of 2 approved' }),
    ).toHaveTextContent('platform●○1 of 2');
  });
});

describe('figures', () => {
  it('show money rounded with the exact amount on hover, and a sign for what is added', () => {
    renderInTestApp(<Money amount={1234.5} currency="EUR" signed />);
    expect(screen.getByText('+€1,235')).toHaveAttribute('title', '+€1,234.50');
  });

  it('show a time relative to now, with the exact one on hover', () => {
    const at = new Date(Date.now() + 22 * 3_600_000 + 5_000).toISOString();
    renderInTestApp(<RelativeTime at={at} />);
    const time = screen.getByText('in 22 hours');
    expect(time).toHaveAttribute('datetime', at);
    expect(time).toHaveAttribute('title', expect.stringMatching(/\d\d:\d\d/));
  });
});

describe('a relative time', () => {
  afterEach(() => jest.useRealTimers());

  it('never calls the future what happened after the page was opened', () => {
    jest.useFakeTimers();
    const view = render(<RelativeTime at={new Date().toISOString()} />);
    jest.setSystemTime(Date.now() + 20_000);
    const happened = new Date(Date.now() - 5_000).toISOString();
    view.rerender(<RelativeTime at={happened} />);
    expect(screen.getByText('5 seconds ago')).toBeVisible();
  });
});

describe('LoadView', () => {
  it('says that it loads', () => {
    renderInTestApp(
      <LoadView load={{ status: 'loading', reload: () => {} }}>
        {() => 'value'}
      </LoadView>,
    );
    expect(screen.getByRole('status')).toHaveTextContent('Loading…');
  });

  it("shows the server's words, and tries again on request", async () => {
    const reload = jest.fn();
    const error = await answer(503, 'The cluster does not answer.');
    renderInTestApp(
      <LoadView load={{ status: 'error', error, reload }}>
        {() => 'value'}
      </LoadView>,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The cluster does not answer.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(reload).toHaveBeenCalled();
  });

  it('keeps what was there when refreshing it failed', () => {
    const load = {
      status: 'error' as const,
      error: new Error('away'),
      value: 'value from before',
      reload: () => {},
    };
    renderInTestApp(<LoadView load={load}>{value => value}</LoadView>);
    expect(screen.getByText('value from before')).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent('could not refresh');
  });

  it('keeps what was typed into it when refreshing failed, and when it succeeds again', async () => {
    let fetchValue = async () => 'first';
    function Live() {
      const load = useLoad('', () => fetchValue());
      return (
        <>
          <button onClick={load.reload}>Refresh</button>
          <LoadView load={load}>
            {value => <input aria-label="Reason" placeholder={value} />}
          </LoadView>
        </>
      );
    }
    renderInTestApp(<Live />);
    await userEvent.type(await screen.findByLabelText('Reason'), 'It leaks.');
    fetchValue = async () => Promise.reject(new Error('away'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('away');
    expect(screen.getByLabelText('Reason')).toHaveValue('It leaks.');
    fetchValue = async () => 'second';
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    const field = await screen.findByPlaceholderText('second');
    expect(field).toHaveValue('It leaks.');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('does not offer to try again what one may not see', async () => {
    const error = await answer(403, 'Ask for the permission.');
    renderInTestApp(
      <LoadView load={{ status: 'error', error, reload: () => {} }}>
        {() => 'value'}
      </LoadView>,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('You may not see this');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('story', () => {
  it('tells what happened in order, with its evidence, its change and its proof', async () => {
    renderInTestApp(
      <Story
        label="Activity"
        linkChanges
        items={[
          {
            id: 'a',
            at: '2026-11-26T10:00:00.000Z',
            kind: 'finding',
            tone: 'danger',
            words: 'checkout crash-loops',
            changeId: 'c1',
            ledgerIndex: 7,
            evidence: { restarts: 5 },
          },
          {
            id: 'b',
            at: '2026-11-26T10:01:00.000Z',
            kind: 'ended',
            tone: 'positive',
            words: 'restarted',
          },
        ]}
      />,
      { mountedRoutes },
    );
    const story = screen.getByRole('list', { name: 'Activity' });
    const [first, second] = within(story).getAllByRole('listitem');
    expect(first).toHaveTextContent('went wrong: checkout crash-loops');
    expect(second).toHaveTextContent('went well: restarted');
    expect(
      within(first).getByRole('link', { name: 'Open the change' }),
    ).toHaveAttribute('href', '/changes/c1');
    expect(
      within(first).getByRole('link', { name: 'Ledger entry 7' }),
    ).toHaveAttribute('href', '/ledger?entry=7');
    const evidence = within(first).getByText(/restarts: 5/);
    expect(evidence).not.toBeVisible();
    await userEvent.click(within(first).getByText('Evidence'));
    expect(evidence).toBeVisible();
  });
});
