import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Boundaries } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, useState } from 'react';
import { SchedulePicker } from './schedulePicker/SchedulePicker';
import { SecretPicker } from './secretPicker/SecretPicker';
import { SizePicker } from './sizePicker/SizePicker';

const boundaries: Boundaries = {
  environment: 'prod',
  namespace: 'shop-prod',
  cluster: 'main',
  mandates: [],
  limits: [{ name: 'memoryGiB', limit: 4, hard: false, mandate: 'production' }],
  kinds: [],
};

/** The field in a form that keeps its value. */
function renderField<P>(
  Field: ComponentType<P>,
  options: {
    readonly formData?: string;
    readonly form?: object;
    readonly uiOptions?: object;
  } = {},
) {
  const onChange = jest.fn();
  function Form() {
    const [formData, setFormData] = useState(options.formData);
    // safety: the fields read only these of the form library's properties.
    const props = {
      formData,
      onChange: (value: string | undefined) => {
        onChange(value);
        setFormData(value);
      },
      schema: { title: 'Field', type: 'string' },
      uiSchema: { 'ui:options': options.uiOptions },
      idSchema: { $id: 'root_field' },
      formContext: { formData: options.form },
    } as unknown as P & object;
    return <Field {...props} />;
  }
  renderInTestApp(<Form />, {
    apis: [[mandateApiRef, { getBoundaries: async () => boundaries }]],
  });
  return { onChange };
}

describe('size picker', () => {
  it('shows the price of all copies, and that the limit is kept', async () => {
    renderField(SizePicker, {
      formData: '512Mi',
      form: { environment: 'prod', replicas: 4 },
      uiOptions: { resource: 'memory', monthlyPrice: 3.2, currency: 'EUR' },
    });
    expect(
      await screen.findByText(
        'About 6.4 EUR a month for 4 of it, as requested.',
      ),
    ).toBeVisible();
    expect(
      await screen.findByText('2 of the 4 that may run here without asking.'),
    ).toBeVisible();
  });

  it('says when people will be asked', async () => {
    renderField(SizePicker, {
      formData: '8Gi',
      form: { environment: 'prod' },
      uiOptions: { resource: 'memory' },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      '8 is more than the 4',
    );
  });

  it('takes another size, and says when it is none', async () => {
    renderField(SizePicker, {
      formData: '3Gi',
      uiOptions: { resource: 'memory' },
    });
    const own = await screen.findByRole('textbox', { name: 'Size' });
    await userEvent.clear(own);
    await userEvent.type(own, 'huge');
    expect(await screen.findByRole('alert')).toHaveTextContent('no size');
  });
});

describe('secret picker', () => {
  it('takes a name', async () => {
    const { onChange } = renderField(SecretPicker);
    await userEvent.type(await screen.findByRole('textbox'), 'db-login');
    await waitFor(() => expect(onChange).toHaveBeenLastCalledWith('db-login'));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says when the secret itself was pasted', async () => {
    renderField(SecretPicker, { formData: 'hunter2Hunter!' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'looks like the secret itself',
    );
  });
});

describe('schedule picker', () => {
  it('offers usual times by name', async () => {
    renderField(SchedulePicker, { formData: '0 3 * * *' });
    expect(
      await screen.findByRole('button', { name: /Field/ }),
    ).toHaveTextContent('Every night at 03:00');
  });

  it('says when an expression is no schedule', async () => {
    renderField(SchedulePicker, { formData: '99 * * * *' });
    expect(await screen.findByRole('alert')).toHaveTextContent('no schedule');
    expect(
      screen.getByRole('textbox', { name: 'Cron expression' }),
    ).toHaveValue('99 * * * *');
  });
});
