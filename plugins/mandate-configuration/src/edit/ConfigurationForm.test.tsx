import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ConfigurationLevelName } from '@mandate/plugin-mandate-common';
import { screen } from '@testing-library/react';
import { ConfigurationForm } from './ConfigurationForm';

const levelSchemas = {
  global: { additionalProperties: false },
  environment: { properties: { workers: false } },
  service: { properties: { region: false } },
  instance: { properties: { region: false } },
};

function renderForm(level: ConfigurationLevelName) {
  const origin = {
    ...{ level: 'service' as const, file: 'services/checkout.yaml' },
    ...{ line: 1, column: 1, commit: 'a'.repeat(40), author: 'Ann' },
  };
  renderInTestApp(
    <ConfigurationForm
      schema={{
        properties: {
          workers: { title: 'Workers', type: 'integer' },
          region: { title: 'Region', type: 'string' },
        },
      }}
      levelSchemas={levelSchemas}
      values={[
        { path: 'workers', state: 'set', value: 4, origin, overrode: [] },
      ]}
      level={level}
      known={{ secrets: [], services: [], ports: [], endpoints: [] }}
      filled={new Map()}
      onChange={() => {}}
    />,
  );
}

it('lets a level set what its schema allows', async () => {
  renderForm('service');
  expect(
    await screen.findByRole('textbox', { name: 'Workers' }),
  ).not.toHaveAttribute('readonly');
});

it('shows what a level may not set without a way to change it, and says where it is set', async () => {
  renderForm('service');
  const region = await screen.findByRole('textbox', { name: 'Region' });
  expect(region).toHaveAttribute('readonly');
  expect(region).toHaveAccessibleDescription(
    'Not set. It may not be set for “Service”. It may be set for: Environment.',
  );
});

it('shows a value that a narrower level set, and all levels that may', async () => {
  renderForm('environment');
  const workers = await screen.findByRole('textbox', { name: 'Workers' });
  expect(workers).toHaveAttribute('readonly');
  expect(workers).toHaveAccessibleDescription(
    /^Not set\. Here services\/checkout\.yaml wins with 4\. It may not be set for “Environment”\. It may be set for: Service, This one alone\.$/,
  );
});
