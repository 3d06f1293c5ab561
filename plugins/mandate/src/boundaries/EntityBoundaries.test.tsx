import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { Boundaries, MandateApi } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleRevision, sampleChange } from '../__testUtils__/sampleChange';
import { EntityBoundaries } from './EntityBoundaries';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const boundaries = (environment: string): Boundaries => ({
  environment,
  namespace: `shop-${environment}`,
  cluster: 'main',
  mandates: [
    {
      name: 'core-services',
      entityRef: 'mandate:default/core-services',
      title: 'Core',
      reviewOverdue: false,
    },
  ],
  limits: [
    {
      name: 'replicas',
      limit: 10,
      hard: true,
      mandate: 'core-services',
      now: 4,
    },
  ],
  kinds: [
    {
      kind: 'restart',
      title: 'Restart',
      oversight: 'autonomous',
      words: 'runs alone when the risk is low',
      waits: "Waits: the freeze 'Year end' lasts until Monday.",
      budget: {
        used: 10,
        size: 10,
        words: '10 of 10 this week',
        freeAt: '2026-11-30T12:00:00.000Z',
      },
      inputForms: [{ name: '', fields: [] }],
    },
    {
      kind: 'scale',
      title: 'Scale',
      oversight: 'forbid',
      words: 'never',
      inputForms: [
        {
          name: 'replicas',
          fields: [{ name: 'replicas', required: true, type: 'number' }],
        },
      ],
    },
  ],
});

function renderCard(api: Partial<MandateApi> = {}) {
  const getBoundaries = jest.fn(async query => boundaries(query.environment));
  renderWithMandate(
    <EntityProvider entity={entity}>
      <EntityBoundaries />
    </EntityProvider>,
    {
      api: {
        getBoundaries,
        listEnvironments: async () =>
          ['dev', 'prod'].map(name => ({
            name,
            title: name,
            cluster: 'main',
            production: name === 'prod',
          })),
        ...api,
      },
    },
  );
  return { getBoundaries };
}

describe('boundaries card', () => {
  it('says kind by kind what automation may do, with budgets, limits and where they come from', async () => {
    renderCard();
    const card = await screen.findByRole('region', {
      name: 'What automation may do here',
    });
    const table = await within(card).findByRole('table');
    expect(table).toHaveTextContent('Runs by itself');
    expect(table).toHaveTextContent(
      /10 of 10 this week.*asks people until the next is free/,
    );
    expect(table).toHaveTextContent('Never allowed');
    expect(table).toHaveTextContent("the freeze 'Year end' lasts until");
    expect(card).toHaveTextContent('10 pods (never beyond; now 4, 6 left)');
    expect(
      within(card).getByRole('link', { name: 'mandate core-services' }),
    ).toHaveAttribute('href', '/mandates/core-services');
  });

  it('asks about the environment that is chosen', async () => {
    const { getBoundaries } = renderCard();
    await userEvent.click(
      await screen.findByRole('button', { name: /Environment/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'prod' }));
    await waitFor(() =>
      expect(getBoundaries).toHaveBeenLastCalledWith(
        { entityRef: 'component:default/checkout', environment: 'prod' },
        expect.anything(),
      ),
    );
  });

  it('tries a change without proposing it', async () => {
    const propose = jest.fn();
    const simulate = jest.fn(async () => ({
      ...sampleRevision,
      title: 'Scale checkout to 2 in dev',
      target: sampleChange().target,
    }));
    renderCard({ simulate, propose });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try a change…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Scale' }));
    const show = within(dialog).getByRole('button', {
      name: 'Show what would happen',
    });
    await userEvent.click(show);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'Fill in first: replicas',
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'replicas' }),
      '2{Tab}',
    );
    await userEvent.click(show);
    expect(
      await within(dialog).findByText('This will ask platform and security.'),
    ).toBeVisible();
    expect(simulate).toHaveBeenCalledWith({
      kind: 'scale',
      target: { entityRef: 'component:default/checkout', environment: 'dev' },
      input: { replicas: 2 },
    });
    expect(propose).not.toHaveBeenCalled();
  });

  it('says when no environment is configured', async () => {
    renderCard({ listEnvironments: async () => [] });
    expect(
      await screen.findByText('No environment is configured'),
    ).toBeVisible();
  });
});
