import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Boundaries, MandateApi } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { EnvironmentPicker } from './EnvironmentPicker';

const boundaries: Boundaries = {
  environment: 'prod',
  namespace: 'shop-prod',
  cluster: 'main',
  mandates: [
    {
      name: 'production',
      entityRef: 'mandate:default/production',
      title: 'Production',
      reviewOverdue: false,
    },
  ],
  limits: [
    { name: 'replicas', limit: 10, hard: false, mandate: 'production' },
    { name: 'memoryGiB', limit: 16, hard: true, mandate: 'production' },
  ],
  kinds: [
    {
      inputForms: [],
      kind: 'deploy',
      title: 'Deploy',
      oversight: 'approve',
      words: 'needs platform and security',
    },
  ],
};

function renderPicker(
  options: {
    formData?: string;
    rawErrors?: string[];
    api?: Partial<MandateApi>;
  } = {},
) {
  const onChange = jest.fn();
  const getBoundaries = jest.fn(async () => boundaries);
  // safety: the field reads only these of the form library's properties.
  const props = {
    onChange,
    formData: options.formData,
    rawErrors: options.rawErrors,
    required: true,
    schema: { title: 'Environment', type: 'string' },
    uiSchema: {},
    idSchema: { $id: 'root_environment' },
    formContext: { formData: { owner: 'group:default/shop' } },
  } as unknown as ComponentProps<typeof EnvironmentPicker>;
  renderInTestApp(<EnvironmentPicker {...props} />, {
    apis: [
      [
        mandateApiRef,
        {
          getBoundaries,
          listEnvironments: async () => [
            {
              name: 'dev',
              title: 'Development',
              cluster: 'main',
              production: false,
            },
            {
              name: 'prod',
              title: 'Production',
              cluster: 'main',
              production: true,
            },
          ],
          ...options.api,
        },
      ],
    ],
  });
  return { onChange, getBoundaries };
}

describe('environment picker', () => {
  it('offers the environments and is used by keyboard', async () => {
    const { onChange } = renderPicker();
    const select = await screen.findByRole('button', { name: /Environment/ });
    await userEvent.tab();
    expect(select).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByRole('option', {
        name: 'Production (serves real users)',
      }),
    ).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(onChange).toHaveBeenCalledWith('prod'));
  });

  it('shows for the chosen one who is asked and which limits apply', async () => {
    const { getBoundaries } = renderPicker({ formData: 'prod' });
    const applies = await screen.findByRole('region', {
      name: 'What applies there',
    });
    await waitFor(() => expect(applies).toHaveTextContent('Asks people'));
    expect(applies).toHaveTextContent('needs platform and security');
    expect(applies).toHaveTextContent(
      '10 pods, 16 GiB of memory (never beyond)',
    );
    expect(applies).toHaveTextContent('mandate production');
    expect(getBoundaries).toHaveBeenCalledWith(
      expect.objectContaining({
        environment: 'prod',
        kind: 'deploy',
        owner: 'group:default/shop',
      }),
      expect.anything(),
    );
  });

  it('says that one has to be chosen', async () => {
    renderPicker({ rawErrors: ['must be string'] });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Choose an environment.',
    );
  });

  it('says when there is no environment', async () => {
    renderPicker({ api: { listEnvironments: async () => [] } });
    expect(
      await screen.findByText(/No environment is configured/),
    ).toBeVisible();
  });

  it('says why the environments could not be loaded', async () => {
    renderPicker({
      api: {
        listEnvironments: async () => {
          throw new Error('The portal does not answer.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The portal does not answer.',
    );
  });

  it('keeps the choice when its limits cannot be loaded', async () => {
    renderPicker({
      formData: 'prod',
      api: {
        getBoundaries: async () => {
          throw new Error('away');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('away');
    expect(
      screen.getByRole('button', { name: /Environment/ }),
    ).toHaveTextContent('Production');
  });
});
