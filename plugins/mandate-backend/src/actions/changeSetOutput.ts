import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import type { z } from 'zod/v3';

/** What an agent needs to know about a set of changes. */
export function changeSetFields(zod: typeof z) {
  return {
    id: zod.string(),
    title: zod.string(),
    progress: zod
      .string()
      .describe(
        'incomplete, awaiting-approval, under-way, stopped (its stop rule cancelled the rest), succeeded, or ended.',
      ),
    status: zod.string().describe('How far it is, in words.'),
    changes: zod
      .array(
        zod.object({
          id: zod.string(),
          title: zod.string(),
          state: zod.string(),
          status: zod.string(),
          plan: zod.string().optional(),
        }),
      )
      .describe('In their order; follow one with `get-change`.'),
    link: zod.string().describe('Path of the set in the portal.'),
  };
}

/** A set as actions give it. */
export function toChangeSetOutput(set: ChangeSetView) {
  return {
    id: set.id,
    title: set.title,
    progress: set.progress.state,
    status: set.progress.words,
    changes: set.changes.map(({ id, title, state, statusWords, plan }) => ({
      id,
      title,
      state,
      status: statusWords,
      ...(plan !== undefined && { plan }),
    })),
    link: `/changes/sets/${set.id}`,
  };
}
