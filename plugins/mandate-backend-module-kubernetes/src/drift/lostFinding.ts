import type {
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { InventoryObject } from '../releases/inventory';
import { driftFingerprint, driftSeverity } from './driftFinding';

/** The finding on an object that somebody deleted. It ends when the object is there again, as any drift of it would. */
export function lostFinding(options: {
  readonly detector: string;
  readonly target: TargetFacts;
  readonly object: InventoryObject;
}): ObservedFinding {
  const { detector, target, object } = options;
  const { entityRef, environment } = target;
  const title = `${object.kind} ${object.name} of ${target.name} in ${environment} was deleted outside Mandate`;
  return {
    fingerprint: driftFingerprint(target, object),
    detector,
    target: { entityRef, environment },
    severity: driftSeverity(target),
    title: title.slice(0, 300),
    words:
      'The newest release has it, and the cluster does not. Reapply makes it again as it was; or deploy without it.',
    evidence: {
      object,
      fields: [{ path: 'the object', intended: 'there', live: 'deleted' }],
    },
  };
}
