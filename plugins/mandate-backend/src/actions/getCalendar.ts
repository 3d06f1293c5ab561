import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const DAY_MS = 24 * 3_600_000;

const description = `
Tells when changes may start: freezes and change windows, what is planned or running, and changes that are in each other's way.

Use it **before** you propose something that must happen at a certain time, and when a change is \`queued\` and you want to
know what for. A change proposed during a freeze is not refused: once it is decided it waits by itself, and starts when the
freeze ends; do not propose it again then. You cannot end a freeze, and there is no way around one: an override is for people.

\`freezes\` and \`windows\` say in words what they cover; \`isNow\` whether they hold at this moment.
`.trim();

/** `get-calendar`: windows, freezes, changes and their conflicts of the next days. */
export function registerGetCalendar(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'get-calendar',
    title: 'Get the calendar of changes',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod =>
        zod.object({
          days: zod
            .number()
            .int()
            .min(1)
            .max(60)
            .optional()
            .describe('How many days from now; 7 when left out.'),
        }),
      output: zod => {
        const rule = zod.object({
          title: zod.string(),
          covers: zod.string().describe('What it is about, in words.'),
          isNow: zod.boolean(),
          times: zod
            .array(zod.object({ start: zod.string(), end: zod.string() }))
            .describe('When it holds, at most 10 times.'),
        });
        return zod.object({
          freezes: zod.array(rule),
          windows: zod.array(rule),
          changes: zod.array(
            zod.object({
              id: zod.string(),
              title: zod.string(),
              state: zod.string(),
              status: zod.string(),
              start: zod.string().optional(),
            }),
          ),
          conflicts: zod.array(zod.string()),
        });
      },
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const nowMs = Date.now();
      const found = await deps.calendar.between(
        { fromMs: nowMs, untilMs: nowMs + (input.days ?? 7) * DAY_MS },
        { caller },
      );
      const rules = (type: 'freeze' | 'window') =>
        found.windows
          .filter(window => window.type === type)
          .map(({ title, words, isNow, occurrences }) => ({
            title,
            covers: words,
            isNow,
            times: occurrences.slice(0, 10).map(time => ({ ...time })),
          }));
      return {
        output: {
          freezes: rules('freeze'),
          windows: rules('window'),
          changes: found.changes.map(
            ({ id, title, state, statusWords, start }) => ({
              id,
              title,
              state,
              status: statusWords,
              ...(start !== undefined && { start }),
            }),
          ),
          conflicts: found.conflicts.map(({ words }) => words),
        },
      };
    },
  });
}
