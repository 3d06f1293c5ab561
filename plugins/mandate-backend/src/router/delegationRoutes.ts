import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { DelegationService } from '../service/delegations/DelegationService';
import { booleanParameter, parseRequest } from './parseRequest';

const filterSchema = z.object({ mine: booleanParameter.optional() });
const instant = z.iso.datetime({ offset: true });
const delegationSchema = z.strictObject({
  delegate: z
    .string()
    .max(200)
    .regex(/^user:[^/]+\/[^/]+$/i, 'must be a person: user:default/pia'),
  from: instant,
  until: instant,
  reason: z.string().trim().max(2_000).optional(),
});

/** Who votes for whom while they are away. */
export function addDelegationRoutes(
  router: Router,
  deps: {
    readonly delegations: DelegationService;
    readonly callers: CallerReader;
  },
): void {
  const { delegations, callers } = deps;

  router.get('/delegations', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const filter = parseRequest(filterSchema, request.query);
    response.json({ items: await delegations.list(filter, { caller }) });
  });

  router.post('/delegations', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(delegationSchema, request.body);
    response.status(201).json(await delegations.create(body, { caller }));
  });

  router.delete('/delegations/:id', async (request, response) => {
    const caller = await callers.ofRequest(request);
    await delegations.revoke(request.params.id, { caller });
    response.status(204).end();
  });
}
