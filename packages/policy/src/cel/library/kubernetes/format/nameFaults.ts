import { encodeUtf8 } from '../../../values/utf8';

/** The rules for names of Kubernetes objects, in apimachinery's words. Each answers what is wrong with a text. */
type Faults = readonly string[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const legacyLabel = '[a-z]([-a-z0-9]*[a-z0-9])?';
const key = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${key})?`;

// These are linear in JavaScript too: no two neighbours can match the same text in two ways that grow.
const labelPattern = new RegExp(`^${label}$`);
const subdomainPattern = new RegExp(`^${subdomain}$`);
const legacyLabelPattern = new RegExp(`^${legacyLabel}$`);
const keyPattern = new RegExp(`^${key}$`);
const labelValuePattern = new RegExp(`^${labelValue}$`);

/** A DNS label (RFC 1123). */

export function dns1123LabelFaults(text: string): Faults {
  const fault = labelPattern.test(text) ? [] : [labelFault(text)];
  return [...tooLong(text, 63, 'characters'), ...fault];
}

const subdomainWords = words(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  subdomain,
  ['example.com'],
);

/** A DNS subdomain (RFC 1123). */

export function dns1123SubdomainFaults(text: string): Faults {
  return [
    ...tooLong(text, 253, 'characters'),
    ...mismatch(text, subdomainPattern, subdomainWords),
  ];
}

/** A DNS label (RFC 1035). */

export function dns1035LabelFaults(text: string): Faults {
  return [
    ...tooLong(text, 63, 'characters'),
    ...mismatch(
      text,
      legacyLabelPattern,
      words(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        legacyLabel,
        ['my-name', 'abc-123'],
      ),
    ),
  ];
}

/** A key such as `example.com/name`. */

export function qualifiedNameFaults(text: string): Faults {
  const keyWords = words(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    key,
    ['MyName', 'my.name', '123-abc'],
  );
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${keyWords} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1];
  return [
    ...(parts.length === 2 ? prefixFaults(parts[0]) : []),
    ...(name === ''
      ? ['name part must be non-empty']
      : prefixed('name part ', tooLong(name, 63, 'bytes'))),
    ...prefixed('name part ', mismatch(name, keyPattern, keyWords)),
  ];
}

/** The value of a label. */

export function labelValueFaults(text: string): Faults {
  return [
    ...tooLong(text, 63, 'bytes'),
    ...mismatch(
      text,
      labelValuePattern,
      words(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        labelValue,
        ['MyValue', 'my_value', '12345'],
      ),
    ),
  ];
}

/** What a prefix of a generated name is checked as: a dash at its end counts as a letter. */

export function withoutTrailingDash(text: string): string {
  return text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text;
}

function labelFault(text: string): string {
  return subdomainPattern.test(text)
    ? 'must not contain dots'
    : words(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
        label,
        ['my-name', '123-abc'],
      );
}

function prefixFaults(prefix: string): Faults {
  return prefix === ''
    ? ['prefix part must be non-empty']
    : prefixed('prefix part ', [
        ...tooLong(prefix, 253, 'bytes'),
        ...mismatch(prefix, subdomainPattern, subdomainWords),
      ]);
}

function tooLong(
  text: string,
  most: number,
  unit: 'characters' | 'bytes',
): Faults {
  return encodeUtf8(text).length > most
    ? [`must be no more than ${most} ${unit}`]
    : [];
}

function mismatch(text: string, pattern: RegExp, fault: string): Faults {
  return pattern.test(text) ? [] : [fault];
}

function prefixed(prefix: string, faults: Faults): Faults {
  return faults.map(fault => prefix + fault);
}

function words(
  rule: string,
  pattern: string,
  examples: readonly string[],
): string {
  return `${rule} (e.g. ${examples
    .map(example => `'${example}', `)
    .join(' or ')}regex used for validation is '${pattern}')`;
}
