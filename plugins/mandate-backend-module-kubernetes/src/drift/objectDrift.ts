import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { type Fields, isFields } from '@mandate/plugin-mandate-node';
import { intentOf, isDigest } from '../domain/intent';
import {
  type FieldOwner,
  lastAppliedAt,
  ownersOf,
  writersSince,
} from '../domain/managedFields';
import { type DriftedField, driftedFields } from './driftedFields';

/** On an object: until when its drift is nobody's business, as an ISO time. */
export const DRIFT_IGNORED_ANNOTATION = 'mandate.dev/drift-ignored-until';

/** A drifted field, and who made it so. */
export interface OwnedDrift extends DriftedField {
  /** Nothing when the cluster does not tell: a field that is gone has no owner. */
  readonly owner?: FieldOwner;
}

/** Their writes are how a cluster works, not somebody's intent: pods are scaled, placed and sized by them. */
const CONTROLLERS =
  /^(kube-controller-manager|kube-scheduler|kubelet|horizontal-pod-autoscaler|keda-operator|cloud-controller-manager|cluster-autoscaler|vpa-(recommender|updater|admission-controller)|argo-rollouts|rollouts-controller|flagger)$/;

/** The drift of a live object; none when Mandate applied nothing to it, or it is to be ignored now. */
export function objectDrift(
  live: ClusterObject,
  now: Date,
): readonly OwnedDrift[] {
  const intent = intentOf(live);
  if (!intent || live.metadata.deletionTimestamp || isIgnored(live, now)) {
    return [];
  }
  return driftFrom(intent, live);
}

/** Where a live object is not as it was wanted, and who made it so; the work of a cluster's controllers is left out. */
export function driftFrom(
  wanted: Fields,
  live: ClusterObject,
): readonly OwnedDrift[] {
  return driftedFields(wanted, live)
    .map(field => withOwner(live, field))
    .filter(({ owner }) => !owner || !CONTROLLERS.test(owner.manager));
}

/** Whether the object's drift is ignored for now. */
export function isIgnored(live: ClusterObject, now: Date): boolean {
  const until = Date.parse(
    live.metadata.annotations?.[DRIFT_IGNORED_ANNOTATION] ?? '',
  );
  return until > now.getTime();
}

/** The intent as an object that can be applied: long texts, kept as digests only, come from the live object. */
export function intendedObject(live: ClusterObject): ClusterObject | undefined {
  const intent = intentOf(live);
  const filled = intent && withTexts(intent, live);
  if (!isFields(filled)) {
    return undefined;
  }
  const metadata: Fields = isFields(filled.metadata) ? filled.metadata : {};
  const { name, namespace } = live.metadata;
  return {
    ...filled,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { ...metadata, name, ...(namespace ? { namespace } : {}) },
  };
}

function withOwner(live: ClusterObject, field: DriftedField): OwnedDrift {
  const [owner] =
    field.live === undefined
      ? writersSince(live, lastAppliedAt(live))
      : ownersOf(live, field.segments);
  return owner ? { ...field, owner } : field;
}

function withTexts(intended: unknown, live: unknown): unknown {
  if (isDigest(intended)) {
    return live;
  }
  return isFields(intended)
    ? Object.fromEntries(
        Object.entries(intended).map(([name, value]) => [
          name,
          withTexts(value, isFields(live) ? live[name] : undefined),
        ]),
      )
    : intended;
}
