import { FieldFault } from '../api/ApiError';
import { JsonObject } from '../model/KubernetesObject';
import { objectAt, objectsAt } from '../model/jsonFields';
import { immutable, invalidField, requiredField } from './fieldFaults';

/** What is wrong with a Service. */
export function serviceFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  const spec = objectAt(object, 'spec');
  const faults: FieldFault[] = [];
  const ports = objectsAt(spec, 'ports');
  if (
    ports.length === 0 &&
    spec.type !== 'ExternalName' &&
    spec.clusterIP !== 'None'
  ) {
    faults.push({
      field: 'spec.ports',
      reason: 'FieldValueRequired',
      message: 'Required value',
    });
  }
  ports.forEach((port, index) => {
    if (typeof port.port === 'number' && (port.port < 1 || port.port > 65535)) {
      faults.push({
        field: `spec.ports[${index}].port`,
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${port.port}: must be between 1 and 65535, inclusive`,
      });
    }
    if (ports.length > 1 && !port.name) {
      faults.push({
        field: `spec.ports[${index}].name`,
        reason: 'FieldValueRequired',
        message: 'Required value',
      });
    }
  });
  const before = previous && objectAt(previous, 'spec');
  if (
    before?.clusterIP &&
    before.type !== 'ExternalName' &&
    spec.type !== 'ExternalName' &&
    before.clusterIP !== spec.clusterIP
  ) {
    faults.push(immutable('spec.clusterIPs[0]', [spec.clusterIP ?? null]));
  }
  return faults;
}

/** What is wrong with an Ingress. */
export function ingressFaults(object: JsonObject): FieldFault[] {
  return objectsAt(objectAt(object, 'spec'), 'rules').flatMap((rule, at) =>
    objectsAt(objectAt(rule, 'http'), 'paths').flatMap((path, index) =>
      path.pathType
        ? []
        : [requiredField(`spec.rules[${at}].http.paths[${index}].pathType`)],
    ),
  );
}

/** What is wrong with a NetworkPolicy. */
export function networkPolicyFaults(object: JsonObject): FieldFault[] {
  const spec = objectAt(object, 'spec');
  return ['ingress', 'egress'].flatMap(direction =>
    objectsAt(spec, direction).flatMap((rule, at) =>
      objectsAt(rule, 'ports').flatMap(({ port }, index) =>
        typeof port === 'number' && (port < 1 || port > 65_535)
          ? [
              invalidField(
                `spec.${direction}[${at}].ports[${index}].port`,
                port,
                'must be between 1 and 65535, inclusive',
              ),
            ]
          : [],
      ),
    ),
  );
}
