import {
  apiVersionOf,
  ResourceType,
  Subresource,
} from '../resources/ResourceType';
import { RESOURCE_TABLE } from '../resources/resourceTable';

/** The release whose behaviour is emulated. */
export const KUBERNETES_VERSION = 'v1.36.3';

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** What each subresource is, and what can be done with it. */
const SUBRESOURCES: Record<
  Subresource,
  {
    readonly kind?: string;
    readonly group?: string;
    readonly version?: string;
    readonly verbs: readonly string[];
  }
> = {
  status: { verbs: ['get', 'patch', 'update'] },
  scale: {
    kind: 'Scale',
    group: 'autoscaling',
    version: 'v1',
    verbs: ['get', 'patch', 'update'],
  },
  log: { verbs: ['get'] },
  eviction: {
    kind: 'Eviction',
    group: 'policy',
    version: 'v1',
    verbs: ['create'],
  },
};

/** The kind that only answers questions and is never stored. */
const ACCESS_REVIEW = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  plural: 'selfsubjectaccessreviews',
  singular: 'selfsubjectaccessreview',
} as const;

const AGGREGATED = /as=APIGroupDiscoveryList/;

/**
 * The answer to a discovery path: the aggregated form when asked for (its content type then says so), else the older one.
 *
 * @returns undefined when the path is not discovery's
 */
export function discover(
  path: string,
  accept: string,
): { contentType: string; body: object } | undefined {
  const wantsAggregated = AGGREGATED.test(accept);
  if (path === '/api') {
    return wantsAggregated
      ? aggregated([''])
      : plain({
          kind: 'APIVersions',
          versions: ['v1'],
          serverAddressByClientCIDRs: [],
        });
  }
  if (path === '/apis') {
    return wantsAggregated
      ? aggregated(groups())
      : plain({
          kind: 'APIGroupList',
          apiVersion: 'v1',
          groups: groups().map(groupOf),
        });
  }
  if (path === '/api/v1') {
    return plain(resourceList('', 'v1'));
  }
  const [, group, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (!group || !groups().includes(group)) {
    return undefined;
  }
  if (!version) {
    return plain({ kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) });
  }
  return version === versionOf(group)
    ? plain(resourceList(group, version))
    : undefined;
}

/** The group/version pairs that are served, as their paths below the root. */
export function servedPaths(): string[] {
  return [
    'api/v1',
    ...groups().map(group => `apis/${group}/${versionOf(group)}`),
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

function aggregated(names: readonly string[]) {
  return {
    contentType:
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    body: {
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: names.map(group => ({
        metadata: { ...(group && { name: group }), creationTimestamp: null },
        versions: [
          {
            version: versionOf(group),
            resources: [
              ...typesOf(group).map(aggregatedResource),
              ...(group === ACCESS_REVIEW.group ? [aggregatedReview()] : []),
            ],
            freshness: 'Current',
          },
        ],
      })),
    },
  };
}

function aggregatedResource(type: ResourceType) {
  const { group, version, kind } = type;
  return {
    resource: type.plural,
    responseKind: { group, version, kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: VERBS,
    ...(type.shortNames.length > 0 && { shortNames: type.shortNames }),
    ...(type.categories.length > 0 && { categories: type.categories }),
    ...(type.subresources.length > 0 && {
      subresources: type.subresources.map(name => ({
        subresource: name,
        responseKind: {
          group: SUBRESOURCES[name].group ?? group,
          version: SUBRESOURCES[name].version ?? version,
          kind: SUBRESOURCES[name].kind ?? kind,
        },
        verbs: SUBRESOURCES[name].verbs,
      })),
    }),
  };
}

function aggregatedReview() {
  const { group, version, kind } = ACCESS_REVIEW;
  return {
    resource: ACCESS_REVIEW.plural,
    responseKind: { group, version, kind },
    scope: 'Cluster',
    singularResource: ACCESS_REVIEW.singular,
    verbs: ['create'],
  };
}

function resourceList(group: string, version: string) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: [
      ...typesOf(group).flatMap(type => [
        {
          name: type.plural,
          singularName: type.singular,
          namespaced: type.namespaced,
          kind: type.kind,
          verbs: VERBS,
          ...(type.shortNames.length > 0 && { shortNames: type.shortNames }),
          ...(type.categories.length > 0 && { categories: type.categories }),
        },
        ...type.subresources.map(name => ({
          name: `${type.plural}/${name}`,
          singularName: '',
          namespaced: type.namespaced,
          kind: SUBRESOURCES[name].kind ?? type.kind,
          ...(SUBRESOURCES[name].group && {
            group: SUBRESOURCES[name].group,
            version: SUBRESOURCES[name].version,
          }),
          verbs: SUBRESOURCES[name].verbs,
        })),
      ]),
      ...(group === ACCESS_REVIEW.group
        ? [
            {
              name: ACCESS_REVIEW.plural,
              singularName: ACCESS_REVIEW.singular,
              namespaced: false,
              kind: ACCESS_REVIEW.kind,
              verbs: ['create'],
            },
          ]
        : []),
    ],
  };
}

function groups(): string[] {
  const names = RESOURCE_TABLE.map(type => type.group).filter(Boolean);
  return [...new Set([...names, ACCESS_REVIEW.group])];
}

function groupOf(group: string) {
  const version = versionOf(group);
  const groupVersion = { groupVersion: `${group}/${version}`, version };
  return {
    name: group,
    versions: [groupVersion],
    preferredVersion: groupVersion,
  };
}

function typesOf(group: string): ResourceType[] {
  return RESOURCE_TABLE.filter(type => type.group === group);
}

/** Every group is served in one version. */
function versionOf(group: string): string {
  return typesOf(group)[0]?.version ?? ACCESS_REVIEW.version;
}
