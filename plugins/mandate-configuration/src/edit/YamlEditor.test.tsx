import { renderInTestApp } from '@backstage/frontend-test-utils';
import { completionStatus, startCompletion } from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { YamlEditor } from './YamlEditor';

const schema = {
  properties: {
    retries: {
      title: 'Retries',
      description: 'How often it is tried again.',
      type: 'integer',
      minimum: 0,
      maximum: 10,
      default: 2,
    },
    region: { type: 'string', enum: ['north', 'south'] },
  },
};

async function renderEditor(cursor: number) {
  const onEscape = jest.fn();
  renderInTestApp(
    // What stands for the dialog around the editor, which Escape closes.
    <div
      role="presentation"
      onKeyDown={({ key }) => key === 'Escape' && onEscape()}
    >
      <YamlEditor
        path="instance.yaml"
        value={'retries: 3\nregion: \n'}
        onChange={() => {}}
        knowledge={{
          schema,
          levelSchema: { properties: { region: false } },
          known: { secrets: [], services: [], ports: [], endpoints: [] },
        }}
        problems={[]}
      />
    </div>,
  );
  const box = await screen.findByRole('textbox', {
    name: 'File instance.yaml',
  });
  const view = EditorView.findFromDOM(box);
  if (!view) {
    throw new Error('The text box is no editor.');
  }
  act(() => view.focus());
  act(() => view.dispatch({ selection: { anchor: cursor } }));
  return { view, onEscape };
}

const ask = () => userEvent.keyboard('{Control>}ki{/Control}');

it('tells what the key at the cursor means, to be read and to be heard, until the cursor moves', async () => {
  const { view } = await renderEditor(2);
  await ask();
  expect(await screen.findByRole('tooltip')).toHaveTextContent(
    'retriesRetriesHow often it is tried again.Takes: a whole numberAt least 0At most 10Without it: 2',
  );
  expect(view.dom.querySelector('[aria-live=polite]')).toHaveTextContent(
    /^retries Retries How often it is tried again\. .* Without it: 2$/,
  );
  act(() => view.dispatch({ selection: { anchor: 0 } }));
  await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull());
});

it('says when the file may not set a key', async () => {
  await renderEditor(13);
  await ask();
  expect(await screen.findByRole('tooltip')).toHaveTextContent(
    /Allowed: north, south.*This file may not set it\.$/,
  );
});

it('lets Escape close what is open in it, and what is around it only after that', async () => {
  const { view, onEscape } = await renderEditor(2);
  await ask();
  await screen.findByRole('tooltip');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull());

  act(() => view.dispatch({ selection: { anchor: 9, head: 9 } }));
  act(() => {
    startCompletion(view);
  });
  expect(completionStatus(view.state)).not.toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(completionStatus(view.state)).toBeNull();
  expect(onEscape).not.toHaveBeenCalled();

  await userEvent.keyboard('{Escape}');
  expect(onEscape).toHaveBeenCalledTimes(1);
});
