import { automationStopPermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const description = `
Stops autonomous changes, everywhere or within a scope, at once and on every replica.

Use it when automation does harm, or when you suspect it: stopping is always the safe side. Changes that people approved
go on; autonomous ones wait before their next effect and are not lost. Say exactly why: the owners are told at once.

You cannot undo it: only a person lifts a kill switch, in the portal. Do not use it to stop one single change: ask a
person to abort that one.
`.trim();

const some = 'One of these values has to match; leave it out to match all.';

/** `stop-automation`: engages a kill switch. There is no action that lifts one. */
export function registerStopAutomation(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'stop-automation',
    title: 'Stop automation',
    description,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: automationStopPermission,
    schema: {
      input: zod => {
        const names = zod.array(zod.string().min(1).max(200)).min(1).max(50);
        return zod.object({
          reason: zod
            .string()
            .min(1)
            .max(2_000)
            .describe('Why, as a sentence.'),
          environments: names.optional().describe(some),
          owners: names.optional().describe(`Group refs. ${some}`),
          systems: names.optional().describe(`System refs. ${some}`),
          entities: names.optional().describe(`Entity refs. ${some}`),
          containerTypes: names.optional().describe(some),
          changes: names
            .optional()
            .describe('Change kinds to stop; leave it out for all.'),
        });
      },
      output: zod =>
        zod.object({
          id: zod.string(),
          stopped: zod.string().describe('What is stopped, in words.'),
          since: zod.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { reason, changes, ...named } = input;
      const lowered = (refs?: readonly string[]) =>
        refs?.map(ref => ref.toLowerCase());
      const scope = {
        ...named,
        owners: lowered(named.owners),
        systems: lowered(named.systems),
        entities: lowered(named.entities),
      };
      const killSwitch = await deps.killSwitches.engage(
        { scope, changes, reason },
        { caller: deps.callers.ofCredentials(credentials) },
      );
      return {
        output: {
          id: killSwitch.id,
          stopped: killSwitch.words,
          since: killSwitch.engagedAt,
        },
      };
    },
  });
}
