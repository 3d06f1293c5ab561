import type { ChangeFilter, MandateApi } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { responseError } from '../__testUtils__/responseError';
import { sampleChange } from '../__testUtils__/sampleChange';
import { ChangesPage } from './ChangesPage';

function renderChanges(
  options: {
    url?: string;
    listChanges?: MandateApi['listChanges'];
  } = {},
) {
  const asked: (ChangeFilter | undefined)[] = [];
  const {
    url,
    listChanges = async () => ({ items: [sampleChange()], nextCursor: 'two' }),
  } = options;
  renderWithMandate(<ChangesPage />, {
    url,
    api: {
      listChanges: (filter, request) => {
        asked.push(filter);
        return listChanges(filter, request);
      },
      listEnvironments: async () => [
        {
          name: 'prod',
          title: 'Production',
          cluster: 'main',
          production: true,
        },
      ],
    },
  });
  return asked;
}

const rows = async () =>
  within(await screen.findByRole('table', { name: 'Changes' })).getAllByRole(
    'row',
  );

describe('list of changes', () => {
  it('shows each change with its state, oversight and proposer, linked to its page', async () => {
    renderChanges();
    const [, row] = await rows();
    expect(row).toHaveTextContent('Waiting for approval');
    expect(row).toHaveTextContent('waits for security');
    expect(row).toHaveTextContent('Asks people');
    expect(
      within(row).getByRole('link', { name: 'Deploy checkout 2.4.0 to prod' }),
    ).toHaveAttribute('href', '/changes/c1');
  });

  it('asks for what the URL says', async () => {
    const asked = renderChanges({
      url: '/?state=running&state=stuck&kind=scale&environment=prod&text=cart&proposer=dana&sort=updated',
    });
    await rows();
    expect(asked.at(-1)).toMatchObject({
      states: ['running', 'stuck'],
      kind: 'scale',
      environment: 'prod',
      text: 'cart',
      proposer: 'dana',
      sort: 'updated',
    });
  });

  it('shows a kind and an environment of the URL that nobody here knows', async () => {
    renderChanges({ url: '/?kind=migrate&environment=moon' });
    await rows();
    expect(
      screen.getByRole('button', { name: /^migrate.*Kind/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: /^moon.*Environment/ }),
    ).toBeVisible();
  });

  it('offers the kinds of what people approve once: mandates, templates and configuration', async () => {
    renderChanges();
    await rows();
    await userEvent.click(screen.getByRole('button', { name: /Kind/ }));
    for (const name of [
      'change-mandate',
      'approve-template',
      'change-configuration',
      'bootstrap',
    ]) {
      expect(await screen.findByRole('option', { name })).toBeVisible();
    }
  });

  it('asks again when a filter is typed, from the first page', async () => {
    const asked = renderChanges({ url: '/?cursor=two' });
    await rows();
    expect(asked.at(-1)).toMatchObject({ cursor: 'two' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search changes' }),
      'cart',
    );
    await waitFor(() => expect(asked.at(-1)?.text).toBe('cart'));
    expect(asked.at(-1)?.cursor).toBeUndefined();
  });

  it('goes to the next page by cursor, and back to the first', async () => {
    const asked = renderChanges();
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(asked.at(-1)?.cursor).toBe('two'));
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'First page' }));
    await waitFor(() => expect(asked.at(-1)?.cursor).toBeUndefined());
  });

  it('says how it is filled when there is no change at all', async () => {
    renderChanges({ listChanges: async () => ({ items: [] }) });
    expect(await screen.findByText('No change yet')).toBeVisible();
    expect(
      screen.getByText(/appear here when somebody proposes/),
    ).toBeVisible();
  });

  it('offers to clear filters that nothing matches', async () => {
    const asked = renderChanges({
      url: '/?kind=scale',
      listChanges: async () => ({ items: [] }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() => expect(asked.at(-1)?.kind).toBeUndefined());
  });

  it('says what went wrong, and tries again', async () => {
    const error = await responseError(500, 'The database does not answer.');
    let broken = true;
    renderChanges({
      listChanges: async () => {
        if (broken) {
          throw error;
        }
        return { items: [sampleChange()] };
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database does not answer.',
    );
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(2);
  });
});
