import type { Plan } from '@mandate/plugin-mandate-common';
import { type JsonObject, templateDigest } from '@mandate/templates';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { StoredTemplateVersion } from '../../database/templates/TemplateVersionStore';
import { withoutText } from '../plan/fileText';

/** The state of a version; one that nobody approved has none. */
export type VersionState = StoredTemplateVersion['state'] | 'not recorded';

/** What is said of a version's state: a plan that changes it keeps this, so that undoing brings it back as it was. */
export const standingBeforeSchema = z.object({
  sinceMs: z.number(),
  reason: z.string().optional(),
  changeId: z.string().optional(),
});

/** Since when a version has its state, why, and by which change. */
export type StandingBefore = z.infer<typeof standingBeforeSchema>;

/** What a plan does to one version: everything its step needs. */
export interface PlannedState {
  readonly name: string;
  readonly digest: string;
  readonly text: string;
  readonly before: VersionState;
  /** Of the state before; absent when the version was not recorded. */
  readonly standingBefore?: StandingBefore;
  readonly after: StoredTemplateVersion['state'];
  readonly reason?: string;
  readonly decisionRecord?: string;
  /** The digest of the record that the repository had in its place when this was planned. */
  readonly replacedRecord?: string;
}

const withdrawalSchema = z.object({
  kind: z.literal('TemplateWithdrawal'),
  state: z.enum(['deprecated', 'withdrawn']),
  reason: z.string(),
  standingBefore: standingBeforeSchema.optional(),
});
const previewSchema = z.object({
  decisionRecord: z.string().optional(),
  replacedRecord: z.string().optional(),
  standingBefore: standingBeforeSchema.optional(),
});

/** What a plan keeps of a version that is recorded. */
export function standingOf({
  sinceMs,
  reason,
  changeId,
}: StandingBefore): StandingBefore {
  return {
    sinceMs,
    ...(reason !== undefined && { reason }),
    ...(changeId !== undefined && { changeId }),
  };
}

/** Reads what a plan of the kind `approve-template` does. */
export function readPlannedState({ objects, baseVersion }: Plan): PlannedState {
  const [definition, preview] = objects;
  const withdrawal = withdrawalSchema.safeParse(definition.after);
  const document = withdrawal.success ? definition.before : definition.after;
  // safety: plans hold plain JSON.
  const json = (document ?? {}) as JsonObject;
  const digest = templateDigest({ document: json });
  return {
    name: definition.name,
    digest,
    text: stringify(json, { lineWidth: 0 }),
    before: stateIn(baseVersion, digest),
    ...(withdrawal.success
      ? {
          after: withdrawal.data.state,
          reason: withdrawal.data.reason,
          standingBefore: withdrawal.data.standingBefore,
        }
      : { after: 'approved', ...previewSchema.safeParse(preview?.after).data }),
  };
}

/** The version of a template as a target: every version with its state, so that another approval in between is seen. */
export function baseVersionOf(
  versions: readonly Pick<StoredTemplateVersion, 'digest' | 'state'>[],
): string {
  return (
    versions
      .map(({ digest, state }) => `${digest} ${state}`)
      .sort()
      .join('\n') || 'nothing recorded'
  );
}

function stateIn(baseVersion: string, digest: string): VersionState {
  const line = withoutText(baseVersion)
    .split('\n')
    .find(one => one.startsWith(`${digest} `));
  const state = z
    .enum(['approved', 'deprecated', 'withdrawn'])
    .safeParse(line?.slice(digest.length + 1));
  return state.data ?? 'not recorded';
}
