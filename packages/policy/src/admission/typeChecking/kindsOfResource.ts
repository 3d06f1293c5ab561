import builtIn from '../mutation/builtInTypes.json';
import { resourceOf } from '../request/admissionAttributes';
import type {
  GroupVersionKind,
  GroupVersionResource,
} from '../request/admissionRequest';

const builtInKinds: readonly GroupVersionKind[] = Object.keys(
  builtIn.kinds,
).map(name => {
  const [apiVersion, kind] = name.split(' ');
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
  };
});

/** The kinds of a resource of Kubernetes itself. */
export function kindsOfResource({
  group,
  version,
  resource,
}: GroupVersionResource): readonly GroupVersionKind[] {
  return builtInKinds.filter(
    kind =>
      kind.group === group &&
      kind.version === version &&
      resourceOf(kind).resource === resource,
  );
}
