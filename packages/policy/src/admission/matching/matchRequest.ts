import type { LabelSelector } from '../policy/labelSelector';
import type { MatchResources } from '../policy/matchResources';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type {
  GroupVersionKind,
  GroupVersionResource,
} from '../request/admissionRequest';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { Namespaces } from '../request/namespaces';
import { ruleMatcher, splitResource } from './ruleMatcher';
import type { RuleMatcher } from './ruleMatcher';
import { isEmptySelector, selectorMatches } from './selectorMatches';

const matchers = new WeakMap<MatchResources, RequestMatcher>();

/** Another name of a resource in the same cluster, such as `autoscaling/v1` for `autoscaling/v2`. @public */
export interface EquivalentResource {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
  /** The same object in that version. */
  readonly convert: (object: KubernetesObject) => KubernetesObject;
}

/** What matching looks at. */
export interface MatchInput {
  readonly attributes: AdmissionAttributes;
  readonly namespaces: Namespaces;
  readonly equivalents?: readonly EquivalentResource[];
}

/** Whether a policy or a binding is about a request, and in which version it wants the object. */
export type RequestMatch =
  | { readonly outcome: 'other' }
  | {
      readonly outcome: 'matches';
      /** Undefined for the version of the request. */
      readonly equivalent?: EquivalentResource;
    }
  | { readonly outcome: 'failed'; readonly message: string };

const other: RequestMatch = { outcome: 'other' };
const asAsked: RequestMatch = { outcome: 'matches' };

/** Match constraints, ready to be compared with requests. */
export type RequestMatcher = (input: MatchInput) => RequestMatch;

/**
 * Prepares match constraints. A request is compared with them as the API server's matcher does; that its namespace is unknown
 * only matters if all the rest matches.
 */
export function requestMatcher(constraints: MatchResources): RequestMatcher {
  const prepared = prepare(constraints);
  const { rules, excluded, objectSelector, namespaceSelector } = prepared;
  const isAbout = rulesMatcher(rules, prepared);
  const narrows =
    excluded.length > 0 ||
    objectSelector !== undefined ||
    namespaceSelector !== undefined;
  return input => {
    const match = isAbout(input);
    if (match === other || !narrows) {
      return match;
    }
    if (
      (excluded.length > 0 &&
        matchRules(excluded, prepared, input) !== other) ||
      !objectMatches(objectSelector, input.attributes)
    ) {
      return other;
    }
    const inNamespace =
      namespaceSelector === undefined ||
      namespaceMatches(namespaceSelector, input);
    if (inNamespace === true) {
      return match;
    }
    return inNamespace === false
      ? other
      : { outcome: 'failed', message: inNamespace };
  };
}

/** The one resource that constraints name, without its versions elsewhere; undefined when they name several, or all. */
export function onlyResource({
  resourceRules: [rule, ...others],
}: MatchResources): string | undefined {
  if (rule?.resources.length !== 1 || others.length > 0) {
    return undefined;
  }
  const { resource } = splitResource(rule.resources[0]);
  return resource === '*' ? undefined : resource;
}

/** Compares a request to match constraints, which are kept ready. */
export function matchRequest(
  constraints: MatchResources,
  input: MatchInput,
): RequestMatch {
  const known = matchers.get(constraints);
  if (known !== undefined) {
    return known(input);
  }
  const made = requestMatcher(constraints);
  matchers.set(constraints, made);
  return made(input);
}

/** Match constraints with their rules ready; selectors that select everything are left out. */
interface PreparedConstraints {
  readonly rules: readonly RuleMatcher[];
  readonly excluded: readonly RuleMatcher[];
  readonly considersEquivalents: boolean;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly objectSelector: LabelSelector | undefined;
}

function prepare({
  namespaceSelector,
  objectSelector,
  resourceRules,
  excludeResourceRules,
  matchPolicy,
}: MatchResources): PreparedConstraints {
  return {
    rules: resourceRules.map(ruleMatcher),
    excluded: excludeResourceRules.map(ruleMatcher),
    considersEquivalents: matchPolicy === 'Equivalent',
    namespaceSelector: isEmptySelector(namespaceSelector)
      ? undefined
      : namespaceSelector,
    objectSelector: isEmptySelector(objectSelector)
      ? undefined
      : objectSelector,
  };
}

/** Mostly there is one rule, and no other version of the resource. */
function rulesMatcher(
  rules: readonly RuleMatcher[],
  prepared: PreparedConstraints,
): RequestMatcher {
  const [only] = rules;
  switch (rules.length) {
    case 0:
      return () => asAsked;
    case 1:
      return input => {
        const { attributes, equivalents } = input;
        if (only(attributes, attributes.resource)) {
          return asAsked;
        }
        return equivalents === undefined
          ? other
          : matchRules(rules, prepared, input);
      };
    default:
      return input => matchRules(rules, prepared, input);
  }
}

function matchRules(
  rules: readonly RuleMatcher[],
  { considersEquivalents }: PreparedConstraints,
  { attributes, equivalents }: MatchInput,
): RequestMatch {
  for (const matches of rules) {
    if (matches(attributes, attributes.resource)) {
      return asAsked;
    }
  }
  if (!considersEquivalents || equivalents === undefined) {
    return other;
  }
  for (const matches of rules) {
    for (const equivalent of equivalents) {
      if (matches(attributes, equivalent.resource)) {
        return { outcome: 'matches', equivalent };
      }
    }
  }
  return other;
}

/** True, false, or why it cannot be told. */
function namespaceMatches(
  selector: LabelSelector,
  { attributes, namespaces }: MatchInput,
): boolean | string {
  const isNamespace = attributes.resource.resource === 'namespaces';
  if (attributes.namespace === '' && !isNamespace) {
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
  selector: LabelSelector | undefined,
  { object, oldObject }: AdmissionAttributes,
): boolean {
  return (
    selector === undefined ||
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
