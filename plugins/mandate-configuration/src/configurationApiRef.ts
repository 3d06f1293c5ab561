import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ConfigurationApi } from '@mandate/plugin-mandate-common';

/**
 * Configuration, its versions and their differences.
 *
 * @public
 */
export const configurationApiRef = createApiRef<ConfigurationApi>().with({
  id: 'plugin.mandate-configuration.service',
  pluginId: 'mandate-configuration',
});
