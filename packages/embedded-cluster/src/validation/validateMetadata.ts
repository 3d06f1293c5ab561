import { FieldFault } from '../api/ApiError';
import { ObjectMeta } from '../model/KubernetesObject';
import { ResourceType } from '../resources/ResourceType';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LABEL_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;
const ANNOTATIONS_BYTES = 256 * 1024;

const LABEL_HELP =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_HELP =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL_VALUE_HELP =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** Faults of a name, labels and annotations (RFC 1123 and Kubernetes' own limits). */
export function validateMetadata(
  type: ResourceType,
  metadata: ObjectMeta,
): FieldFault[] {
  return [
    ...nameFaults(type, metadata.name),
    ...Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => [
      ...keyFaults('metadata.labels', key),
      ...(value.length <= LABEL_LENGTH && LABEL_VALUE.test(value)
        ? []
        : [
            faulty(
              'metadata.labels',
              value,
              value.length > LABEL_LENGTH
                ? `must be no more than ${LABEL_LENGTH} bytes`
                : LABEL_VALUE_HELP,
            ),
          ]),
    ]),
    ...annotationFaults(metadata.annotations ?? {}),
  ];
}

function nameFaults(type: ResourceType, name: string): FieldFault[] {
  if (!name) {
    return [
      {
        field: 'metadata.name',
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
      },
    ];
  }
  const rules = {
    label: { pattern: LABEL, length: LABEL_LENGTH, help: LABEL_HELP },
    path: {
      pattern: /^(?!\.{1,2}$)[^/%]+$/,
      length: SUBDOMAIN_LENGTH,
      help: "may not contain '/' or '%'",
    },
    subdomain: {
      pattern: SUBDOMAIN,
      length: SUBDOMAIN_LENGTH,
      help: SUBDOMAIN_HELP,
    },
  };
  const { pattern, length, help } = rules[type.nameRule];
  if (name.length > length) {
    return [
      faulty('metadata.name', name, `must be no more than ${length} bytes`),
    ];
  }
  return pattern.test(name) ? [] : [faulty('metadata.name', name, help)];
}

function annotationFaults(annotations: Record<string, string>): FieldFault[] {
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) =>
      sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  const tooLong: FieldFault[] =
    bytes > ANNOTATIONS_BYTES
      ? [
          {
            field: 'metadata.annotations',
            reason: 'FieldValueInvalid',
            message: `Too long: may not be more than ${ANNOTATIONS_BYTES} bytes`,
          },
        ]
      : [];
  return [
    ...Object.keys(annotations).flatMap(key =>
      keyFaults('metadata.annotations', key),
    ),
    ...tooLong,
  ];
}

function keyFaults(field: string, key: string): FieldFault[] {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  const prefixIsFine =
    prefix === undefined ||
    (prefix.length <= SUBDOMAIN_LENGTH && SUBDOMAIN.test(prefix.toLowerCase()));
  if (
    prefixIsFine &&
    name.length <= LABEL_LENGTH &&
    QUALIFIED_NAME.test(name)
  ) {
    return [];
  }
  return [
    faulty(
      field,
      key,
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ),
  ];
}

function faulty(field: string, value: string, why: string): FieldFault {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  };
}
