import type { MandateApi } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { honestAnswers } from '../__testUtils__/honestAnswers';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { saveAsFile } from '../page/saveAsFile';
import type { LedgerAnswers } from './verifyEntry';
import { LedgerPage } from './LedgerPage';

jest.mock('../page/saveAsFile');

function renderLedger(
  answers: LedgerAnswers,
  options: { url?: string; api?: Partial<MandateApi> } = {},
) {
  const { entry, checkpoint, proof } = answers;
  const listLedgerEntries = jest.fn(async () => ({ items: [entry] }));
  renderWithMandate(<LedgerPage />, {
    url: options.url,
    api: {
      listLedgerEntries,
      getCheckpoint: async () => checkpoint,
      getInclusionProof: async () => proof,
      ...options.api,
    },
  });
  return listLedgerEntries;
}

describe('ledger page', () => {
  it('shows the checkpoint and how to check a bundle offline with its key', async () => {
    const answers = await honestAnswers();
    const { checkpoint } = answers;
    renderLedger(answers);
    const section = await screen.findByRole('region', { name: 'Checkpoint' });
    await waitFor(() => expect(section).toHaveTextContent(checkpoint.rootHash));
    expect(section).toHaveTextContent(
      `verify mandate-ledger.json --key '${checkpoint.verifierKey}'`,
    );
  });

  it('verifies an entry in the browser and shows each step', async () => {
    renderLedger(await honestAnswers());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Open entry 2' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Verify' }),
    );
    expect(await within(dialog).findByText(/^It holds/)).toBeVisible();
    expect(within(dialog).getAllByText('holds')).toHaveLength(6);
  });

  it('shows names while they exist, and says erased afterwards', async () => {
    renderLedger(await honestAnswers(), { url: '/?entry=2' });
    const dialog = await screen.findByRole('dialog');
    const personal = await within(dialog).findByRole('region', {
      name: 'Personal data',
    });
    expect(personal).toHaveTextContent('user:default/ann');
  });

  it('says erased where the names are gone', async () => {
    const answers = await honestAnswers();
    const { entry } = answers;
    const erased = { ...entry, actor: 'erased', openings: [] };
    renderLedger(answers, {
      url: '/?entry=2',
      api: { listLedgerEntries: async () => ({ items: [erased] }) },
    });
    expect(
      await screen.findByText('Some personal data of this entry was erased.'),
    ).toBeVisible();
  });

  it('says so when an entry does not hold', async () => {
    const answers = await honestAnswers();
    const { entry } = answers;
    const canonical = entry.canonical.replace('"number":2', '"number":3');
    renderLedger(answers, {
      url: '/?entry=2',
      api: {
        listLedgerEntries: async () => ({ items: [{ ...entry, canonical }] }),
      },
    });
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Verify' }),
    );
    expect(await within(dialog).findByText(/^It does not hold/)).toBeVisible();
  });

  it('opens the entry that a link names, wherever it is in the list', async () => {
    const listLedgerEntries = renderLedger(await honestAnswers(), {
      url: '/?entry=2',
    });
    expect(await screen.findByRole('dialog')).toHaveTextContent('Entry 2');
    expect(listLedgerEntries).toHaveBeenCalledWith(
      { cursor: '3', limit: 1 },
      expect.anything(),
    );
  });

  it('says what writes the first entry when there is none', async () => {
    renderLedger(await honestAnswers(), {
      api: { listLedgerEntries: async () => ({ items: [] }) },
    });
    expect(await screen.findByText('No entry yet')).toBeVisible();
  });

  it('searches by what the link says', async () => {
    const listLedgerEntries = renderLedger(await honestAnswers(), {
      url:
        '/?actor=user:default/ann&target=component:default/a&kind=voted' +
        '&from=2026-11-01T00:00&to=2026-11-02T12:30&text=approved',
    });
    await screen.findByRole('button', { name: 'Open entry 2' });
    expect(listLedgerEntries).toHaveBeenCalledWith(
      {
        actor: 'user:default/ann',
        target: 'component:default/a',
        kind: 'voted',
        from: new Date(2026, 10, 1).toISOString(),
        to: new Date(2026, 10, 2, 12, 30).toISOString(),
        text: 'approved',
        limit: 25,
      },
      expect.anything(),
    );
  });

  it('searches for what is typed, and says when nothing is found', async () => {
    const listLedgerEntries = jest.fn(async () => ({ items: [] }));
    renderLedger(await honestAnswers(), { api: { listLedgerEntries } });
    const search = await screen.findByRole('searchbox', {
      name: 'Search what happened',
    });
    await userEvent.type(search, 'x');
    await waitFor(() =>
      expect(listLedgerEntries).toHaveBeenLastCalledWith(
        expect.objectContaining({ text: 'x' }),
        expect.anything(),
      ),
    );
    expect(
      await screen.findByText('No entry matches these filters'),
    ).toBeVisible();
  });

  it('shows why entries cannot be read', async () => {
    renderLedger(await honestAnswers(), {
      api: {
        listLedgerEntries: async () => {
          throw new Error('You lack the permission');
        },
      },
    });
    expect(await screen.findByText(/You lack the permission/)).toBeVisible();
  });

  it('exports the entries that the filters leave, each format as a file of its own', async () => {
    const exportLedgerEntries = jest.fn(
      async (format: string) => `${format}\n`,
    );
    renderLedger(await honestAnswers(), {
      url: '/?kind=voted',
      api: { exportLedgerEntries },
    });
    for (const [name, format, file] of [
      ['as JSON Lines', 'jsonl', 'mandate-ledger.jsonl'],
      ['as CloudEvents', 'cloudevents', 'mandate-ledger.cloudevents.jsonl'],
      ['as OCSF', 'ocsf', 'mandate-ledger.ocsf.jsonl'],
    ]) {
      await userEvent.click(await screen.findByRole('button', { name }));
      await waitFor(() =>
        expect(saveAsFile).toHaveBeenLastCalledWith(
          file,
          `${format}\n`,
          'application/json',
        ),
      );
      expect(exportLedgerEntries).toHaveBeenLastCalledWith(
        format,
        expect.objectContaining({ kind: 'voted' }),
      );
    }
  });
});
