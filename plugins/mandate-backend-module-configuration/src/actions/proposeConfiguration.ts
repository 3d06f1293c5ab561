import {
  CHANGE_CONFIGURATION_KIND,
  changeProposePermission,
  configurationChangeInputSchema,
  configurationLevelSchema,
} from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';
import { tokenOf } from './tokenOf';

const description = `
Proposes a change of configuration: values of one level's file are set or taken away in git, and the service gets them.
The mandates decide whether it runs alone or people are asked; you are told which.

- Choose the **narrowest level** that is right: \`instance\` (this service in this environment), \`service\` (in all
  environments), \`environment\` (all services there), \`global\`.
- **No secrets**: write \`{ secretRef: { name, key } }\`. What looks like a secret is refused.
- \`preview: true\` answers plan and decision and proposes nothing.
- To go back, give \`rollBackTo\`, a version from the history, and no values.
`.trim();

/** `propose-configuration`: sets values, or goes back to a version. */
export function registerProposeConfiguration(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'propose-configuration',
    title: 'Propose a change of configuration',
    description,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod =>
        zod.object({
          entityRef: zod
            .string()
            .describe('Full entity reference, component:default/checkout.'),
          environment: zod.string().describe('Such as staging.'),
          level: zod
            .string()
            .default('instance')
            .describe('global, environment, service or instance.'),
          set: zod
            .array(
              zod.object({
                path: zod.array(zod.string()).describe('["log", "level"]'),
                value: zod.unknown(),
              }),
            )
            .default([]),
          unset: zod.array(zod.array(zod.string())).default([]),
          rollBackTo: zod.string().optional(),
          reason: zod.string().max(2_000).describe('Why, for approvers.'),
          preview: zod.boolean().default(false),
        }),
      output: zod =>
        zod.object({
          changeId: zod.string().optional(),
          title: zod.string(),
          effect: zod.string(),
          oversight: zod.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, environment, level, set, unset } = input;
      const { rollBackTo, reason, preview } = input;
      const request = {
        kind: CHANGE_CONFIGURATION_KIND,
        target: { entityRef, environment },
        reason,
        input: configurationChangeInputSchema.parse(
          rollBackTo === undefined
            ? {
                action: 'edit',
                edits: [
                  { level: configurationLevelSchema.parse(level), set, unset },
                ],
              }
            : { action: 'roll-back', to: rollBackTo },
        ),
      };
      const options = await tokenOf(deps.auth, credentials);
      if (preview) {
        const { title, plan, decision } = await deps.changes.simulate(
          request,
          options,
        );
        const { oversight } = decision;
        return { output: { title, effect: plan.summary, oversight } };
      }
      const { id, title, statusWords, oversight } = await deps.changes.propose(
        request,
        options,
      );
      return {
        output: { changeId: id, title, effect: statusWords, oversight },
      };
    },
  });
}
