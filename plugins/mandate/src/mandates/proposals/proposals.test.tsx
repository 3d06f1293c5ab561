import type { ChangeSummary } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { sampleMandate } from '../../__testUtils__/sampleMandate';
import { MandateText } from '../editor/MandateText';
import { mandateDocument } from '../editor/mandateDocument';
import { MandateProposals, WaitingMandates } from './MandateProposals';
import { ProposeMandate } from './ProposeMandate';

const document = mandateDocument(sampleMandate, sampleMandate.spec);

// safety: only what the pages read is given.
const waiting = {
  id: 'c1',
  title: 'Change mandate Core services',
  statusWords: 'Waiting for platform and security.',
  state: 'awaiting-approval',
} as ChangeSummary;
const page = async () => ({ items: [waiting], total: 1 });

const other = {
  version: 'sha256:fedcba9876543210',
  spec: { ...sampleMandate.spec, owner: 'group:default/other' },
  since: '2026-11-01T00:00:00.000Z',
  changeId: 'c1',
};

describe('proposals of mandates', () => {
  it('are made with a reason, and nothing is sent without one', async () => {
    const propose = jest.fn().mockResolvedValue({ id: 'c9', title: 'Change' });
    renderWithMandate(
      <ProposeMandate mandate={sampleMandate} document={document} />,
      { api: { propose } },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose this version…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Propose it' }),
    );
    expect(propose).not.toHaveBeenCalled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'Safer.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Propose it' }),
    );
    await waitFor(() =>
      expect(propose).toHaveBeenCalledWith({
        kind: 'change-mandate',
        target: {
          entityRef: sampleMandate.entityRef,
          environment: 'portal',
        },
        input: { action: 'put', document },
        reason: 'Safer.',
      }),
    );
  });

  it('say why they cannot be made, and stay open', async () => {
    renderWithMandate(
      <ProposeMandate mandate={sampleMandate} document={document} />,
      {
        api: {
          propose: async () =>
            Promise.reject(new Error('This version is in force already.')),
        },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose this version…' }),
    );
    await userEvent.type(await screen.findByRole('textbox'), 'Again.');
    await userEvent.click(screen.getByRole('button', { name: 'Propose it' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'in force already',
    );
  });

  it('that wait stand on the mandate’s page with what they wait for', async () => {
    renderWithMandate(
      <MandateProposals
        mandate={{ ...sampleMandate, catalogVersion: other }}
      />,
      { api: { listChanges: page } },
    );
    expect(
      await screen.findByText('Waiting for platform and security.'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See the change' }),
    ).toHaveAttribute('href', '/changes/c1');
    expect(screen.getByText(/until then this one holds/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
  });

  it('of what the catalog shows can be made again once they have ended', async () => {
    renderWithMandate(
      <MandateProposals
        mandate={{ ...sampleMandate, catalogVersion: other }}
      />,
      { api: {} },
    );
    expect(
      await screen.findByRole('button', {
        name: 'Propose version fedcba987654 again…',
      }),
    ).toBeVisible();
  });

  it('tell of a mandate that left the catalog', async () => {
    renderWithMandate(
      <MandateProposals
        mandate={{
          ...sampleMandate,
          leftCatalog: { since: '2026-11-01T00:00:00.000Z' },
        }}
      />,
      { api: {} },
    );
    expect(
      await screen.findByText(/left the catalog and grants nothing/),
    ).toBeVisible();
  });

  it('of all mandates are listed, and nothing is said when none waits', async () => {
    renderWithMandate(<WaitingMandates />, { api: { listChanges: page } });
    expect(
      await screen.findByRole('link', { name: waiting.title }),
    ).toBeVisible();
  });
});

describe('the whole mandate as text', () => {
  async function open() {
    renderWithMandate(<MandateText mandate={sampleMandate} />, { api: {} });
    await userEvent.click(
      await screen.findByText('Edit the whole mandate as text'),
    );
    return screen.getByRole('textbox', { name: /The mandate as text/ });
  }
  const replace = async (field: HTMLElement, from: string, to: string) => {
    const text = (field as HTMLTextAreaElement).value.replace(from, to);
    await userEvent.clear(field);
    await userEvent.click(field);
    await userEvent.paste(text);
  };

  it('offers nothing while it is as in force, and proposes what is valid', async () => {
    const field = await open();
    expect(screen.queryByRole('button', { name: /Propose/ })).toBeNull();
    await replace(field, "risk.level == 'low'", "risk.level == 'medium'");
    expect(
      await screen.findByRole('button', { name: 'Propose this version…' }),
    ).toBeVisible();
  });

  it('says what has to be mended', async () => {
    const field = await open();
    await replace(field, 'owner:', 'ownr:');
    expect(await screen.findByText(/not valid like this/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Propose/ })).toBeNull();
  });

  it('keeps the name', async () => {
    const field = await open();
    await replace(field, 'name: core-services', 'name: other');
    expect(await screen.findByText(/metadata\.name/)).toBeVisible();
  });
});
