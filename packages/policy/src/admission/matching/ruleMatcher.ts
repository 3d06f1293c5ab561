import type { ResourceRule } from '../policy/matchResources';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { GroupVersionResource } from '../request/admissionRequest';

/** Whether a rule is about a request for this resource. */
export type RuleMatcher = (
  attributes: AdmissionAttributes,
  resource: GroupVersionResource,
) => boolean;

/** Prepares a rule: by resource, group, version, operation, scope and name. Most requests are sorted out by their resource. */
export function ruleMatcher(rule: ResourceRule): RuleMatcher {
  const isResource = includesResource(rule.resources.map(splitResource));
  const isGroup = accepts(rule.apiGroups);
  const isVersion = accepts(rule.apiVersions);
  const isOperation = accepts(rule.operations);
  const { resourceNames, scope } = rule;
  return (attributes, resource) =>
    isResource(resource.resource, attributes.subResource) &&
    isGroup(resource.group) &&
    isVersion(resource.version) &&
    isOperation(attributes.operation) &&
    (scope === '*' ||
      isOfCluster(attributes, resource) === (scope === 'Cluster')) &&
    (resourceNames.length === 0 || resourceNames.includes(attributes.name));
}

/** A resource and a subresource of it, empty for itself; `*` for any. */
interface ResourcePattern {
  readonly resource: string;
  readonly subResource: string;
}

/** A pattern such as `pods/status`. */
export function splitResource(pattern: string): ResourcePattern {
  const slash = pattern.indexOf('/');
  return slash < 0
    ? { resource: pattern, subResource: '' }
    : {
        resource: pattern.slice(0, slash),
        subResource: pattern.slice(slash + 1),
      };
}

function accepts(values: readonly string[]): (value: string) => boolean {
  if (values.includes('*')) {
    return () => true;
  }
  const [first] = values;
  return values.length === 1
    ? value => value === first
    : value => values.includes(value);
}

function includesResource(
  patterns: readonly ResourcePattern[],
): (resource: string, subResource: string) => boolean {
  const tests = patterns.map(isOf);
  return tests.length === 1
    ? tests[0]
    : (resource, subResource) =>
        tests.some(isPattern => isPattern(resource, subResource));
}

/** Most rules name one resource, which tells most requests apart by one comparison. */
function isOf(
  pattern: ResourcePattern,
): (resource: string, subResource: string) => boolean {
  const isAnyResource = pattern.resource === '*';
  const isAnySubResource = pattern.subResource === '*';
  return (resource, subResource) =>
    (isAnyResource || resource === pattern.resource) &&
    (isAnySubResource || subResource === pattern.subResource);
}

/** A request for a namespace counts as one of the cluster, though it carries a namespace. */
function isOfCluster(
  { namespace }: AdmissionAttributes,
  { group, version, resource }: GroupVersionResource,
): boolean {
  return (
    namespace === '' ||
    (group === '' && version === 'v1' && resource === 'namespaces')
  );
}
