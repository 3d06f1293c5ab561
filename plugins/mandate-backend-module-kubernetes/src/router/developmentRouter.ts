import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  clusterBreakPermission,
  clusterFaultsSchema,
} from '@mandate/plugin-mandate-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { BreakableClusters } from '../development/BreakableClusters';

const LARGEST_BODY = '64kb';

/** Serves what breaks embedded clusters on purpose. For people with a permission of its own, and in development only. */
export function developmentRouter(options: {
  readonly clusters: Pick<BreakableClusters, 'list' | 'breakCluster'>;
  readonly auditor: AuditorService;
  readonly httpAuth: HttpAuthService;
  readonly permissions: PermissionsService;
}): express.Router {
  const { clusters, auditor, httpAuth, permissions } = options;
  const router = Router();
  const demandPermission = async (request: express.Request) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const [{ result }] = await permissions.authorize(
      [{ permission: clusterBreakPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You lack the permission '${clusterBreakPermission.name}'. Ask whoever looks after the portal's permissions.`,
      );
    }
  };
  router.get('/development/clusters', async (request, response) => {
    await demandPermission(request);
    response.json({ items: await clusters.list() });
  });
  router.put(
    '/development/clusters/:name/faults',
    async (request, _response, next) => {
      // Before the body is read: who may not break anything sends nothing large either.
      await demandPermission(request);
      next();
    },
    express.json({ limit: LARGEST_BODY }),
    async (request, response) => {
      const { name } = request.params;
      const faults = readFaults(request);
      const event = await auditor.createEvent({
        eventId: 'cluster-break',
        severityLevel: 'high',
        request,
        meta: { cluster: name, faults },
      });
      try {
        await clusters.breakCluster(name, faults);
      } catch (error) {
        await event.fail({
          error: error instanceof Error ? error : new Error(String(error)),
        });
        throw error;
      }
      await event.success();
      response.status(204).end();
    },
  );
  return router;
}

function readFaults(request: express.Request) {
  // What is no JSON is not parsed, and the empty object in its place would mend all.
  const body: unknown = request.is('application/json')
    ? request.body
    : undefined;
  const parsed = clusterFaultsSchema.safeParse(body);
  if (!parsed.success) {
    throw new InputError(
      `The faults cannot be read. Send JSON that says what is to be broken, such as { "latencyMs": 2000 }, or {} to mend all.\n${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  return parsed.data;
}
