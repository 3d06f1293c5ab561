import { FieldFault } from '../api/ApiError';
import { JsonObject } from '../model/KubernetesObject';
import { objectAt, objectsAt, stringAt } from '../model/jsonFields';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUANTITY =
  /^[+-]?(\d+|\d+\.\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** Faults of a pod's specification, in a pod and in a template, that its schema cannot express. */
export function podSpecFaults(spec: JsonObject, path: string): FieldFault[] {
  const containers = objectsAt(spec, 'containers');
  if (containers.length === 0) {
    return [
      {
        field: `${path}.containers`,
        reason: 'FieldValueRequired',
        message: 'Required value',
      },
    ];
  }
  const names = new Set<string>();
  return containers.flatMap((container, index) => {
    const at = `${path}.containers[${index}]`;
    const name = stringAt(container, 'name');
    const faults = containerFaults(container, at);
    if (names.has(name)) {
      faults.push({
        field: `${at}.name`,
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: "${name}"`,
      });
    }
    names.add(name);
    return faults;
  });
}

function containerFaults(container: JsonObject, path: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const name = stringAt(container, 'name');
  if (name && (name.length > 63 || !LABEL.test(name))) {
    faults.push({
      field: `${path}.name`,
      reason: 'FieldValueInvalid',
      message: `Invalid value: "${name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
    });
  }
  if (!container.image) {
    faults.push({
      field: `${path}.image`,
      reason: 'FieldValueRequired',
      message: 'Required value',
    });
  }
  objectsAt(container, 'ports').forEach((port, index) => {
    const number = port.containerPort;
    if (typeof number === 'number' && (number < 1 || number > 65535)) {
      faults.push({
        field: `${path}.ports[${index}].containerPort`,
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${number}: must be between 1 and 65535, inclusive`,
      });
    }
  });
  const resources = objectAt(container, 'resources');
  for (const part of ['requests', 'limits']) {
    for (const [resource, quantity] of Object.entries(
      objectAt(resources, part),
    )) {
      if (!QUANTITY.test(String(quantity))) {
        faults.push({
          field: `${path}.resources.${part}[${resource}]`,
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            quantity,
          )}: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
        });
      }
    }
  }
  return faults;
}
