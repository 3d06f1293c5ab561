import {
  fieldsAt,
  imagesOf,
  isWorkload,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import type {
  ChangeKind,
  ObserveContext,
  PlanOutcome,
} from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { cleanManifest } from '../../domain/cleanManifest';
import { managersUnder, ownedFields } from '../../domain/managedFields';
import { objectVersion } from '../../domain/targetVersion';
import { templateRevisions } from '../../effects/templateRevisions';
import { assemblePlan } from '../../planning/assemblePlan';
import { onOwnWorkload } from '../../planning/ownWorkload';
import { nameOf } from '../../planning/planObject';
import { readWorkload, withoutWorkload } from '../../planning/targetWorkload';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import { recordRelease } from '../../releases/recordRelease';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { chooseRevision, type ChosenRevision } from './chooseRevision';
import { planRelease } from './planRelease';
import { withRecordedTemplate } from './recordedAnnotations';

const fieldsSchema = z.strictObject({
  /** Revision to go back to, as `kubectl rollout history` numbers them; the last known good one when absent. */
  toRevision: z.number().int().positive().optional(),
  /** Name of a release record to go back to, with its settings and routes. */
  release: z.string().min(1).max(253).optional(),
});
const inputSchema = fieldsSchema.refine(
  ({ toRevision, release }) =>
    toRevision === undefined || release === undefined,
  { message: 'takes toRevision or release, not both' },
);
type RollbackInput = z.output<typeof inputSchema>;

const POD_TEMPLATE = ['spec', 'template'] as const;

/** Brings a workload's pod template back to an earlier one. */
export function rollbackKind(
  options: KubernetesKindOptions,
): ChangeKind<RollbackInput> {
  return {
    ...workloadKind(options, { takeOverUnder: POD_TEMPLATE }),
    // The way back must not wait for what it depends on to get well.
    preflight: workloadPreflight(['environment', 'resources', 'configuration']),
    name: 'rollback',
    title: 'Roll back',
    description:
      'Brings the pods back to the last template that held: the newest earlier one that a change of ours brought and that was not undone, else the one before. `toRevision` names another. Replicas, services and settings in ConfigMaps stay as they are. The plan shows the image it goes back to. `release` names the record of a verified deploy instead: then images (by digest), settings, routes and everything else that was applied go back together, and what that release did not have is removed. It is verified without the checks of the template, which may have been false before.',
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.1,
    },
    describe: (input, target) =>
      `Roll ${target.name} back ${aimWords(input)} in ${target.environment}`,
    afterVerification: recordRelease,
    plan: onOwnWorkload((context, input) =>
      input.release === undefined
        ? planRollback(context, input, options)
        : planRelease(context, input.release, options),
    ),
  };
}

function aimWords({ toRevision, release }: RollbackInput): string {
  if (release !== undefined) {
    return `to the release ${release.replace(/^mandate-release-/, '')}`;
  }
  return toRevision === undefined
    ? 'to its last known good version'
    : `to revision ${toRevision}`;
}

async function planRollback(
  context: ObserveContext,
  input: RollbackInput,
  options: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const live = await readWorkload(context);
  if (!live) {
    return withoutWorkload(context);
  }
  const managers = managersUnder(live, POD_TEMPLATE);
  const foreign = managers.filter(manager => !isPersonsTool(manager));
  if (foreign.length > 0) {
    return {
      type: 'impossible',
      words: `${foreign.join(
        ', ',
      )} manages the pods of this workload and would undo a rollback. Roll back there.`,
    };
  }
  const chosen = chooseRevision({
    revisions: await templateRevisions(context, live),
    current: fieldsAt(live, ...POD_TEMPLATE),
    toRevision: input.toRevision,
  });
  if (chosen.type === 'none') {
    return { type: 'impossible', words: chosen.words };
  }
  return withTarget(rolledBack(live, chosen, managers, options), chosen);
}

/**
 * People's tools leave their names on what they write by hand. A rollback goes over that; a controller would put it
 * back, so a rollback against one is refused.
 */
function isPersonsTool(manager: string): boolean {
  return /^(kubectl($|-)|before-first-apply$)/.test(manager);
}

function rolledBack(
  live: ClusterObject,
  chosen: ChosenRevision & { readonly type: 'chosen' },
  managers: readonly string[],
  options: KubernetesKindOptions,
): PlanOutcome {
  const { template, keeper } = chosen.revision;
  const goBack = (object: ClusterObject) =>
    withRecordedTemplate(
      { ...object, ...withValueAt(object, POD_TEMPLATE, template) },
      keeper,
    );
  return assemblePlan({
    objects: [
      {
        ...nameOf(live),
        action: 'update',
        before: cleanManifest(live),
        // Not a dry run: that cannot show what taking fields over removes. The template was defaulted when it ran.
        after: cleanManifest(goBack(live)),
        applied: goBack(ownedFields(live)),
        takesOverFrom: [...managers],
      },
    ],
    versions: [objectVersion(live)],
    verification: options.verification,
    unchangedWords: 'It runs that version already.',
  });
}

function withTarget(
  outcome: PlanOutcome,
  chosen: ChosenRevision & { readonly type: 'chosen' },
): PlanOutcome {
  if (outcome.type !== 'planned') {
    return outcome;
  }
  const workload = outcome.plan.objects.find(isWorkload)?.after;
  const images = workload ? imagesOf(workload).join(', ') : '';
  const summary = `Back to revision ${chosen.revision.revision} (${images}), ${chosen.because}. ${outcome.plan.summary}`;
  return { type: 'planned', plan: { ...outcome.plan, summary } };
}
