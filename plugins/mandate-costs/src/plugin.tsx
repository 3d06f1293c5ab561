import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

const costsCard = EntityCardBlueprint.make({
  name: 'costs',
  params: {
    type: 'content',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: () => import('./card/CostsCard').then(m => <m.CostsCard />),
  },
});

/**
 * The costs card.
 *
 * @public
 */
export const costsPlugin = createFrontendPlugin({
  pluginId: 'mandate-costs',
  title: 'Costs',
  info: { packageJson: () => import('../package.json') },
  extensions: [costsCard],
});
