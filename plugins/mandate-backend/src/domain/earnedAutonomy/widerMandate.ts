import type { TrackRecord } from '@mandate/analytics';
import type { MandateGrant, MandateSpec } from '@mandate/policy';

/** Fewer changes say too little. */
const ENOUGH_CHANGES = 20;
/** With 95 % credibility fewer fail than this. */
const SURELY_BELOW = 0.15;

/**
 * The mandate one step wider for a kind of change, when the record with it is good enough: `approve` becomes `notify`,
 * or `notify` becomes `autonomous`, in the strictest clause that names the kind. The clause keeps its condition, and
 * its other kinds stay as they are. Nothing when there is no such clause.
 */
export function widerMandate(
  spec: MandateSpec,
  kind: string,
  record: TrackRecord,
): { readonly words: string; readonly spec: MandateSpec } | undefined {
  if (
    record.changes < ENOUGH_CHANGES ||
    record.failuresInARow > 0 ||
    record.interval.high >= SURELY_BELOW
  ) {
    return undefined;
  }
  const naming = spec.grants.filter(({ changes }) => changes.includes(kind));
  const chosen =
    naming.find(({ oversight }) => oversight === 'approve') ??
    naming.find(({ oversight }) => oversight === 'notify');
  if (!chosen) {
    return undefined;
  }
  const to = chosen.oversight === 'approve' ? 'notify' : 'autonomous';
  return {
    words: `${record.changes - record.failures} of ${
      record.changes
    } changes of kind ${kind} went well, the last one too. Clause ${
      spec.grants.indexOf(chosen) + 1
    } could be ${to} for them instead of ${chosen.oversight}.`,
    spec: {
      ...spec,
      grants: spec.grants.flatMap(grant =>
        grant === chosen ? widened(grant, kind, to) : [grant],
      ),
    },
  };
}

function widened(
  grant: MandateGrant,
  kind: string,
  oversight: 'notify' | 'autonomous',
): readonly MandateGrant[] {
  const { approvals: _, expires: __, ...rest } = grant;
  const others = grant.changes.filter(other => other !== kind);
  return [
    { ...rest, changes: [kind], oversight },
    ...(others.length > 0 ? [{ ...grant, changes: others }] : []),
  ];
}
