import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { StatusReading } from '../service/status/StatusReading';

/** Whether the kernel keeps up: 503 when it cannot serve, so that probes need not read the answer. */
export function addStatusRoutes(
  router: Router,
  deps: {
    readonly statusReading: Pick<StatusReading, 'status'>;
    readonly access: ReadAccess;
  },
): void {
  router.get('/status', async (request, response) => {
    await deps.access.demand(request, mandateReadPermission);
    const status = await deps.statusReading.status();
    response.status(status.status === 'failing' ? 503 : 200).json(status);
  });
}
