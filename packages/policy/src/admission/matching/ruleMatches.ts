import type { ResourceRule } from '../policy/matchResources';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { GroupVersionResource } from '../request/admissionRequest';

/** Whether a rule is about a request for this resource, by scope, operation, group, version, resource and name. */
export function ruleMatches(
  rule: ResourceRule,
  attributes: AdmissionAttributes,
  resource: GroupVersionResource,
): boolean {
  return (
    has(rule.resources, attributes, resource) &&
    includes(rule.apiGroups, resource.group) &&
    includes(rule.apiVersions, resource.version) &&
    includes(rule.operations, attributes.operation) &&
    scopeMatches(rule, attributes, resource) &&
    (rule.resourceNames.length === 0 ||
      rule.resourceNames.includes(attributes.name))
  );
}

function includes(accepted: readonly string[], value: string): boolean {
  return accepted.includes(value) || accepted.includes('*');
}

function has(
  resources: readonly string[],
  { subResource }: AdmissionAttributes,
  { resource }: GroupVersionResource,
): boolean {
  return resources.some(pattern => {
    const slash = pattern.indexOf('/');
    const wanted = slash < 0 ? pattern : pattern.slice(0, slash);
    const wantedSub = slash < 0 ? '' : pattern.slice(slash + 1);
    return (
      (wanted === '*' || wanted === resource) &&
      (wantedSub === '*' || wantedSub === subResource)
    );
  });
}

/** A request for a namespace counts as one of the cluster, though it carries a namespace. */
function scopeMatches(
  rule: ResourceRule,
  attributes: AdmissionAttributes,
  { group, version, resource }: GroupVersionResource,
): boolean {
  if (rule.scope === '*') {
    return true;
  }
  const isOfCluster =
    attributes.namespace === '' ||
    (group === '' && version === 'v1' && resource === 'namespaces');
  return isOfCluster === (rule.scope === 'Cluster');
}
