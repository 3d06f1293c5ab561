import type { LedgerEntryView } from '@mandate/plugin-mandate-common';

const OCSF_VERSION = '1.9.0';

/** Entity Management of the category Identity and Access Management, and API Activity of Application Activity. */
const ENTITY_MANAGEMENT = { class_uid: 3004, category_uid: 3 } as const;
const API_ACTIVITY = { class_uid: 6003, category_uid: 6 } as const;

/** `activity_id` of both classes. */
const ACTIVITY = { create: 1, read: 2, update: 3, other: 99 } as const;
const SEVERITY = { informational: 1, medium: 3, high: 4 } as const;
const STATUS = { success: 1, failure: 2 } as const;

/** Kinds with another activity than an update. */
const ACTIVITIES: Readonly<Record<string, number>> = {
  proposed: ACTIVITY.create,
  finding: ACTIVITY.create,
  'read-of-evidence': ACTIVITY.read,
  configuration: ACTIVITY.other,
  'key-changed': ACTIVITY.other,
};

/** Kinds that a security team wants to look at. */
const SEVERITIES: Readonly<Record<string, number>> = {
  'gate-refused': SEVERITY.medium,
  'abort-requested': SEVERITY.high,
  override: SEVERITY.high,
  'break-glass': SEVERITY.high,
  'kill-switch': SEVERITY.high,
  'key-changed': SEVERITY.high,
};

/** States and kinds in which something did not come about. */
const FAILURES = new Set(['refused', 'rejected', 'undone', 'stuck', 'expired']);

/**
 * An entry as an event of OCSF 1.9: reads of evidence are API Activity (6003), all else is Entity Management (3004) of
 * the change, or of what the fact is about. What OCSF has no member for is in `unmapped`.
 */
export function toOcsfEvent(entry: LedgerEntryView, origin: string) {
  const { index, kind, at, changeId, subject, data, leafHash } = entry;
  const isRead = kind === 'read-of-evidence';
  const { class_uid: classUid, category_uid: categoryUid } = isRead
    ? API_ACTIVITY
    : ENTITY_MANAGEMENT;
  const activity = ACTIVITIES[kind] ?? ACTIVITY.update;
  const target = {
    uid: changeId ?? subject ?? origin,
    name: subject ?? changeId ?? origin,
    type: changeId ? 'change' : subject?.split(':')[0] ?? 'ledger',
  };
  return {
    class_uid: classUid,
    category_uid: categoryUid,
    activity_id: activity,
    activity_name: kind,
    type_uid: classUid * 100 + activity,
    time: Date.parse(at),
    severity_id: SEVERITIES[kind] ?? SEVERITY.informational,
    status_id: isFailure(entry) ? STATUS.failure : STATUS.success,
    message: typeof data.words === 'string' ? data.words : kind,
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Mandate', vendor_name: 'Mandate' },
      log_name: origin,
      uid: `${origin}#${index}`,
      sequence: index,
    },
    actor: actorOf(entry),
    ...(isRead
      ? {
          api: { operation: 'read', service: { name: 'mandate' } },
          resources: [target],
          src_endpoint: { name: origin },
        }
      : { entity: target }),
    unmapped: { kind, changeId, target: subject, leafHash, fact: data },
  };
}

function isFailure({ kind, data }: LedgerEntryView): boolean {
  return kind === 'gate-refused' || FAILURES.has(String(data.state));
}

/** A person is a user; whatever acts by itself is an application. */
function actorOf({ actor }: LedgerEntryView) {
  return /^user:|^erased$/.test(actor)
    ? { user: { uid: actor, name: actor.split('/').at(-1), type_id: 1 } }
    : { application: { name: actor, uid: actor } };
}
