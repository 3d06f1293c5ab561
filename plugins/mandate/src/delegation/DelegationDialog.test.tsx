import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  type CatalogApi,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DelegationDialog } from './DelegationDialog';

const person = (name: string, displayName?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: displayName ? { profile: { displayName } } : {},
});
const answer = (items: Entity[]) => ({
  items,
  totalItems: items.length,
  pageInfo: {},
});

function renderDialog(queryEntities: CatalogApi['queryEntities']) {
  const createDelegation = jest.fn();
  renderInTestApp(<DelegationDialog onSet={() => {}} onClose={() => {}} />, {
    apis: [
      [catalogApiRef, catalogApiMock.mock({ queryEntities })],
      [mandateApiRef, { createDelegation }],
      mockApis.identity({ userEntityRef: 'user:default/sam' }),
    ],
  });
  return createDelegation;
}

const open = async () =>
  userEvent.click(await screen.findByRole('button', { name: /Person/ }));

describe('who votes for somebody', () => {
  it('is searched for in the whole catalog, and is somebody else', async () => {
    const queryEntities = jest.fn<
      ReturnType<CatalogApi['queryEntities']>,
      Parameters<CatalogApi['queryEntities']>
    >(async request =>
      answer(
        request && 'fullTextFilter' in request && request.fullTextFilter
          ? [person('zoe', 'Zoe Zimmer')]
          : [person('dana'), person('sam')],
      ),
    );
    const createDelegation = renderDialog(queryEntities);
    await open();
    expect(await screen.findByRole('option', { name: 'dana' })).toBeVisible();
    expect(screen.queryByRole('option', { name: 'sam' })).toBeNull();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search by name' }),
      'Zimm',
    );
    await userEvent.click(await screen.findByRole('option', { name: /zoe/ }));
    expect(queryEntities.mock.lastCall?.[0]).toMatchObject({
      fullTextFilter: { term: 'Zimm' },
    });
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Let them vote for me',
      }),
    );
    expect(createDelegation).toHaveBeenCalledWith(
      expect.objectContaining({ delegate: 'user:default/zoe' }),
    );
  });

  it('is not nobody while the catalog does not answer', async () => {
    renderDialog(async () => Promise.reject(new Error('The catalog is away.')));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The people could not be read');
    expect(alert).toHaveTextContent('The catalog is away.');
    expect(
      within(alert).getByRole('button', { name: 'Try again' }),
    ).toBeVisible();
  });
});
