import { FieldFault } from '../api/ApiError';
import { JsonObject, jsonEquals } from '../model/KubernetesObject';
import { objectAt, stringAt } from '../model/jsonFields';
import { forbiddenField, immutable, invalidField } from './fieldFaults';

/** What is wrong with a Secret. */
export function secretFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  return [
    ...(previous && previous.type !== object.type
      ? [immutable('type', object.type)]
      : []),
    ...configMapFaults(object, previous),
  ];
}

/** What is wrong with a ConfigMap. */
export function configMapFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  return previous?.immutable === true && !jsonEquals(previous.data, object.data)
    ? [forbiddenField('data', 'field is immutable when `immutable` is set')]
    : [];
}

/** What is wrong with a PriorityClass. */
export function priorityClassFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  return previous && previous.value !== object.value
    ? [forbiddenField('value', 'may not be changed in an update.')]
    : [];
}

/** What is wrong with a RoleBinding or a ClusterRoleBinding. */
export function bindingFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  return previous && !jsonEquals(previous.roleRef, object.roleRef)
    ? [invalidField('roleRef', object.roleRef, 'cannot change roleRef')]
    : [];
}

/** What is wrong with an Event: it lies in the namespace of what it is about. */
export function eventFaults(object: JsonObject): FieldFault[] {
  const { namespace } = objectAt(object, 'metadata');
  const about = stringAt(objectAt(object, 'involvedObject'), 'namespace');
  return (about || 'default') === namespace
    ? []
    : [
        invalidField(
          'involvedObject.namespace',
          about,
          'does not match event.namespace',
        ),
      ];
}
