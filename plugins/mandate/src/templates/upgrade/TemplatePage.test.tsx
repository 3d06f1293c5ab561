import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type {
  MandateApi,
  TemplateInstanceView,
  TemplateUpgradeView,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import {
  changesRouteRef,
  mandateApiRef,
  templatesApiRef,
  templatesRouteRef,
} from '@mandate/plugin-mandate-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { sampleChange } from '../../__testUtils__/sampleChange';
import { saveAsFile } from '../../page/saveAsFile';
import { TemplatePage } from './TemplatePage';

jest.mock('../../page/saveAsFile');

const old = `sha256:${'a'.repeat(64)}`;
const newer = `sha256:${'b'.repeat(64)}`;

const template: TemplateView = {
  name: 'web-stack',
  title: 'Web stack',
  description: 'A program with its database.',
  stateful: false,
  current: newer,
  versions: [
    { digest: newer, state: 'approved', changeId: 'c1' },
    { digest: old, state: 'deprecated', reason: 'It leaks.' },
  ],
  schema: {},
  groups: [],
};

function instance(environment: string): TemplateInstanceView {
  return {
    entityRef: 'component:default/shop',
    environment,
    template: 'web-stack',
    digest: old,
    values: {},
    images: [],
    changeId: 'c0',
    since: '2026-11-26T10:00:00Z',
    part: false,
    state: 'deprecated',
    upgradeTo: newer,
  };
}

function upgraded(
  environment: string,
  more: Partial<TemplateUpgradeView['instances'][number]> = {},
): TemplateUpgradeView['instances'][number] {
  return {
    entityRef: 'component:default/shop',
    environment,
    from: old,
    status: 'changes',
    problems: [],
    objects: [],
    needsPerson: [],
    ...more,
  };
}

const upgrade: TemplateUpgradeView = {
  template: 'web-stack',
  to: newer,
  differences: [
    { from: old, effect: 'breaking', words: 'The parameter port is gone.' },
  ],
  instances: [
    upgraded('dev'),
    upgraded('prod', { needsPerson: ['PostgreSQL 17 becomes 18.'] }),
  ],
  waves: [
    { environment: 'dev', instances: ['component:default/shop'] },
    { environment: 'prod', instances: ['component:default/shop'] },
  ],
};

function renderPage(
  instances: readonly TemplateInstanceView[],
  preview = upgrade,
  shown = template,
  propose = jest.fn<
    ReturnType<MandateApi['propose']>,
    Parameters<MandateApi['propose']>
  >(async () => sampleChange('approver', { id: 'c9' })),
) {
  const proposeSet = jest.fn<
    ReturnType<MandateApi['proposeSet']>,
    Parameters<MandateApi['proposeSet']>
  >(async ({ title }) => ({
    id: title,
    title,
    proposer: 'user:default/dana',
    ordered: true,
    stopOnFailure: true,
    createdAt: '2026-11-26T10:00:00Z',
    progress: {
      state: 'under-way',
      succeeded: 0,
      needless: 0,
      total: 2,
      words: '0 of 2 succeeded.',
    },
    digest: 'd',
    changes: [],
  }));
  renderInTestApp(
    <Routes>
      <Route path="/library/:name" element={<TemplatePage />} />
    </Routes>,
    {
      initialRouteEntries: ['/library/web-stack'],
      mountedRoutes: {
        '/changes': changesRouteRef,
        '/templates': templatesRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [
          templatesApiRef,
          {
            getTemplate: async () => shown,
            getTemplateVersion: async ({ digest }) => ({
              text: 'the file',
              ...(digest === newer && { kro: 'the kro file' }),
            }),
            listTemplateInstances: async () => instances,
            previewTemplateUpgrade: async () => preview,
          },
        ],
        [
          mandateApiRef,
          { propose, proposeSet, listKillSwitches: async () => [] },
        ],
      ],
    },
  );
  return proposeSet;
}

describe('the page of a template', () => {
  it('lists versions with why they may not be used', async () => {
    renderPage([]);
    const versions = await screen.findByRole('table', { name: 'Versions' });
    expect(within(versions).getByText('It leaks.')).toBeVisible();
    expect(screen.getByText('Nothing was made from it yet')).toBeVisible();
    expect(screen.queryByRole('region', { name: /^Upgrade/ })).toBeNull();
  });

  it('gives the files of a version, and says when kro cannot have one', async () => {
    renderPage([]);
    const [current, former] = await screen.findAllByRole('button', {
      name: 'Download',
    });
    const choose = async (button: HTMLElement, item: string) => {
      await userEvent.click(button);
      await userEvent.click(
        await screen.findByRole('menuitem', { name: item }),
      );
    };
    await choose(current, 'Template');
    await choose(current, 'For a cluster that runs kro');
    expect(await screen.findByText(/changed through kro/)).toBeVisible();
    await choose(former, 'For a cluster that runs kro');
    expect(
      await screen.findByText(
        /cannot be installed by kro: .* Take the newest one/,
      ),
    ).toBeVisible();
    expect(jest.mocked(saveAsFile).mock.calls).toEqual([
      [expect.stringMatching(/^web-stack-b+\.yaml$/), 'the file', 'text/yaml'],
      [
        expect.stringMatching(/^web-stack-b+-kro\.yaml$/),
        'the kro file',
        'text/yaml',
      ],
    ]);
  });

  it('offers no file for kro of a chart', async () => {
    renderPage([], upgrade, { ...template, packageFormat: 'helm' });
    const [current] = await screen.findAllByRole('button', {
      name: 'Download',
    });
    await userEvent.click(current);
    expect(
      await screen.findByRole('menuitem', { name: 'Template' }),
    ).toBeVisible();
    expect(screen.getAllByRole('menuitem')).toHaveLength(1);
  });

  it('shows what the upgrade does, wave by wave, and who must look', async () => {
    renderPage([instance('dev'), instance('prod')]);
    const region = await screen.findByRole('region', { name: /^Upgrade to/ });
    expect(
      await within(region).findByText(/The parameter port is gone/),
    ).toBeVisible();
    const waves = within(region).getAllByRole('region', { name: /^Wave/ });
    expect(waves).toHaveLength(2);
    expect(
      within(waves[1]).getByText('PostgreSQL 17 becomes 18.'),
    ).toBeVisible();
  });

  it('proposes the waves as one change set that stops on a failure', async () => {
    const proposeSet = renderPage([instance('dev'), instance('prod')]);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Propose the upgrade in waves',
      }),
    );
    expect(
      await screen.findByRole('link', { name: 'Upgrade web-stack' }),
    ).toBeVisible();
    expect(proposeSet.mock.calls[0][0]).toMatchObject({
      ordered: true,
      stopOnFailure: true,
      changes: [
        { target: { environment: 'dev' } },
        { target: { environment: 'prod' } },
      ],
    });
  });

  it('keeps what was proposed when another part fails, and proposes that part alone again, with its key', async () => {
    const many: TemplateUpgradeView = {
      ...upgrade,
      instances: Array.from({ length: 22 }, (_, index) =>
        upgraded('dev', { entityRef: `component:default/shop-${index}` }),
      ),
    };
    const proposeSet = renderPage([instance('dev')], many);
    const answer = proposeSet.getMockImplementation();
    proposeSet.mockImplementation(async request => {
      if (!answer || request.title.endsWith('part 2')) {
        throw new Error('The database does not answer.');
      }
      return answer(request);
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Propose the upgrade in waves',
      }),
    );
    const first = 'Upgrade web-stack, part 1';
    expect(await screen.findByRole('link', { name: first })).toBeVisible();
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('Not proposed: Upgrade web-stack, part 2');
    expect(alert).toHaveTextContent('The database does not answer.');
    proposeSet.mockImplementation(answer);
    await userEvent.click(
      screen.getByRole('button', { name: 'Propose what is missing' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Upgrade web-stack, part 2' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: first })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Propose/ })).toBeNull();
    const keys = proposeSet.mock.calls.map(
      ([{ idempotencyKey }]) => idempotencyKey,
    );
    expect(keys).toEqual([keys[0], keys[1], keys[1]]);
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[1]).toMatch(/^[0-9a-f]{32}/);
  });

  it('asks for the approval of the version that lies in the folder', async () => {
    const inFolder: TemplateView = {
      ...template,
      trouble: 'helm is not there.',
      versions: [{ digest: old, state: 'not-approved' }],
    };
    const propose = jest.fn<
      ReturnType<MandateApi['propose']>,
      Parameters<MandateApi['propose']>
    >(async () => sampleChange('approver', { id: 'c9' }));
    renderPage([], upgrade, inFolder, propose);
    expect(await screen.findByText('helm is not there.')).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ask for its approval' }),
    );
    expect(await screen.findByRole('status')).toHaveTextContent('Proposed');
    expect(propose.mock.calls[0][0]).toMatchObject({
      kind: 'approve-template',
      target: { entityRef: 'template:default/web-stack' },
      input: { action: 'approve', text: 'the file' },
    });
  });

  it('proposes nothing when no instance can be upgraded', async () => {
    renderPage([instance('dev')], {
      ...upgrade,
      instances: [
        upgraded('dev', { status: 'blocked', problems: ['port is missing.'] }),
      ],
    });
    expect(await screen.findByText('port is missing.')).toBeVisible();
    expect(
      await screen.findByRole('button', {
        name: 'Propose the upgrade in waves',
      }),
    ).toBeDisabled();
  });

  it('proposes to withdraw a version with the reason, and says before how many instances have it', async () => {
    const propose = jest.fn<
      ReturnType<MandateApi['propose']>,
      Parameters<MandateApi['propose']>
    >(async () => sampleChange('approver', { id: 'c9' }));
    renderPage([instance('dev'), instance('prod')], upgrade, template, propose);
    const versions = await screen.findByRole('table', { name: 'Versions' });
    // The newer one is approved and can be deprecated as well; the old one can only be withdrawn.
    expect(
      await within(versions).findAllByRole('button', { name: 'Deprecate…' }),
    ).toHaveLength(1);
    const [, older] = within(versions).getAllByRole('button', {
      name: 'Withdraw…',
    });
    await userEvent.click(older);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('2 instances have it');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Reason' }),
      'It leaks more.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Propose it' }),
    );
    expect(propose.mock.calls[0][0]).toMatchObject({
      kind: 'approve-template',
      target: { entityRef: 'template:default/web-stack' },
      input: {
        action: 'withdraw',
        digest: template.versions[1].digest,
        reason: 'It leaks more.',
      },
    });
  });
});
