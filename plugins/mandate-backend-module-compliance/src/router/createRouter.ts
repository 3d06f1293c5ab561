import { InputError } from '@backstage/errors';
import { targetReferenceSchema } from '@mandate/plugin-mandate-common';
import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import type express from 'express';
import Router from 'express-promise-router';
import type { ComplianceService } from '../ComplianceService';

/** `GET /compliance?entityRef=`. */
export function createRouter(options: {
  observation: Pick<MandateObservationExtensionPoint, 'authorizeRead'>;
  compliance: ComplianceService;
}): express.Router {
  const router = Router();
  router.get('/compliance', async (request, response) => {
    await options.observation.authorizeRead(request);
    const entityRef = targetReferenceSchema.shape.entityRef.safeParse(
      request.query.entityRef,
    );
    if (!entityRef.success) {
      throw new InputError(
        'Give entityRef, a full entity reference such as component:default/checkout.',
      );
    }
    response.json({ items: await options.compliance.ofEntity(entityRef.data) });
  });
  return router;
}
