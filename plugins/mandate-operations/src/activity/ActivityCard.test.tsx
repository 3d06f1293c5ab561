import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  ChangeDetail,
  LiveEnvironment,
  MandateApi,
  Simulation,
  StoryItem,
} from '@mandate/plugin-mandate-common';
import { changesRouteRef, mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ActivityCard } from './ActivityCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const story = (count: number): StoryItem[] =>
  Array.from({ length: count }, (_, number) => ({
    id: `s${number}`,
    at: '2026-11-26T10:00:00.000Z',
    kind: 'ended',
    tone: 'positive',
    words: `restarted ${number}`,
    changeId: `c${number}`,
  }));

function simulation(
  oversight: 'autonomous' | 'approve' | 'forbid',
): Simulation {
  return {
    title: 'Restart checkout in dev',
    target: {
      entityRef: 'component:default/checkout',
      environment: 'dev',
      cluster: 'main',
      namespace: 'shop-dev',
      workload: { kind: 'Deployment', name: 'checkout' },
    },
    digest: 'sha256:abc',
    plan: {
      summary: '1 object, 0 removed',
      objects: [],
      steps: [{ id: 'restart', title: 'Restart', effect: true }],
      figures: {
        before: { replicas: 2, cpuCores: 1, memoryGiB: 1, storageGiB: 0 },
        after: { replicas: 2, cpuCores: 1, memoryGiB: 1, storageGiB: 0 },
      },
      images: [],
      baseVersion: '1',
      undo: { words: 'nothing to undo', typicalSeconds: 0 },
      verification: { soakSeconds: 10, deadlineSeconds: 60 },
    },
    assessment: {
      classification: 'standard',
      risk: {
        level: 'low',
        probability: 0.1,
        impact: 0.1,
        score: 0.1,
        factors: [],
      },
      findings: [],
      dependants: [],
      gaps: [],
    },
    decision: {
      oversight,
      requirements:
        oversight === 'approve'
          ? [
              { group: 'group:default/platform', count: 1 },
              { group: 'group:default/security', count: 1 },
            ]
          : [],
      obligations: [],
      limitsThatApply: [],
      reservations: [],
      considered: [],
      decidedBy: { clause: { type: 'grant', index: 0 }, words: 'as granted' },
    },
  };
}

const denied = { allowed: false };
const nothingAllowed: ChangeDetail['allowed'] = {
  approve: denied,
  reject: denied,
  abstain: denied,
  ask: denied,
  answer: denied,
  withdrawVote: denied,
  withdraw: denied,
  abort: denied,
  pause: denied,
  resume: denied,
  remind: denied,
  resolve: denied,
  override: denied,
  breakGlass: denied,
};

const proposed: ChangeDetail = {
  id: 'c9',
  kind: 'restart',
  title: 'Restart checkout in dev',
  state: 'queued',
  target: simulation('autonomous').target,
  proposer: { kind: 'user', ref: 'user:default/dana' },
  revision: 1,
  createdAt: '2026-11-26T10:00:00.000Z',
  updatedAt: '2026-11-26T10:00:00.000Z',
  statusWords: 'starts in a moment',
  input: {},
  earlier: [],
  steps: [],
  checks: [],
  story: [],
  waitingFor: [],
  interventions: [],
  delegations: [],
  questions: [],
  log: [],
  allowed: nothingAllowed,
};

const running: LiveEnvironment = {
  environment: 'dev',
  cluster: 'main',
  namespace: 'shop-dev',
  status: 'known',
  words: '1 of 1 pods is ready.',
  freshness: 'live',
  workloads: [
    { kind: 'Deployment', name: 'checkout', ready: 1, desired: 1, images: [] },
  ],
  pods: [],
  morePods: 0,
};

