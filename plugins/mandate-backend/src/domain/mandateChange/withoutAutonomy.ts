import type { MandateGrant, MandateSpec } from '@mandate/policy';

/**
 * A mandate that grants nothing by itself: what would run alone asks people, and all that it forbids or limits stays as
 * it is. So a mandate that left the catalog never makes anything freer before its removal is approved.
 */
export function withoutAutonomy(spec: MandateSpec): MandateSpec {
  return { ...spec, grants: spec.grants.map(asking) };
}

function asking(grant: MandateGrant): MandateGrant {
  return grant.oversight === 'autonomous' || grant.oversight === 'notify'
    ? { ...grant, oversight: 'approve' }
    : grant;
}
