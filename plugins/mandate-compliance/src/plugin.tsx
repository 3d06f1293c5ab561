import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

const complianceCard = EntityCardBlueprint.make({
  name: 'compliance',
  params: {
    type: 'content',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: () =>
      import('./card/ComplianceCard').then(m => <m.ComplianceCard />),
  },
});

/**
 * The compliance card.
 *
 * @public
 */
export const compliancePlugin = createFrontendPlugin({
  pluginId: 'mandate-compliance',
  title: 'Compliance',
  info: { packageJson: () => import('../package.json') },
  extensions: [complianceCard],
});