function renderCard(api: Partial<MandateApi> = {}) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <ActivityCard />
    </EntityProvider>,
    {
      mountedRoutes: { '/changes': changesRouteRef },
      apis: [
        [
          mandateApiRef,
          {
            getTimeline: async () => ({ items: story(2) }),
            getLive: async () => [running],
            listEnvironments: async () =>
              ['dev', 'prod'].map(name => ({
                name,
                title: name,
                cluster: 'main',
                production: name === 'prod',
              })),
            ...api,
          },
        ],
      ],
    },
  );
}

async function openDialog(action: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: action }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('button', { name: 'Show what will happen' });
  return dialog;
}

const show = (dialog: HTMLElement) =>
  userEvent.click(
    within(dialog).getByRole('button', { name: 'Show what will happen' }),
  );

describe('activity card', () => {
  it('tells what happened, linked to the changes', async () => {
    renderCard();
    const list = await screen.findByRole('list', { name: 'Activity' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(
      within(list).getAllByRole('link', { name: 'Open the change' })[0],
    ).toHaveAttribute('href', '/changes/c0');
  });

  it('grows in place when earlier lines are asked for', async () => {
    const getTimeline: MandateApi['getTimeline'] = async (_, filter) => ({
      items: story(filter?.limit ?? 0),
      nextCursor: filter?.limit === 6 ? 'more' : undefined,
    });
    renderCard({ getTimeline });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show earlier' }),
    );
    expect(await screen.findByText('restarted 30')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show earlier' })).toBeNull();
  });

  it('says what fills it when nothing happened', async () => {
    renderCard({ getTimeline: async () => ({ items: [] }) });
    expect(await screen.findByText('Nothing happened yet')).toBeVisible();
  });
});

describe('proposing from the entity page', () => {
  it('shows that it will run by itself before anything is proposed', async () => {
    const simulate = jest.fn(async () => simulation('autonomous'));
    const propose = jest.fn(async () => proposed);
    renderCard({ simulate, propose });
    const dialog = await openDialog('Restart…');
    await userEvent.type(
      within(dialog).getByLabelText('Reason'),
      'leaks memory',
    );
    await show(dialog);
    expect(
      await within(dialog).findByText('This will run by itself.'),
    ).toBeVisible();
    expect(propose).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Restart now' }),
    );
    expect(
      await within(dialog).findByText('Proposed: Restart checkout in dev'),
    ).toBeVisible();
    expect(propose).toHaveBeenCalledWith({
      kind: 'restart',
      target: { entityRef: 'component:default/checkout', environment: 'dev' },
      input: {},
      reason: 'leaks memory',
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('says whom it will ask', async () => {
    renderCard({ simulate: async () => simulation('approve') });
    const dialog = await openDialog('Roll back…');
    await show(dialog);
    expect(
      await within(dialog).findByText('This will ask platform and security.'),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('button', { name: 'Propose and ask' }),
    ).toBeEnabled();
  });

  it('cannot propose what is not allowed', async () => {
    renderCard({ simulate: async () => simulation('forbid') });
    const dialog = await openDialog('Restart…');
    await show(dialog);
    expect(
      await within(dialog).findByRole('button', { name: 'Not allowed' }),
    ).toBeDisabled();
  });

  it('asks to simulate again when something is filled in anew', async () => {
    renderCard({ simulate: async () => simulation('autonomous') });
    const dialog = await openDialog('Scale…');
    await show(dialog);
    await within(dialog).findByRole('button', { name: 'Scale now' });
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'sale');
    expect(
      within(dialog).queryByRole('button', { name: 'Scale now' }),
    ).toBeNull();
    expect(
      within(dialog).getByRole('button', { name: 'Show what will happen' }),
    ).toBeEnabled();
  });

  it('says what went wrong and stays open', async () => {
    renderCard({
      simulate: async () => {
        throw new Error('The cluster does not answer.');
      },
    });
    const dialog = await openDialog('Restart…');
    await show(dialog);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The cluster does not answer.',
    );
  });
});
