import { createApiRef } from '@backstage/frontend-plugin-api';
import type { TemplatesApi } from '@mandate/plugin-mandate-common';

/**
 * Templates, their instances and upgrades; the `mandate` plugin provides it.
 *
 * @public
 */
export const templatesApiRef = createApiRef<TemplatesApi>().with({
  id: 'plugin.mandate.templates',
  pluginId: 'mandate',
});
