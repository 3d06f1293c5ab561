import { ResourceRegistry } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { ServedResource, servedResources } from './servedResources';

/** The release whose behaviour is emulated. */
export const KUBERNETES_VERSION = 'v1.36.3';

const AGGREGATED = /as=APIGroupDiscoveryList/;

/**
 * The answer to a discovery path: the aggregated form when asked for (its content type then says so), else the older one.
 *
 * @returns undefined when the path is not discovery's
 */
export function discover(
  path: string,
  accept: string,
  resources: ResourceRegistry,
): { contentType: string; body: object } | undefined {
  const served = servedResources(resources);
  const groups = [...new Set(served.map(it => it.group).filter(Boolean))];
  const wantsAggregated = AGGREGATED.test(accept);
  if (path === '/api') {
    return wantsAggregated
      ? aggregated([''], served)
      : plain({
          kind: 'APIVersions',
          versions: ['v1'],
          serverAddressByClientCIDRs: [],
        });
  }
  if (path === '/apis') {
    return wantsAggregated
      ? aggregated(groups, served)
      : plain({
          kind: 'APIGroupList',
          apiVersion: 'v1',
          groups: groups.map(group => groupOf(group, served)),
        });
  }
  if (path === '/api/v1') {
    return plain(resourceList('', 'v1', served));
  }
  const [, group, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (!group || !groups.includes(group)) {
    return undefined;
  }
  if (!version) {
    return plain({
      kind: 'APIGroup',
      apiVersion: 'v1',
      ...groupOf(group, served),
    });
  }
  return versionsOf(group, served).includes(version)
    ? plain(resourceList(group, version, served))
    : undefined;
}

/** The group/version pairs that are served, as their paths below the root. */
export function servedPaths(resources: ResourceRegistry): string[] {
  return [
    ...new Set(
      servedResources(resources).map(it =>
        it.group ? `apis/${it.group}/${it.version}` : `api/${it.version}`,
      ),
    ),
  ];
}

/** `/version`. */
export function versionInfo() {
  const [major, minor] = KUBERNETES_VERSION.slice(1).split('.');
  return {
    major,
    minor,
    gitVersion: `${KUBERNETES_VERSION}-mandate-embedded`,
    gitCommit: 'unknown',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: 'none',
    compiler: 'none',
    platform: `${process.platform}/${process.arch}`,
  };
}

function plain(body: object) {
  return { contentType: 'application/json', body };
}

function aggregated(
  groups: readonly string[],
  served: readonly ServedResource[],
) {
  return {
    contentType:
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    body: {
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: groups.map(group => ({
        metadata: { ...(group && { name: group }), creationTimestamp: null },
        versions: versionsOf(group, served).map(version => ({
          version,
          resources: resourcesOf(group, version, served).map(
            aggregatedResource,
          ),
          freshness: 'Current',
        })),
      })),
    },
  };
}

function aggregatedResource(resource: ServedResource) {
  const { group, version, kind, subresources } = resource;
  return {
    resource: resource.plural,
    responseKind: { group, version, kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...namesOf(resource),
    ...(subresources.length > 0 && {
      subresources: subresources.map(({ name, verbs, ...responseKind }) => ({
        subresource: name,
        responseKind,
        verbs,
      })),
    }),
  };
}

function resourceList(
  group: string,
  version: string,
  served: readonly ServedResource[],
) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: resourcesOf(group, version, served).flatMap(resource => [
      {
        name: resource.plural,
        singularName: resource.singular,
        namespaced: resource.namespaced,
        kind: resource.kind,
        verbs: resource.verbs,
        ...namesOf(resource),
      },
      ...resource.subresources.map(sub => ({
        name: `${resource.plural}/${sub.name}`,
        singularName: '',
        namespaced: resource.namespaced,
        kind: sub.kind,
        ...(sub.group !== group && { group: sub.group, version: sub.version }),
        verbs: sub.verbs,
      })),
    ]),
  };
}

function namesOf({ shortNames, categories }: ServedResource) {
  return {
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
}

function groupOf(group: string, served: readonly ServedResource[]) {
  const versions = versionsOf(group, served).map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function versionsOf(
  group: string,
  served: readonly ServedResource[],
): string[] {
  return [
    ...new Set(served.filter(it => it.group === group).map(it => it.version)),
  ];
}

function resourcesOf(
  group: string,
  version: string,
  served: readonly ServedResource[],
) {
  return served.filter(it => it.group === group && it.version === version);
}
