import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  MandateApi,
  Simulation,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef, templatesApiRef } from '@mandate/plugin-mandate-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps, useState } from 'react';
import { DecisionPreview } from './DecisionPreview';

const template: TemplateView = {
  name: 'queue',
  title: 'Queue',
  description: 'Holds messages.',
  stateful: false,
  current: 'sha256:1',
  versions: [{ digest: 'sha256:1', state: 'approved' }],
  schema: { properties: { memory: {} } },
  groups: [],
};
// safety: only what is shown is given.
const simulation = {
  plan: { summary: '3 objects', undo: { words: 'removed again' } },
  assessment: { risk: { level: 'low', score: 0.1, factors: [] } },
  decision: {
    oversight: 'autonomous',
    requirements: [],
    decidedBy: { words: 'All is well.', clause: { type: 'no-mandate' } },
  },
} as unknown as Simulation;

const filled = {
  name: 'orders',
  owner: 'group:default/shop',
  environment: 'dev',
  memory: '1Gi',
};

function renderPreview(form: object) {
  const simulate = jest.fn<
    ReturnType<MandateApi['simulate']>,
    Parameters<MandateApi['simulate']>
  >(async () => simulation);
  function Form() {
    const [formData, setFormData] = useState(form);
    // safety: the field reads only these of the form library's properties.
    const props = {
      schema: { title: 'What will be decided' },
      uiSchema: { 'ui:options': { template: 'queue' } },
      formContext: { formData },
    } as unknown as ComponentProps<typeof DecisionPreview>;
    return (
      <>
        <button onClick={() => setFormData({ ...form, memory: '9Gi' })}>
          Ask for more
        </button>
        <DecisionPreview {...props} />
      </>
    );
  }
  renderInTestApp(<Form />, {
    apis: [
      [mandateApiRef, { simulate }],
      [templatesApiRef, { getTemplate: async () => template }],
    ],
  });
  return simulate;
}

const show = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Show what will be decided' }),
  );

describe('the preview of a decision', () => {
  it('tries what the form says, when it is asked to', async () => {
    const simulate = renderPreview(filled);
    await screen.findByRole('group', { name: 'What will be decided' });
    expect(simulate).not.toHaveBeenCalled();
    await show();
    expect(await screen.findByText('This will run by itself.')).toBeVisible();
    expect(simulate.mock.calls[0][0]).toMatchObject({
      kind: 'deploy',
      input: { template: { name: 'queue', parameters: { memory: '1Gi' } } },
    });
  });

  it('is taken away when the form says something else', async () => {
    renderPreview(filled);
    await show();
    await screen.findByText('This will run by itself.');
    await userEvent.click(screen.getByRole('button', { name: 'Ask for more' }));
    expect(await screen.findByText(/says something else now/)).toBeVisible();
    expect(screen.queryByText('This will run by itself.')).toBeNull();
  });

  it('says what has to be filled in first', async () => {
    const simulate = renderPreview({ ...filled, owner: '' });
    await show();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Fill these in first: owner.',
    );
    expect(simulate).not.toHaveBeenCalled();
  });
});
