import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { ConfigurationClient } from '@mandate/plugin-mandate-common';
import { configurationApiRef } from './configurationApiRef';

/** Only what runs somewhere is configured. */
const workloads = { kind: { $in: ['component', 'resource'] } };

const configurationApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: configurationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new ConfigurationClient({ discoveryApi, fetchApi }),
    }),
});

const configurationCard = EntityCardBlueprint.make({
  name: 'configuration',
  params: {
    type: 'content',
    filter: workloads,
    loader: () =>
      import('./card/ConfigurationCard').then(m => <m.ConfigurationCard />),
  },
});

const configurationContent = EntityContentBlueprint.make({
  name: 'configuration',
  params: {
    path: '/configuration',
    title: 'Configuration',
    group: 'operation',
    filter: workloads,
    loader: () =>
      import('./page/ConfigurationContent').then(m => (
        <m.ConfigurationContent />
      )),
  },
});

/**
 * Configuration as a card and as a tab of the entity page.
 *
 * @public
 */
export const configurationPlugin = createFrontendPlugin({
  pluginId: 'mandate-configuration',
  title: 'Configuration',
  info: { packageJson: () => import('../package.json') },
  extensions: [configurationApi, configurationCard, configurationContent],
});
