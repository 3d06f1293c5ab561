import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MandateApi } from '@mandate/plugin-mandate-common';

/**
 * The mandate backend as frontends call it; the `mandate` plugin provides it.
 *
 * @public
 */
export const mandateApiRef = createApiRef<MandateApi>().with({
  id: 'plugin.mandate.service',
  pluginId: 'mandate',
});
