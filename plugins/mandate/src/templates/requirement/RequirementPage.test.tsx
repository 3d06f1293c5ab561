import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  MandateApi,
  TemplateDraftView,
  TemplateMatch,
  TemplatesApi,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import {
  changesRouteRef,
  mandateApiRef,
  templatesApiRef,
  templatesRouteRef,
} from '@mandate/plugin-mandate-react';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleChange } from '../../__testUtils__/sampleChange';
import { sampleTemplate } from '../../__testUtils__/sampleTemplate';
import { RequirementPage } from './RequirementPage';

const match: TemplateMatch = {
  name: 'message-queue',
  title: 'Message queue',
  fit: 0.9,
  branch: 'modified-within',
  values: { memory: '2Gi' },
  environment: 'prod',
  reasons: ['“queue” is in its title.'],
};
const draft: TemplateDraftView = {
  text: 'kind: ResourceGraphDefinition',
  decisionRecord: '# Template Route planner',
  notes: ['A secret is left out.'],
  considered: [],
  problems: [],
};

/** What the backend answers; a test may change it while the page is open. */
interface PageAnswers {
  readonly url?: string;
  matches?: readonly TemplateMatch[];
  templates?: readonly TemplateView[];
}

function renderPage(options: PageAnswers) {
  const templates = {
    matchTemplates: jest.fn<
      ReturnType<TemplatesApi['matchTemplates']>,
      Parameters<TemplatesApi['matchTemplates']>
    >(async () => options.matches ?? []),
    draftTemplate: jest.fn<
      ReturnType<TemplatesApi['draftTemplate']>,
      Parameters<TemplatesApi['draftTemplate']>
    >(async () => draft),
    listTemplates: jest.fn(
      async () => options.templates ?? [sampleTemplate('message-queue')],
    ),
  };
  const mandate = {
    propose: jest.fn<
      ReturnType<MandateApi['propose']>,
      Parameters<MandateApi['propose']>
    >(async () => sampleChange('approver', { id: 'c2' })),
    listEnvironments: async () => [],
    listKillSwitches: async () => [],
  };
  renderInTestApp(<RequirementPage />, {
    initialRouteEntries: [options.url ?? '/'],
    mountedRoutes: {
      '/changes': changesRouteRef,
      '/templates': templatesRouteRef,
    },
    apis: [
      [templatesApiRef, templates],
      [mandateApiRef, mandate],
    ],
  });
  return { templates, mandate };
}

describe('the page that asks what is needed', () => {
  it('asks for templates by the sentence', async () => {
    const { templates } = renderPage({ matches: [match] });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'I need' }),
      'a queue, 2 GiB, in prod',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Find templates' }),
    );
    await screen.findByRole('article', { name: 'Message queue' });
    expect(templates.matchTemplates.mock.calls[0][0]).toMatchObject({
      words: 'a queue, 2 GiB, in prod',
    });
  });

  it('says how well a template fits, why, and what using it means', async () => {
    renderPage({ url: '/?need=a+queue', matches: [match] });
    expect(await screen.findByText(/fits 90 %/)).toBeVisible();
    expect(screen.getByText('“queue” is in its title.')).toBeVisible();
    expect(screen.getByText(/^Modified inside/)).toBeVisible();
  });

  it('folds what fits much less than the best', async () => {
    const other = { ...match, name: 'web', title: 'Web server', fit: 0.13 };
    renderPage({ url: '/?need=a+queue', matches: [match, other] });
    const fold = await screen.findByText('1 other fits much less');
    expect(screen.getByText('Message queue')).toBeVisible();
    expect(screen.getByText('Web server')).not.toBeVisible();
    await userEvent.click(fold);
    expect(screen.getByText('Web server')).toBeVisible();
  });

  it('drafts a template when none fits, and asks for its approval with the record', async () => {
    const { templates, mandate } = renderPage({ url: '/?need=route+planning' });
    expect(await screen.findByText('No approved template fits')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Draft a new template' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Title' }),
      'Route planner',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'What one gets, in a sentence' }),
      'Plans routes.',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Compose file' }),
      'services: 1',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Draft it' }));
    expect(await screen.findByText('A secret is left out.')).toBeVisible();
    expect(templates.draftTemplate.mock.calls[0][0]).toEqual({
      name: 'route-planner',
      title: 'Route planner',
      description: 'Plans routes.',
      owner: 'group:default/platform',
      requirement: 'route planning',
      from: { type: 'compose', text: 'services: 1' },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ask for its approval' }),
    );
    expect(mandate.propose.mock.calls[0][0]).toMatchObject({
      kind: 'approve-template',
      target: {
        entityRef: 'template:default/route-planner',
        environment: 'portal',
      },
      input: {
        action: 'approve',
        text: draft.text,
        decisionRecord: draft.decisionRecord,
      },
      reason: 'route planning',
    });
  });

  it('offers the nearest template as a start when there is one', async () => {
    renderPage({ url: '/?need=a+queue', matches: [match] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Draft a new template' }),
    );
    expect(
      screen.getByRole('radio', { name: 'The nearest approved template' }),
    ).toBeChecked();
  });

  describe('while templates are still being approved', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());
    const elapse = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

    it('says so instead of that none fits, and answers by itself when one is', async () => {
      const waiting = sampleTemplate('message-queue', {
        state: 'not-approved',
      });
      const answers: PageAnswers = {
        url: '/?need=a+queue',
        matches: [],
        templates: [waiting],
      };
      renderPage(answers);
      await elapse(1_000);
      expect(screen.getByText('No template is approved yet')).toBeVisible();
      expect(
        screen.queryByText('No approved template fits'),
      ).not.toBeInTheDocument();

      answers.matches = [match];
      answers.templates = [sampleTemplate('message-queue')];
      await elapse(6_000);
      expect(screen.getByText(/fits 90 %/)).toBeVisible();
      expect(
        screen.queryByText('No template is approved yet'),
      ).not.toBeInTheDocument();
    });

    it('names those that an answer leaves out', async () => {
      renderPage({
        url: '/?need=a+queue',
        matches: [match],
        templates: [
          sampleTemplate('message-queue'),
          sampleTemplate('stream', { title: 'Stream', state: 'not-approved' }),
        ],
      });
      await elapse(1_000);
      expect(
        screen.getByText(/^1 template is not approved yet.*: Stream\./),
      ).toBeVisible();
      expect(screen.getByText(/fits 90 %/)).toBeVisible();
    });
  });
});
