import {
  acceptCompletion,
  currentCompletions,
  startCompletion,
} from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { environmentNamed, extendEnvironment } from '@mandate/policy';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { CelEditor } from './CelEditor';

const environment = extendEnvironment(environmentNamed('standard/mixed'), {
  name: 'editor',
  variables: {
    kind: { type: { kind: 'string' }, oneOf: ['deploy', 'scale'] },
    replicas: { type: { kind: 'int' } },
  },
});

describe('CelEditor', () => {
  it('is a text box with a label, whose issues describe it', async () => {
    renderEditor("kind == 'deploi'");
    const box = await screen.findByRole('textbox', { name: 'Condition' });
    await waitFor(() =>
      expect(box).toHaveAccessibleDescription(/Error at 1:9: .*'deploy'/),
    );
  });

  it('lists what is wrong while it is written, and marks it', async () => {
    renderEditor('replicas < 3');
    const view = await findView();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    write(view, 'replicas < ');
    expect(await screen.findByText(/Error at 1:12/)).toBeVisible();
    write(view, 'replicas + 3');
    expect(await screen.findByText(/bool/)).toBeVisible();
    await waitFor(() =>
      expect(view.dom.querySelector('.cm-lintRange-error')).not.toBeNull(),
    );
    write(view, '');
    await waitFor(() =>
      expect(screen.getByRole('status')).toBeEmptyDOMElement(),
    );
  });

  it('completes what fits, and puts it in', async () => {
    renderEditor('kind == ');
    const view = await findView();
    act(() => view.focus());
    act(() => view.dispatch({ selection: { anchor: 8 } }));
    act(() => {
      startCompletion(view);
    });
    await waitFor(() =>
      expect(
        currentCompletions(view.state)
          .slice(0, 2)
          .map(({ label }) => label),
      ).toEqual(["'deploy'", "'scale'"]),
    );
    // Right after it opens, CodeMirror takes no choice, so that none is made by accident.
    await waitFor(() => expect(acceptCompletion(view)).toBe(true));
    expect(view.state.doc.toString()).toBe("kind == 'deploy'");
  });

  it('formats what can be read', async () => {
    renderEditor("kind=='deploy'&&replicas<3");
    const view = await findView();
    await userEvent.click(screen.getByRole('button', { name: 'Format' }));
    await waitFor(() =>
      expect(view.state.doc.toString()).toBe(
        "kind == 'deploy' && replicas < 3",
      ),
    );
    expect(screen.getByRole('button', { name: 'Format' })).toBeDisabled();
  });

  it('changes nothing where it is to be read only', async () => {
    renderEditor('replicas < 3', true);
    const box = await screen.findByRole('textbox', { name: 'Condition' });
    expect(box).toHaveAttribute('aria-readonly', 'true');
    expect(screen.queryByRole('button', { name: 'Format' })).toBeNull();
  });
});

function renderEditor(initial: string, isReadOnly = false) {
  renderInTestApp(<Editor initial={initial} isReadOnly={isReadOnly} />);
}

function Editor(props: {
  readonly initial: string;
  readonly isReadOnly: boolean;
}) {
  const [value, setValue] = useState(props.initial);
  return (
    <CelEditor
      label="Condition"
      value={value}
      onChange={setValue}
      environment={environment}
      isReadOnly={props.isReadOnly}
    />
  );
}

async function findView(): Promise<EditorView> {
  const box = await screen.findByRole('textbox', { name: 'Condition' });
  const view = EditorView.findFromDOM(box);
  if (!view) {
    throw new Error('The text box is no editor.');
  }
  return view;
}

/** jsdom has no layout, so text is put in as CodeMirror itself does it. */
function write(view: EditorView, insert: string) {
  act(() =>
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert },
    }),
  );
}
