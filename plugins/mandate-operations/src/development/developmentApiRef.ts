import { createApiRef } from '@backstage/frontend-plugin-api';
import type { DevelopmentApi } from '@mandate/plugin-mandate-common';

/** Breaks embedded clusters on purpose, in development. */
export const developmentApiRef = createApiRef<DevelopmentApi>().with({
  id: 'plugin.mandate-operations.development',
  pluginId: 'mandate-operations',
});
