import type { Router } from 'express';
import { z } from 'zod';
import type { AuthorizedCalendar } from '../service/calendar/AuthorizedCalendar';
import type { CallerReader } from '../service/callers/CallerReader';
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
  deps: {
    readonly calendar: Pick<AuthorizedCalendar, 'between'>;
    readonly callers: CallerReader;
  },
): void {
  const { calendar, callers } = deps;

  router.get('/calendar', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const { from, until } = parseRequest(stretchSchema, request.query);
    response.json(
      await calendar.between({ fromMs: from, untilMs: until }, { caller }),
    );
  });
}
