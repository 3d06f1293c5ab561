import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { CustodyService } from '../service/ledger/CustodyService';
import { parseRequest } from './parseRequest';

const person = z
  .string()
  .max(512)
  .regex(/^user:[^/\s]+\/[^/\s]+$/i, 'must be a person: user:default/pia');
const erasureSchema = z.strictObject({ person });
const holdSchema = z.strictObject({
  person,
  reason: z.string().trim().min(1).max(2_000),
});

/** Personal data beside the ledger's entries: erasing it, and legal holds that forbid that. */
export function addCustodyRoutes(
  router: Router,
  deps: {
    readonly custody: CustodyService;
    readonly callers: CallerReader;
  },
): void {
  const { custody, callers } = deps;

  router.post('/ledger/erasures', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(erasureSchema, request.body);
    response.json(await custody.erase(body, caller));
  });

  router.get('/ledger/holds', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json({ items: await custody.holds(caller) });
  });

  router.post('/ledger/holds', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(holdSchema, request.body);
    response.status(201).json(await custody.hold(body, caller));
  });

  router.delete('/ledger/holds/:id', async (request, response) => {
    const caller = await callers.ofRequest(request);
    await custody.release(request.params.id, caller);
    response.status(204).end();
  });
}
