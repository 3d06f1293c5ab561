import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { parseLogPath, TILE_WIDTH } from '@mandate/ledger';
import { ledgerReadPermission } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { Ledger } from '../service/ledger/Ledger';
import type { LogResources } from '../service/ledger/LogResources';
import { limitParameter, parseRequest } from './parseRequest';

const entriesSchema = z.object({
  cursor: z.string().max(40).optional(),
  limit: limitParameter,
  changeId: z.string().max(36).optional(),
  kind: z.string().max(40).optional(),
});
const position = z.coerce.number().int().nonnegative();
const consistencySchema = z.object({ from: position, to: position });
const proofSchema = z.object({ index: position, size: position });

/** The ledger: entries, checkpoints, proofs, and the whole of it as a bundle. */
export function addLedgerRoutes(
  router: Router,
  deps: {
    readonly ledger: Ledger;
    readonly logResources: LogResources;
    readonly access: ReadAccess;
    readonly auditor: AuditorService;
  },
): void {
  const { ledger, logResources, access, auditor } = deps;

  router.get('/ledger/entries', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const filter = parseRequest(entriesSchema, request.query);
    response.json(await ledger.entries(filter));
  });

  router.get('/ledger/checkpoint', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    response.json(await ledger.checkpoint());
  });

  router.get('/ledger/entries/:index/proof', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const { index, size } = parseRequest(proofSchema, {
      index: request.params.index,
      size: request.query.size,
    });
    response.json(await ledger.inclusionProof(index, size));
  });

  router.get('/ledger/consistency', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const { from, to } = parseRequest(consistencySchema, request.query);
    response.json(await ledger.consistencyProof(from, to));
  });

  router.get('/ledger/log/:path(*)', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const resource = parseLogPath(request.params.path);
    const bytes = resource && (await logResources.read(resource));
    if (!resource || !bytes) {
      throw new NotFoundError(
        'The log has no such resource. Read its checkpoint to know its size; C2SP tlog-tiles says which paths there are.',
      );
    }
    const isFull =
      resource.type !== 'checkpoint' && resource.tile.width === TILE_WIDTH;
    response.setHeader(
      'Cache-Control',
      isFull ? 'private, max-age=31536000, immutable' : 'no-store',
    );
    response.type(
      resource.type === 'checkpoint'
        ? 'text/plain; charset=utf-8'
        : 'application/octet-stream',
    );
    response.send(Buffer.from(bytes));
  });

  router.get('/ledger/bundle', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const event = await auditor.createEvent({
      eventId: 'ledger-export',
      severityLevel: 'medium',
      request,
    });
    response.setHeader('Content-Type', 'application/json');
    response.setHeader(
      'Content-Disposition',
      'attachment; filename="mandate-ledger.json"',
    );
    await pipeline(Readable.from(ledger.bundle()), response);
    await event.success();
  });
}
