import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { parseLogPath, TILE_WIDTH } from '@mandate/ledger';
import { ledgerReadPermission } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { LedgerConditions } from '../database/ledger/ledgerConditions';
import type { CallerReader } from '../service/callers/CallerReader';
import type { EvidenceReads } from '../service/ledger/EvidenceReads';
import { exportFormats } from '../service/ledger/export/exportFormats';
import type { Ledger } from '../service/ledger/Ledger';
import type { LogResources } from '../service/ledger/LogResources';
import { limitParameter, parseRequest } from './parseRequest';

const instant = z.iso
  .datetime({ offset: true })
  .transform(text => Date.parse(text));
const conditions = {
  changeId: z.string().max(128).optional(),
  kind: z.string().max(40).optional(),
  actor: z.string().max(512).toLowerCase().optional(),
  target: z.string().max(512).toLowerCase().optional(),
  from: instant.optional(),
  to: instant.optional(),
  text: z.string().trim().min(1).max(200).optional(),
};
const entriesSchema = z.object({
  ...conditions,
  cursor: z.string().max(40).optional(),
  limit: limitParameter,
});
const exportSchema = z.object({
  ...conditions,
  format: z.enum(['jsonl', 'cloudevents', 'ocsf']),
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
    readonly callers: CallerReader;
    readonly evidence: EvidenceReads;
    readonly auditor: AuditorService;
  },
): void {
  const { ledger, logResources, access, auditor, callers, evidence } = deps;

  router.get('/ledger/entries', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const { cursor, limit, ...filter } = parseRequest(
      entriesSchema,
      request.query,
    );
    const page = await ledger.entries({
      ...conditionsOf(filter),
      cursor,
      limit,
    });
    await evidence.recordPages(await callers.ofRequest(request), 'entries');
    response.json(page);
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
    if (resource.type !== 'checkpoint') {
      await evidence.recordPages(await callers.ofRequest(request), 'log');
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

  router.get('/ledger/export', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    const { format, ...filter } = parseRequest(exportSchema, request.query);
    await evidence.recordExport(await callers.ofRequest(request), {
      format,
      filter: request.query,
    });
    const event = await auditor.createEvent({
      eventId: 'ledger-export',
      severityLevel: 'medium',
      request,
      meta: { format },
    });
    const { contentType, fileName } = exportFormats[format];
    response.setHeader('Content-Type', contentType);
    response.setHeader(
      'Content-Disposition',
      `attachment; filename="${fileName}"`,
    );
    const lines = ledger.export(format, conditionsOf(filter));
    await pipeline(Readable.from(lines), response);
    await event.success();
  });

  router.get('/ledger/bundle', async (request, response) => {
    await access.demand(request, ledgerReadPermission);
    await evidence.recordExport(await callers.ofRequest(request), {
      format: 'bundle',
      filter: {},
    });
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

function conditionsOf(filter: {
  readonly changeId?: string;
  readonly kind?: string;
  readonly actor?: string;
  readonly target?: string;
  readonly from?: number;
  readonly to?: number;
  readonly text?: string;
}): LedgerConditions {
  const { target, from, to, ...same } = filter;
  return { ...same, subject: target, fromMs: from, toMs: to };
}
