import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  MandateApi,
  TemplateDriftView,
  TemplateInstanceView,
} from '@mandate/plugin-mandate-common';
import {
  changesRouteRef,
  mandateApiRef,
  templatesApiRef,
} from '@mandate/plugin-mandate-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleChange } from '../__testUtils__/sampleChange';
import { EntityTemplate } from './EntityTemplate';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};
const newer = `sha256:${'b'.repeat(64)}`;
const instance: TemplateInstanceView = {
  entityRef: 'component:default/checkout',
  environment: 'dev',
  template: 'web-service',
  digest: `sha256:${'a'.repeat(64)}`,
  values: {},
  images: [],
  changeId: 'c1',
  since: '2026-11-26T10:00:00Z',
  part: false,
  state: 'approved',
};

type MockedPropose = jest.Mock<
  ReturnType<MandateApi['propose']>,
  Parameters<MandateApi['propose']>
>;

function mockPropose(propose: MandateApi['propose']): MockedPropose {
  return jest.fn(propose);
}

const asRendered: TemplateDriftView = {
  environment: 'dev',
  template: 'web-service',
  digest: instance.digest,
  status: 'as-rendered',
};

function renderCard(
  instances: readonly TemplateInstanceView[],
  propose: MockedPropose = mockPropose(async () =>
    sampleChange('approver', { id: 'c2' }),
  ),
  drift: readonly TemplateDriftView[] = [asRendered],
) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityTemplate />
    </EntityProvider>,
    {
      mountedRoutes: { '/changes': changesRouteRef },
      apis: [
        [mandateApiRef, { propose }],
        [
          templatesApiRef,
          {
            listTemplateInstances: async () => instances,
            listTemplateDrift: async () => drift,
          },
        ],
      ],
    },
  );
  return propose;
}

describe('the template of an entity', () => {
  it('is named with its version, and nothing is offered when that is the current one', async () => {
    renderCard([instance]);
    expect(
      await screen.findByText('web-service, version aaaaaaaaaaaa'),
    ).toBeVisible();
    expect(
      await screen.findByText(
        'What runs is what its version of the template says.',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('can be upgraded by a change', async () => {
    const propose = renderCard([{ ...instance, upgradeTo: newer }]);
    expect(
      await screen.findByText(
        'Upgrade available: version bbbbbbbbbbbb is approved.',
      ),
    ).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose the upgrade in dev' }),
    );
    expect(await screen.findByRole('status')).toHaveTextContent('Proposed');
    expect(propose.mock.calls[0][0]).toMatchObject({
      kind: 'deploy',
      target: { entityRef: 'component:default/checkout', environment: 'dev' },
      input: {
        template: { name: 'web-service', digest: newer, parameters: {} },
      },
    });
  });

  it('says why an upgrade could not be proposed', async () => {
    renderCard(
      [{ ...instance, upgradeTo: newer }],
      mockPropose(async () => {
        throw new Error('It was frozen.');
      }),
    );
    await userEvent.click(await screen.findByRole('button'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was frozen.',
    );
  });

  it('says when its version may not be used any more', async () => {
    renderCard([{ ...instance, state: 'withdrawn' }]);
    expect(
      await screen.findByText(/approval of this version was withdrawn/),
    ).toBeVisible();
  });

  it('says where what runs is not what the template says, and brings it back by a change', async () => {
    const propose = renderCard([instance], undefined, [
      {
        ...asRendered,
        status: 'differs',
        differences: [
          {
            object: { kind: 'Deployment', name: 'checkout' },
            path: 'spec.revisionHistoryLimit',
            rendered: '5',
            live: '1',
            manager: 'kubectl-edit',
          },
          {
            object: { kind: 'Deployment', name: 'checkout' },
            path: 'spec.paused',
            live: 'true',
          },
          { object: { kind: 'Service', name: 'checkout' } },
        ],
        more: 2,
      },
    ]);
    expect(
      await screen.findByText('Drift from the template: 5 places differ'),
    ).toBeVisible();
    expect(
      screen
        .getAllByRole('row')
        .slice(1)
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Deployment checkout: spec.revisionHistoryLimit51kubectl-edit',
      'Deployment checkout: spec.pausednothingtruea later change here',
      'Service checkoutthis objectnothingnot known',
    ]);
    expect(screen.getByText('and 2 more')).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Bring it back to its template in dev',
      }),
    );
    expect(await screen.findByRole('status')).toHaveTextContent('Proposed');
    expect(propose.mock.calls[0][0]).toMatchObject({
      kind: 'deploy',
      input: {
        template: {
          name: 'web-service',
          digest: instance.digest,
          parameters: {},
        },
      },
    });
  });

  it.each<[string, readonly TemplateDriftView[], RegExp]>([
    [
      'another version runs than a change brought',
      [{ ...asRendered, digest: newer }],
      /from version bbbbbbbbbbbb, which no change here brought/,
    ],
    [
      'it cannot be compared',
      [{ ...asRendered, status: 'unknown', words: 'It is not known.' }],
      /cannot be told .* It is not known/,
    ],
    ['nothing says that it comes from it', [], /Nothing in the cluster says/],
  ])('says when %s', async (_, drift, words) => {
    renderCard([instance], undefined, drift);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('says when there is none', async () => {
    renderCard([]);
    expect(await screen.findByText('Not made from a template')).toBeVisible();
  });

  it('is listed beside others without a workload, which can be removed by a change', async () => {
    const quotas = {
      ...instance,
      template: 'resource-configuration',
      part: true,
    };
    const propose = renderCard([instance, quotas]);
    await screen.findByText('web-service, version aaaaaaaaaaaa');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Propose to remove resource-configuration from dev',
      }),
    );
    expect(await screen.findByText(/^Proposed/)).toBeVisible();
    expect(propose.mock.calls[0][0]).toMatchObject({
      kind: 'delete',
      target: { entityRef: 'component:default/checkout', environment: 'dev' },
      input: { action: 'remove', template: 'resource-configuration' },
    });
  });
});
