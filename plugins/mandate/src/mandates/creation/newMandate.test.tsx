import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EditorView } from '@codemirror/view';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import { parseMandateSpec } from '@mandate/policy';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { sampleMandate } from '../../__testUtils__/sampleMandate';
import { NewMandatePage } from './NewMandatePage';
import { containerTypes, usualMandate } from './startingPoints';

function open(start: string, api: Partial<MandateApi> = {}) {
  renderWithMandate(<NewMandatePage />, {
    api: { listMandates: async () => [sampleMandate], ...api },
    url: `/?start=${start}`,
    belongsTo: ['group:default/platform'],
  });
}
const field = (name: string | RegExp) => screen.findByRole('textbox', { name });
/** At once: each letter would draw the whole form anew. */
const fill = async (box: HTMLElement, text: string) => {
  await userEvent.click(box);
  await userEvent.paste(text);
};
const proposeButton = () =>
  screen.queryByRole('button', { name: 'Propose this mandate…' });

describe.each(containerTypes)('what is usual for a %s', type => {
  it('is a valid mandate for that type, with a review', () => {
    const spec = usualMandate(type, 'group:default/platform');
    expect(parseMandateSpec(spec).ok).toBe(true);
    expect(spec.appliesTo.containerTypes).toEqual([type]);
    expect(spec.review.by).toBe('group:default/platform');
  });
});

describe('a new mandate', () => {
  it('asks where to start, and offers the four container types and the mandates there are', async () => {
    open('');
    expect(await screen.findByText('Where to start?')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Start from/ }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Core service/),
      expect.stringMatching(/^Utility/),
      expect.stringMatching(/^Integration/),
      expect.stringMatching(/^Specialised function/),
      'Copy of Core service containers',
    ]);
  });

  it('needs a name that is free before it can be proposed, and says so beside the field', async () => {
    open('usual:utility');
    expect(await screen.findByText('Give the mandate a name.')).toBeVisible();
    const name = await field(/^Name/);
    await fill(name, 'core-services');
    expect(name).toBeInvalid();
    expect(proposeButton()).toBeNull();
    await fill(name, '-two');
    await waitFor(() => expect(proposeButton()).toBeVisible());
    expect(name).toBeValid();
  });

  it('is proposed as a change of a mandate that is not there yet', async () => {
    const propose = jest.fn().mockResolvedValue({ id: 'c9', title: 'Add' });
    open('usual:core-service', { propose });
    await fill(await field(/^Name/), 'payments');
    await fill(await field('Title'), 'Payments');
    await fill(await field(/^Environments/), 'dev, staging');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose this mandate…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await fill(await screen.findByRole('textbox'), 'New.');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose it' }),
    );
    expect(dialog).toBeDefined();
    await waitFor(() =>
      expect(propose).toHaveBeenCalledWith({
        kind: 'change-mandate',
        target: {
          entityRef: 'mandate:default/payments',
          environment: 'portal',
        },
        input: {
          action: 'put',
          document: {
            apiVersion: 'mandate.dev/v1alpha1',
            kind: 'Mandate',
            metadata: { name: 'payments', title: 'Payments' },
            spec: {
              ...usualMandate('core-service', 'group:default/platform'),
              appliesTo: {
                containerTypes: ['core-service'],
                environments: ['dev', 'staging'],
              },
            },
          },
        },
        reason: 'New.',
      }),
    );
  });

  it('tells of a wrong condition while it is written, and offers neither replay nor proposal', async () => {
    open('copy:core-services');
    await fill(await field(/^Name/), 'copied');
    await waitFor(() => expect(proposeButton()).toBeVisible());
    const condition = await field(/^Condition of clause 1,/);
    const view = EditorView.findFromDOM(condition);
    act(() =>
      view?.dispatch({
        changes: {
          from: 0,
          to: view.state.doc.length,
          insert: "risk.level == 'hihg'",
        },
      }),
    );
    expect(await screen.findByText('Not ready yet')).toBeVisible();
    expect(proposeButton()).toBeNull();
    expect(screen.queryByRole('button', { name: /Show what/ })).toBeNull();
  });

  it('is written as text too; a text that is not valid is kept, and taken back', async () => {
    open('usual:utility');
    await fill(await field(/^Name/), 'text');
    await userEvent.click(await screen.findByText('The whole mandate as text'));
    const text = await field(/The mandate as text/);
    const written = (text as HTMLTextAreaElement).value;
    await userEvent.clear(text);
    await userEvent.click(text);
    await userEvent.paste(written.replace('every: P1Y', 'every: P6M'));
    expect(proposeButton()).toBeVisible();
    expect((text as HTMLTextAreaElement).value).toContain('P6M');
    await userEvent.clear(text);
    expect(proposeButton()).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Back to the last valid text' }),
    );
    expect((text as HTMLTextAreaElement).value).toContain('P6M');
    expect(proposeButton()).toBeVisible();
  });

  it('says when the mandate to start from is not there', async () => {
    open('copy:nowhere');
    expect(
      await screen.findByText(/There is no mandate nowhere to start from/),
    ).toBeVisible();
  });
});
