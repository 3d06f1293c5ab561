import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EditorView } from '@codemirror/view';
import { parseMandate } from '@mandate/policy';
import { parse } from 'yaml';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { sampleMandate } from '../../__testUtils__/sampleMandate';
import { MandateConditions } from './MandateConditions';

describe('conditions of a mandate', () => {
  it('stand in an editor for each clause, as they are in force, and nothing is offered', async () => {
    renderWithMandate(<MandateConditions mandate={sampleMandate} />, {
      api: {},
    });
    expect(await findCondition(1)).toHaveTextContent("risk.level == 'low'");
    expect(await findCondition(2)).toHaveTextContent('');
    expect(
      screen.queryByRole('region', { name: 'The edited mandate' }),
    ).toBeNull();
  });

  it('are offered as a document to be committed once they are changed, and told not to be saved', async () => {
    renderWithMandate(<MandateConditions mandate={sampleMandate} />, {
      api: {},
    });
    write(await findCondition(2), 'plan.objects.removed > 0');
    const region = await screen.findByRole('region', {
      name: 'The edited mandate',
    });
    const parsed = parseMandate(parse(region.textContent ?? ''));
    expect(parsed).toMatchObject({
      ok: true,
      name: 'core-services',
      spec: {
        ...sampleMandate.spec,
        grants: [
          sampleMandate.spec.grants[0],
          { ...sampleMandate.spec.grants[1], when: 'plan.objects.removed > 0' },
        ],
      },
    });
    expect(screen.getByText('Not in force yet')).toBeVisible();
    expect(
      await screen.findByRole('button', { name: 'Propose this version…' }),
    ).toBeVisible();
  });

  it('are not offered while one of them is wrong', async () => {
    renderWithMandate(<MandateConditions mandate={sampleMandate} />, {
      api: {},
    });
    write(await findCondition(1), "risk.level == 'hihg'");
    expect(
      await screen.findByText(/Mend the condition of clause 1 first/),
    ).toBeVisible();
    expect(screen.getByText(/'high'/)).toBeVisible();
    expect(
      screen.queryByRole('region', { name: 'The edited mandate' }),
    ).toBeNull();
  });

  it('are copied as text', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderWithMandate(<MandateConditions mandate={sampleMandate} />, {
      api: {},
    });
    write(await findCondition(1), 'false');
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeVisible();
    expect(writeText).toHaveBeenCalledWith(
      expect.stringContaining('when: "false"'),
    );
  });

  it('are selected to be copied by hand where the browser gives no clipboard', async () => {
    const user = userEvent.setup();
    Object.defineProperty(navigator, 'clipboard', {
      value: undefined,
      configurable: true,
    });
    renderWithMandate(<MandateConditions mandate={sampleMandate} />, {
      api: {},
    });
    write(await findCondition(1), 'false');
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    expect(await screen.findByText(/The text is selected/)).toBeVisible();
    expect(screen.queryByText('Copied')).toBeNull();
    expect(String(document.getSelection())).toContain('when: "false"');
  });

  it('go back to those in force', async () => {
    renderWithMandate(<MandateConditions mandate={sampleMandate} />, {
      api: {},
    });
    write(await findCondition(1), 'false');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Back to the conditions in force',
      }),
    );
    await waitFor(async () =>
      expect(await findCondition(1)).toHaveTextContent("risk.level == 'low'"),
    );
    expect(screen.queryByText('Nothing is saved here')).toBeNull();
  });
});

function findCondition(clause: number): Promise<HTMLElement> {
  return screen.findByRole('textbox', {
    name: new RegExp(`^Condition of clause ${clause},`),
  });
}

/** jsdom has no layout, so text is put in as CodeMirror itself does it. */
function write(box: HTMLElement, insert: string) {
  const view = EditorView.findFromDOM(box);
  act(() =>
    view?.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert },
    }),
  );
}
