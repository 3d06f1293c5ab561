import { changeReadPermission } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { CalendarReading } from '../service/calendar/CalendarReading';
import { parseRequest } from './parseRequest';

const MAX_STRETCH_MS = 100 * 24 * 3_600_000;
const instant = z.iso
  .datetime({ offset: true })
  .transform(text => Date.parse(text));
const stretchSchema = z
  .object({ from: instant, until: instant })
  .refine(
    ({ from, until }) => until > from && until - from <= MAX_STRETCH_MS,
    'The end must come after the start, by 100 days at most.',
  );

/** The calendar: windows, freezes, changes and their conflicts. */
export function addCalendarRoutes(
  router: Router,
  deps: { readonly calendar: CalendarReading; readonly access: ReadAccess },
): void {
  const { calendar, access } = deps;

  router.get('/calendar', async (request, response) => {
    await access.demand(request, changeReadPermission);
    const { from, until } = parseRequest(stretchSchema, request.query);
    const found = await calendar.between(from, until);
    const changes = await access.ofPermittedChanges(
      request,
      found.changes,
      ({ id }) => id,
    );
    const shown = new Set(changes.map(({ id }) => id));
    response.json({
      ...found,
      changes,
      conflicts: found.conflicts.filter(conflict =>
        conflict.changes.every(id => shown.has(id)),
      ),
    });
  });
}
