import type { LabelSelector } from '../policy/labelSelector';
import type { MatchResources, ResourceRule } from '../policy/matchResources';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type {
  GroupVersionKind,
  GroupVersionResource,
} from '../request/admissionRequest';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { Namespaces } from '../request/namespaces';
import { ruleMatches } from './ruleMatches';
import { isEmptySelector, selectorMatches } from './selectorMatches';

/** Another name of a resource in the same cluster, such as `autoscaling/v1` for `autoscaling/v2`. @public */
export interface EquivalentResource {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
  /** The same object in that version. */
  readonly convert: (object: KubernetesObject) => KubernetesObject;
}

/** Whether a policy or a binding is about a request, and in which version it wants the object. */
export type RequestMatch =
  | { readonly outcome: 'other' }
  | {
      readonly outcome: 'matches';
      readonly resource: GroupVersionResource;
      readonly kind: GroupVersionKind;
      readonly convert?: EquivalentResource['convert'];
    }
  | { readonly outcome: 'failed'; readonly message: string };

const other: RequestMatch = { outcome: 'other' };

/**
 * Compares a request to match constraints, as the API server's matcher does: selectors, then excluding rules, then rules.
 * That the namespace is unknown only matters if all the rest matches.
 */
export function matchRequest(
  constraints: MatchResources,
  attributes: AdmissionAttributes,
  namespaces: Namespaces,
  equivalents: readonly EquivalentResource[],
): RequestMatch {
  const inNamespace = namespaceMatches(
    constraints.namespaceSelector,
    attributes,
    namespaces,
  );
  if (
    inNamespace === false ||
    !objectMatches(constraints.objectSelector, attributes)
  ) {
    return other;
  }
  const { excludeResourceRules, resourceRules } = constraints;
  const considered =
    constraints.matchPolicy === 'Equivalent' ? equivalents : [];
  if (
    excludeResourceRules.length > 0 &&
    matchRules(excludeResourceRules, attributes, considered).outcome ===
      'matches'
  ) {
    return other;
  }
  const match =
    resourceRules.length === 0
      ? matchAsAsked(attributes)
      : matchRules(resourceRules, attributes, considered);
  return match.outcome === 'matches' && inNamespace !== true
    ? { outcome: 'failed', message: inNamespace }
    : match;
}

function matchAsAsked({ resource, kind }: AdmissionAttributes): RequestMatch {
  return { outcome: 'matches', resource, kind };
}

function matchRules(
  rules: readonly ResourceRule[],
  attributes: AdmissionAttributes,
  equivalents: readonly EquivalentResource[],
): RequestMatch {
  if (rules.some(rule => ruleMatches(rule, attributes, attributes.resource))) {
    return matchAsAsked(attributes);
  }
  for (const rule of equivalents.length === 0 ? [] : rules) {
    for (const { resource, kind, convert } of equivalents) {
      if (ruleMatches(rule, attributes, resource)) {
        return { outcome: 'matches', resource, kind, convert };
      }
    }
  }
  return other;
}

/** True, false, or why it cannot be told. */
function namespaceMatches(
  selector: LabelSelector,
  attributes: AdmissionAttributes,
  namespaces: Namespaces,
): boolean | string {
  const isNamespace = attributes.resource.resource === 'namespaces';
  if (
    (attributes.namespace === '' && !isNamespace) ||
    isEmptySelector(selector)
  ) {
    return true;
  }
  if (
    isNamespace &&
    attributes.subResource === '' &&
    (attributes.operation === 'CREATE' || attributes.operation === 'UPDATE')
  ) {
    return selectorMatches(selector, labelsOf(attributes.object));
  }
  const namespace = namespaces.find(attributes.namespace);
  return namespace === undefined
    ? `namespaces "${attributes.namespace}" not found`
    : selectorMatches(selector, namespace.metadata.labels ?? {});
}

function objectMatches(
  selector: LabelSelector,
  { object, oldObject }: AdmissionAttributes,
): boolean {
  return (
    isEmptySelector(selector) ||
    [object, oldObject].some(
      one => one !== null && selectorMatches(selector, labelsOf(one)),
    )
  );
}

function labelsOf(
  object: KubernetesObject | null,
): Readonly<Record<string, string>> {
  return object?.metadata?.labels ?? {};
}
