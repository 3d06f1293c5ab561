import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  ConfigurationApi,
  ConfigurationView,
  MandateApi,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { configurationApiRef } from '../configurationApiRef';
import { ConfigurationContent } from './ConfigurationContent';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};
const commit = 'a'.repeat(40);
const older = 'b'.repeat(40);
const global = {
  level: 'global' as const,
  file: 'global.yaml',
  line: 2,
  column: 1,
  commit: older,
  author: 'Ann',
};
const view: ConfigurationView = {
  entityRef: 'component:default/checkout',
  environment: 'dev',
  commit,
  values: [
    {
      path: 'log.level',
      state: 'set',
      value: 'debug',
      origin: {
        ...global,
        level: 'environment',
        file: 'environments/dev.yaml',
        line: 7,
        author: 'Bob',
      },
      overrode: [{ value: 'info', origin: global }],
    },
  ],
  problems: [],
  notices: [],
  files: [{ level: 'instance', path: 'instances/dev/checkout.yaml', text: '' }],
  schema: {
    properties: {
      log: {
        type: 'object',
        title: 'Log',
        properties: {
          level: { title: 'Level', type: 'string' },
        },
      },
    },
  },
  levelSchemas: { global: {}, environment: {}, service: {}, instance: {} },
  standing: { state: 'in-step', words: 'All is applied.' },
};

const listConfigurationReferences = async () => ({
  secrets: [{ name: 'orders-db', keys: ['password'] }],
  services: [],
  ports: [],
  endpoints: [],
});

function renderPage(
  api: Partial<ConfigurationApi>,
  options: { readonly mandate?: Partial<MandateApi> } = {},
) {
  const { mandate } = options;
  renderInTestApp(
    <EntityProvider entity={entity}>
      <ConfigurationContent />
    </EntityProvider>,
    {
      apis: [
        [configurationApiRef, { listConfigurationReferences, ...api }],
        [
          mandateApiRef,
          {
            listEnvironments: async () =>
              ['dev', 'staging'].map(name => ({
                name,
                title: name,
                production: false,
                cluster: 'main',
              })),
            ...mandate,
          },
        ],
        mockApis.permission(),
      ],
    },
  );
}

it('tells of each value who set it where, and what that overrode', async () => {
  renderPage({ getConfiguration: async () => view });
  const row = await screen.findByRole('row', { name: /log\.level/ });
  expect(within(row).getByText('debug')).toBeVisible();
  expect(
    within(row).getByRole('button', {
      name: /Environment: environments\/dev\.yaml, line 7, by Bob in a*b+; instead of info \(global\.yaml, line 2\)/,
    }),
  ).toBeVisible();
});

it('shows plan and decision of a form before anything is proposed', async () => {
  const simulate = jest.fn(() => new Promise<never>(() => {}));
  const propose = jest.fn();
  const checkConfiguration = jest.fn(async () => ({
    problems: [],
    notices: [],
    differences: [],
    files: [],
  }));
  renderPage(
    { getConfiguration: async () => view, checkConfiguration },
    { mandate: { simulate, propose } },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Edit…' }));
  const dialog = await screen.findByRole('dialog');
  const show = within(dialog).getByRole('button', {
    name: 'Show what will happen',
  });
  expect(show).toBeDisabled();
  const field = within(dialog).getByRole('textbox', { name: 'Level' });
  await userEvent.clear(field);
  await userEvent.type(field, 'warn');
  await userEvent.click(show);
  await waitFor(() =>
    expect(simulate).toHaveBeenCalledWith({
      kind: 'change-configuration',
      target: { entityRef: view.entityRef, environment: 'dev' },
      input: {
        action: 'edit',
        edits: [
          {
            level: 'instance',
            set: [{ path: ['log', 'level'], value: 'warn' }],
            unset: [],
          },
        ],
      },
    }),
  );
  expect(propose).not.toHaveBeenCalled();
});

it('takes a value of the level away, and says before what holds then', async () => {
  const checkConfiguration = jest.fn(async () => ({
    problems: [],
    notices: [],
    differences: [],
    files: [],
  }));
  renderPage({
    checkConfiguration,
    getConfiguration: async () => ({
      ...view,
      values: [
        {
          path: 'log.level',
          state: 'set',
          value: 'debug',
          origin: {
            ...global,
            level: 'instance',
            file: 'instances/dev/checkout.yaml',
          },
          overrode: [{ value: 'info', origin: global }],
        },
      ],
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit…' }));
  const dialog = await screen.findByRole('dialog');
  const field = within(dialog).getByRole('textbox', { name: 'Level' });
  expect(field).toHaveValue('debug');
  await userEvent.click(
    within(dialog).getByRole('button', {
      name: 'Level: Use info from global.yaml',
    }),
  );
  expect(field).toHaveValue('info');
  expect(
    within(dialog).getByText('Goes back to info, from global.yaml.'),
  ).toBeVisible();
  await waitFor(() =>
    expect(checkConfiguration).toHaveBeenCalledWith(
      expect.objectContaining({
        edits: [{ level: 'instance', set: [], unset: [['log', 'level']] }],
      }),
      expect.anything(),
    ),
  );
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Level: Leave it as it was' }),
  );
  expect(field).toHaveValue('debug');
});

it('asks for a secret by name and key, and proposes nothing but the reference', async () => {
  const checkConfiguration = jest.fn(async () => ({
    problems: [],
    notices: [],
    differences: [],
    files: [],
  }));
  renderPage({
    checkConfiguration,
    getConfiguration: async () => ({
      ...view,
      schema: {
        properties: { password: { title: 'Password', 'x-secret': true } },
      },
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit…' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(
    within(dialog).getByRole('combobox', {
      name: 'Password: name of the Secret',
    }),
    'orders-db',
  );
  await userEvent.tab();
  await userEvent.type(
    within(dialog).getByRole('combobox', { name: 'Password: key in it' }),
    'password',
  );
  await waitFor(() =>
    expect(checkConfiguration).toHaveBeenLastCalledWith(
      expect.objectContaining({
        edits: [
          {
            level: 'instance',
            set: [
              {
                path: ['password'],
                value: { secretRef: { name: 'orders-db', key: 'password' } },
              },
            ],
            unset: [],
          },
        ],
      }),
      expect.anything(),
    ),
  );
});

it('offers to go back to an older version, not to the newest', async () => {
  renderPage({
    getConfiguration: async () => view,
    listConfigurationVersions: async () =>
      [commit, older].map(one => ({
        commit: one,
        author: 'Ann',
        at: '2026-11-26T12:00:00Z',
        subject: one === commit ? 'Second' : 'First',
        levels: ['global' as const],
        signature: 'none' as const,
      })),
  });
  await userEvent.click(await screen.findByRole('radio', { name: 'History' }));
  expect(
    await screen.findByRole('button', { name: 'Roll back to First' }),
  ).toBeVisible();
  expect(
    screen.queryByRole('button', { name: 'Roll back to Second' }),
  ).toBeNull();
});

it('says what is wrong, and with what nothing is configured what would fill it', async () => {
  renderPage({
    getConfiguration: async () => ({
      ...view,
      values: [],
      problems: [{ code: 'schema', message: 'log is required.', path: '' }],
    }),
  });
  expect(await screen.findByText('One thing is wrong')).toBeVisible();
  expect(screen.getByText('Nothing is configured')).toBeVisible();
});

it('says what went wrong', async () => {
  renderPage({
    getConfiguration: async () => {
      throw new Error('away');
    },
  });
  expect(await screen.findByRole('alert')).toHaveTextContent('away');
});
