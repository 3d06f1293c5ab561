import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { MandateClient, TemplatesClient } from '@mandate/plugin-mandate-common';
import {
  approvalsRouteRef,
  calendarRouteRef,
  changeRouteRef,
  changeSetRouteRef,
  changeSetsRouteRef,
  changesRouteRef,
  ledgerRouteRef,
  mandateApiRef,
  mandateInNamespaceRouteRef,
  mandateRouteRef,
  mandatesRouteRef,
  newMandateRouteRef,
  undeliveredRouteRef,
  templateRouteRef,
  templatesApiRef,
  templatesRouteRef,
} from '@mandate/plugin-mandate-react';
import {
  RiBookletLine,
  RiCalendarLine,
  RiGitPullRequestLine,
  RiLayoutGridLine,
  RiShieldCheckLine,
  RiUserFollowLine,
} from '@remixicon/react';
import { createFromTemplateRouteRef } from './templates/createFromTemplateRouteRef';

const mandateApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: mandateApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new MandateClient({ discoveryApi, fetchApi }),
    }),
});

const templatesApi = ApiBlueprint.make({
  name: 'templates',
  params: defineParams =>
    defineParams({
      api: templatesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new TemplatesClient({ discoveryApi, fetchApi }),
    }),
});

const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/approvals',
    title: 'Approvals',
    icon: <RiUserFollowLine />,
    routeRef: approvalsRouteRef,
    loader: () =>
      import('./approvals/ApprovalsRouter').then(m => <m.ApprovalsRouter />),
  },
});

const changesPage = PageBlueprint.make({
  name: 'changes',
  params: {
    path: '/changes',
    title: 'Changes',
    icon: <RiGitPullRequestLine />,
    routeRef: changesRouteRef,
    loader: () =>
      import('./changes/ChangesRouter').then(m => <m.ChangesRouter />),
  },
});

const mandatesPage = PageBlueprint.make({
  name: 'mandates',
  params: {
    path: '/mandates',
    title: 'Mandates',
    icon: <RiShieldCheckLine />,
    routeRef: mandatesRouteRef,
    loader: () =>
      import('./mandates/MandatesRouter').then(m => <m.MandatesRouter />),
  },
});

const templatesPage = PageBlueprint.make({
  name: 'templates',
  params: {
    path: '/templates',
    title: 'Templates',
    icon: <RiLayoutGridLine />,
    routeRef: templatesRouteRef,
    loader: () =>
      import('./templates/TemplatesRouter').then(m => <m.TemplatesRouter />),
  },
});

const calendarPage = PageBlueprint.make({
  name: 'calendar',
  params: {
    path: '/calendar',
    title: 'Calendar',
    icon: <RiCalendarLine />,
    routeRef: calendarRouteRef,
    loader: () =>
      import('./calendar/CalendarPage').then(m => <m.CalendarPage />),
  },
});

const ledgerPage = PageBlueprint.make({
  name: 'ledger',
  params: {
    path: '/ledger',
    title: 'Ledger',
    icon: <RiBookletLine />,
    routeRef: ledgerRouteRef,
    loader: () => import('./ledger/LedgerPage').then(m => <m.LedgerPage />),
  },
});

/** Only what runs somewhere is acted on. */
const workloads = { kind: { $in: ['component', 'resource'] } };

const approvalCard = EntityCardBlueprint.make({
  name: 'approval',
  params: {
    type: 'content',
    filter: workloads,
    loader: () =>
      import('./approvals/EntityApprovals').then(m => <m.EntityApprovals />),
  },
});

const boundariesCard = EntityCardBlueprint.make({
  name: 'boundaries',
  params: {
    type: 'content',
    filter: workloads,
    loader: () =>
      import('./boundaries/EntityBoundaries').then(m => <m.EntityBoundaries />),
  },
});

const templateCard = EntityCardBlueprint.make({
  name: 'template',
  params: {
    type: 'content',
    filter: workloads,
    loader: () =>
      import('./templates/EntityTemplate').then(m => <m.EntityTemplate />),
  },
});

const needsMeWidget = HomePageWidgetBlueprint.make({
  name: 'needs-me',
  params: {
    name: 'MandateNeedsMe',
    title: 'What needs me',
    description: 'Changes that wait for your approval',
    layout: { width: { defaultColumns: 6 }, height: { defaultRows: 5 } },
    components: () =>
      import('./home/NeedsMeWidget').then(m => ({ Content: m.NeedsMeWidget })),
  },
});

const whileAwayWidget = HomePageWidgetBlueprint.make({
  name: 'while-away',
  params: {
    name: 'MandateWhileAway',
    title: 'While you were away',
    description: 'Changes that ended, and how',
    layout: { width: { defaultColumns: 6 }, height: { defaultRows: 5 } },
    components: () =>
      import('./home/WhileAwayWidget').then(m => ({
        Content: m.WhileAwayWidget,
      })),
  },
});

/**
 * Approvals, changes, mandates, templates and ledger.
 *
 * @public
 */
export const mandatePlugin = createFrontendPlugin({
  pluginId: 'mandate',
  title: 'Mandate',
  info: { packageJson: () => import('../package.json') },
  routes: {
    approvals: approvalsRouteRef,
    changes: changesRouteRef,
    change: changeRouteRef,
    changeSets: changeSetsRouteRef,
    changeSet: changeSetRouteRef,
    undelivered: undeliveredRouteRef,
    mandates: mandatesRouteRef,
    mandate: mandateRouteRef,
    mandateInNamespace: mandateInNamespaceRouteRef,
    newMandate: newMandateRouteRef,
    templates: templatesRouteRef,
    template: templateRouteRef,
    calendar: calendarRouteRef,
    ledger: ledgerRouteRef,
  },
  externalRoutes: { createFromTemplate: createFromTemplateRouteRef },
  extensions: [
    mandateApi,
    templatesApi,
    approvalsPage,
    changesPage,
    mandatesPage,
    templatesPage,
    calendarPage,
    ledgerPage,
    approvalCard,
    boundariesCard,
    templateCard,
    needsMeWidget,
    whileAwayWidget,
  ],
});
