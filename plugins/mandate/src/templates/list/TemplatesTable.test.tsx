import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { TemplateView } from '@mandate/plugin-mandate-common';
import {
  templatesApiRef,
  templatesRouteRef,
} from '@mandate/plugin-mandate-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { sampleTemplate } from '../../__testUtils__/sampleTemplate';
import { TemplatesTable } from './TemplatesTable';

const library = [
  sampleTemplate('message-queue', {
    title: 'Message queue',
    containerType: 'integration',
  }),
  sampleTemplate('valkey-cache', {
    title: 'Valkey cache',
    containerType: 'core-service',
    state: 'deprecated',
  }),
];

function Address() {
  return <output aria-label="Address">{useLocation().search}</output>;
}

function renderTable(options: {
  readonly url?: string;
  readonly templates?: readonly TemplateView[];
}) {
  renderInTestApp(
    <>
      <TemplatesTable />
      <Address />
    </>,
    {
      initialRouteEntries: [options.url ?? '/'],
      mountedRoutes: { '/templates': templatesRouteRef },
      apis: [
        [
          templatesApiRef,
          { listTemplates: async () => options.templates ?? library },
        ],
      ],
    },
  );
}

const search = () =>
  screen.findByRole('searchbox', { name: 'Search templates' });
const titles = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent ?? '');

describe('the list of templates', () => {
  it('is searched by words, which stay in the URL', async () => {
    renderTable({});
    await userEvent.type(await search(), 'queue');
    expect(titles()).toEqual([expect.stringMatching(/^Message queue/)]);
    expect(screen.getByText('1 of 2 templates')).toBeVisible();
    expect(screen.getByLabelText('Address')).toHaveTextContent('?text=queue');
  });

  it('is narrowed by container type and state, chosen by keyboard', async () => {
    renderTable({});
    await search();
    await userEvent.tab();
    await userEvent.tab();
    expect(
      screen.getByRole('button', { name: /Container type/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(
      await screen.findByRole('option', { name: 'core-service' }),
    );
    expect(titles()).toEqual([expect.stringMatching(/^Valkey cache/)]);
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '?type=core-service',
    );
  });

  it('opens as its address says', async () => {
    renderTable({ url: '/?state=deprecated' });
    await search();
    expect(titles()).toEqual([expect.stringMatching(/^Valkey cache/)]);
  });

  it('goes to the search by / and from row to row by j and k', async () => {
    renderTable({});
    await search();
    await userEvent.keyboard('j');
    expect(screen.getByRole('link', { name: 'Message queue' })).toHaveFocus();
    await userEvent.keyboard('j');
    expect(screen.getByRole('link', { name: 'Valkey cache' })).toHaveFocus();
    await userEvent.keyboard('k');
    expect(screen.getByRole('link', { name: 'Message queue' })).toHaveFocus();
    await userEvent.keyboard('/');
    expect(await search()).toHaveFocus();
  });

  it('says when nothing matches, and takes the filters away', async () => {
    renderTable({ url: '/?text=blockchain' });
    expect(await screen.findByText('No template matches')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    expect(titles()).toHaveLength(2);
  });

  it('says what would fill it when there is none', async () => {
    renderTable({ templates: [] });
    expect(await screen.findByText('No template yet')).toBeVisible();
  });
});
