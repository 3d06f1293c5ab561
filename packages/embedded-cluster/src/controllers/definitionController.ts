import { definedResource } from '../definitions/definedResource';
import { CustomResourceDefinition } from '../model/CustomResourceDefinition';
import { ResourceType } from '../resources/ResourceType';
import { CUSTOM_RESOURCE_DEFINITIONS } from '../resources/resourceTable';
import { keyOf, ObjectKey } from '../resources/ResourceType';
import { withCondition } from './conditions';
import { Controller, ControllerContext } from './Controller';

const NAME = 'kube-apiserver';
const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';
const RETRY_MS = 100;

/** Begins to serve defined kinds, follows changes of their definitions, and takes their objects away before a definition goes. */
export function createDefinitionController(): Controller {
  const served = new Map<string, ResourceType>();
  return {
    name: NAME,
    watches: [{ type: CUSTOM_RESOURCE_DEFINITIONS }],
    reconcile(key, context) {
      const definition = context.objects.find(CUSTOM_RESOURCE_DEFINITIONS, key);
      if (!definition) {
        serve(key, undefined, context);
        return undefined;
      }
      if (definition.metadata.deletionTimestamp) {
        return remove(definition, context);
      }
      serve(key, definition, context);
      establish(definition, context);
      return undefined;
    },
  };

  function serve(
    { name }: ObjectKey,
    definition: CustomResourceDefinition | undefined,
    { objects }: ControllerContext,
  ): void {
    const before = served.get(name);
    const after = definition && definedResource(definition);
    if (JSON.stringify(before) === JSON.stringify(after)) {
      return;
    }
    if (before && after && before.version === after.version) {
      // in place, so that open watches of the kind go on
      Object.assign(before, after);
      return;
    }
    if (before) {
      objects.resources.remove(before);
      served.delete(name);
    }
    if (after) {
      objects.store.addResources([after]);
      objects.resources.add(after);
      served.set(name, after);
    }
  }

  function remove(
    definition: CustomResourceDefinition,
    context: ControllerContext,
  ): number | undefined {
    const { objects } = context;
    const key = keyOf(definition);
    const type = served.get(key.name);
    const left = type ? objects.list(type) : [];
    for (const object of left) {
      if (type && !object.metadata.deletionTimestamp) {
        objects.delete(type, keyOf(object));
      }
    }
    if (type && objects.list(type).length > 0) {
      return RETRY_MS;
    }
    serve(key, undefined, context);
    objects.update(
      CUSTOM_RESOURCE_DEFINITIONS,
      key,
      draft => {
        draft.metadata.finalizers = draft.metadata.finalizers?.filter(
          it => it !== CLEANUP,
        );
      },
      { manager: NAME },
    );
    return undefined;
  }
}

function establish(
  definition: CustomResourceDefinition,
  { objects, now }: ControllerContext,
): void {
  const key = keyOf(definition);
  objects.update(
    CUSTOM_RESOURCE_DEFINITIONS,
    key,
    draft => {
      draft.metadata.finalizers = [
        ...new Set([...(draft.metadata.finalizers ?? []), CLEANUP]),
      ];
    },
    { manager: NAME },
  );
  const conditions = [
    {
      type: 'NamesAccepted',
      status: 'True',
      reason: 'NoConflicts',
      message: 'no conflicts found',
    },
    {
      type: 'Established',
      status: 'True',
      reason: 'InitialNamesAccepted',
      message: 'the initial names have been accepted',
    },
  ] as const;
  objects.update(
    CUSTOM_RESOURCE_DEFINITIONS,
    key,
    draft => {
      draft.status = {
        conditions: conditions.reduce(
          (all, condition) => withCondition(all, condition, now()),
          draft.status?.conditions ?? [],
        ),
        acceptedNames: draft.spec.names,
        storedVersions: draft.spec.versions
          .filter(version => version.storage)
          .map(version => version.name),
      };
    },
    { manager: NAME, subresource: 'status' },
  );
}
