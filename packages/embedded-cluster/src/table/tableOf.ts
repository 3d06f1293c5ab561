import { JsonObject, KubernetesObject } from '../model/KubernetesObject';
import { asJson } from '../model/jsonFields';
import { ResourceType } from '../resources/ResourceType';
import { columnsOf } from './columns';

/** A `Table` of objects, as `kubectl get` asks for it. */
export function tableOf(
  type: ResourceType,
  objects: readonly KubernetesObject[],
  metadata: object,
  rowObject: (object: KubernetesObject) => JsonObject | undefined,
  now: Date,
) {
  const columns = columnsOf(type);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, type: cellType, priority }) => ({
      name,
      type: cellType,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: objects.map(object => ({
      cells: columns.map(({ cell }) => cell(asJson(object), now)),
      ...(rowObject(object) && { object: rowObject(object) }),
    })),
  };
}
