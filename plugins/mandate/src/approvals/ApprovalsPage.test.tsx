import type { MandateApi } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { responseError } from '../__testUtils__/responseError';
import { sampleChange } from '../__testUtils__/sampleChange';
import { ApprovalsPage } from './ApprovalsPage';

const first = sampleChange('approver');
const second = sampleChange('onlooker', {
  id: 'c2',
  title: 'Scale price-list to 20 in prod',
});
const third = sampleChange('onlooker', {
  id: 'c3',
  title: 'Deploy checkout 2.4.0 to staging',
});

function renderInbox(
  listApprovals: MandateApi['listApprovals'] = async filter => ({
    items: filter?.mine ? [first] : [first, second, third],
  }),
) {
  const vote = jest.fn();
  renderWithMandate(<ApprovalsPage />, { api: { listApprovals, vote } });
  return { vote };
}

const allRows = () =>
  screen.findByRole('list', { name: 'What waits for others' });

describe('approvals inbox', () => {
  it('says first what needs the viewer, then what waits for others, each once', async () => {
    renderInbox();
    expect(
      await screen.findByRole('heading', { name: '1 change needs you' }),
    ).toBeVisible();
    expect(within(await allRows()).getAllByRole('listitem')).toHaveLength(2);
  });

  it('says of which set a change is a part', async () => {
    const changeSet = { id: 's1', title: 'Release 9', position: 2, size: 3 };
    renderInbox(async () => ({
      items: [sampleChange('approver', { changeSet })],
    }));
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('Part 2 of 3 of Release 9');
  });

  it('moves with j and k, leads to the change, and no key votes', async () => {
    const { vote } = renderInbox();
    await allRows();
    await userEvent.keyboard('j');
    const links = screen.getAllByRole('link', {
      name: /checkout 2.4.0|price-list/,
    });
    expect(links[0]).toHaveFocus();
    expect(links[0]).toHaveAttribute('href', '/changes/c1');
    await userEvent.keyboard('jj');
    expect(links[2]).toHaveFocus();
    await userEvent.keyboard('k');
    expect(links[1]).toHaveFocus();
    await userEvent.keyboard('ayA{Enter}');
    expect(vote).not.toHaveBeenCalled();
  });

  it('searches after a slash, in which j is a letter again', async () => {
    renderInbox();
    await allRows();
    await userEvent.keyboard('/');
    const search = screen.getByRole('searchbox', { name: 'Search what waits' });
    expect(search).toHaveFocus();
    await userEvent.type(search, 'jprice');
    expect(search).toHaveValue('jprice');
    expect(screen.getAllByText('Nothing matches "jprice"').length).toBe(2);
    await userEvent.clear(search);
    await userEvent.type(search, 'price');
    await waitFor(async () =>
      expect(within(await allRows()).getAllByRole('listitem')).toHaveLength(1),
    );
  });

  it('says what would fill it when it is empty', async () => {
    renderInbox(async () => ({ items: [] }));
    expect(await screen.findByText('Nothing needs you')).toBeVisible();
    expect(screen.getByText('Nothing waits for approval')).toBeVisible();
  });

  it.each([
    [undefined, /^Everything that waits for approval needs you/],
    ['two', /^Everything on this page needs you/],
  ])(
    'speaks of all that waits only when there is no other page: %p',
    async (nextCursor, words) => {
      renderInbox(async filter => ({
        items: [first],
        ...(!filter?.mine && { nextCursor }),
      }));
      expect(await screen.findByText(words)).toBeVisible();
    },
  );

  it('says what went wrong', async () => {
    const error = await responseError(503, 'The database does not answer.');
    renderInbox(async () => {
      throw error;
    });
    const alerts = await screen.findAllByRole('alert');
    expect(alerts[0]).toHaveTextContent('The database does not answer.');
  });
});
