import { changeReadPermission } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import { z } from 'zod';
import { FindingStore } from '../database/findings/FindingStore';
import type { KernelStore } from '../database/KernelStore';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { Timeline } from '../service/timeline/Timeline';
import { limitParameter, parseRequest } from './parseRequest';

const entityRef = z.string().min(3).max(200).toLowerCase();
const findingsSchema = z.object({
  entityRef: entityRef.optional(),
  state: z.enum(['open', 'resolved']).optional(),
});
const timelineSchema = z.object({
  entityRef,
  cursor: z.string().max(40).optional(),
  limit: limitParameter,
});

/** States of changes whose proposed entity belongs in the catalog: those that wait, run or succeeded. */
const STATES_WITH_ENTITY = [
  'proposed',
  'planned',
  'decided',
  'awaiting-approval',
  'queued',
  'running',
  'verifying',
  'undoing',
  'stuck',
  'succeeded',
] as const;

/** What concerns an entity: findings, its timeline, and entities that changes bring with them. */
export function addEntityRoutes(
  router: Router,
  deps: {
    readonly store: KernelStore;
    readonly timeline: Timeline;
    readonly access: ReadAccess;
  },
): void {
  const { store, timeline, access } = deps;

  router.get('/findings', async (request, response) => {
    await access.demand(request, changeReadPermission);
    const filter = parseRequest(findingsSchema, request.query);
    const items = await store.read(tx => new FindingStore(tx).list(filter));
    response.json({ items });
  });

  router.get('/timeline', async (request, response) => {
    await access.demand(request, changeReadPermission);
    const query = parseRequest(timelineSchema, request.query);
    const page = await timeline.ofEntity(query);
    response.json({
      ...page,
      items: await access.ofPermittedChanges(
        request,
        page.items,
        ({ changeId }) => changeId,
      ),
    });
  });

  router.get('/proposed-entities', async (request, response) => {
    await access.demand(request, changeReadPermission);
    const changes = await access.ofPermittedChanges(
      request,
      await store.read(tx => tx.changes.withProposedEntity(STATES_WITH_ENTITY)),
      ({ id }) => id,
    );
    // The newest change has the last word about an entity that several bring.
    const byRef = new Map(
      changes.map(change => [change.target.entityRef, change.proposedEntity]),
    );
    response.json({ items: [...byRef.values()] });
  });
}
