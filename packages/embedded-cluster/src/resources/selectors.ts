import { badRequest } from '../api/ApiError';
import { asJson } from '../model/jsonFields';
import {
  isJsonObject,
  JsonValue,
  KubernetesObject,
} from '../model/KubernetesObject';
import { LabelSelector } from '../model/workloads';

/** Whether an object is wanted. */
export type Predicate = (object: KubernetesObject) => boolean;

/** Whether labels satisfy a workload's selector. An empty selector matches everything. */
export function matchesSelector(
  selector: LabelSelector,
  labels: Readonly<Record<string, string>> = {},
): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
  return (
    equal &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) =>
      matchesRequirement(labels, key, operator, values),
    )
  );
}

/**
 * Reads a `labelSelector` parameter, such as `app=web,tier in (a, b),!legacy`.
 *
 * @throws ApiError 400 when it cannot be read
 */
export function parseLabelSelector(text: string): Predicate {
  const requirements = splitOutsideParentheses(text).map(parseRequirement);
  return object =>
    requirements.every(({ key, operator, values }) =>
      matchesRequirement(object.metadata.labels ?? {}, key, operator, values),
    );
}

/**
 * Reads a `fieldSelector` parameter, such as `metadata.name=web,status.phase!=Running`.
 *
 * @throws ApiError 400 when it cannot be read or names a field that cannot be selected
 */
export function parseFieldSelector(
  text: string,
  selectable: readonly string[],
): Predicate {
  const terms = text
    .split(',')
    .filter(Boolean)
    .map(term => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
      if (!match) {
        throw badRequest(
          `invalid selector: '${term}'; can't understand '${term}'`,
        );
      }
      if (!selectable.includes(match[1])) {
        throw badRequest(`field label not supported: ${match[1]}`);
      }
      return { path: match[1], negated: match[2] === '!=', value: match[3] };
    });
  return object =>
    terms.every(
      ({ path, negated, value }) =>
        (fieldText(object, path) === value) !== negated,
    );
}

/** A selector in the form of the `labelSelector` parameter. */
export function formatSelector(selector: LabelSelector | undefined): string {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = (selector?.matchExpressions ?? []).map(
    ({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In':
          return `${key} in (${values.join(',')})`;
        case 'NotIn':
          return `${key} notin (${values.join(',')})`;
        case 'Exists':
          return key;
        default:
          return `!${key}`;
      }
    },
  );
  return [...equal, ...expressions].join(',');
}

interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

function matchesRequirement(
  labels: Readonly<Record<string, string>>,
  key: string,
  operator: Requirement['operator'],
  values: readonly string[],
): boolean {
  const has = Object.hasOwn(labels, key);
  switch (operator) {
    case 'In':
      return has && values.includes(labels[key]);
    case 'NotIn':
      return !has || !values.includes(labels[key]);
    case 'Exists':
      return has;
    default:
      return !has;
  }
}

const KEY = String.raw`[A-Za-z0-9]([A-Za-z0-9_./-]*[A-Za-z0-9])?`;

function parseRequirement(text: string): Requirement {
  const absent = new RegExp(`^!\\s*(${KEY})$`).exec(text);
  if (absent) {
    return { key: absent[1], operator: 'DoesNotExist', values: [] };
  }
  const set = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`).exec(
    text,
  );
  if (set) {
    return {
      key: set[1],
      operator: set[3] === 'in' ? 'In' : 'NotIn',
      values: set[4].split(',').map(value => value.trim()),
    };
  }
  const equality = new RegExp(
    `^(${KEY})\\s*(==|=|!=)\\s*([A-Za-z0-9_.-]*)$`,
  ).exec(text);
  if (equality) {
    return {
      key: equality[1],
      operator: equality[3] === '!=' ? 'NotIn' : 'In',
      values: [equality[4]],
    };
  }
  if (new RegExp(`^${KEY}$`).test(text)) {
    return { key: text, operator: 'Exists', values: [] };
  }
  throw badRequest(
    `unable to parse requirement: found '${text}', expected a label selector`,
  );
}

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^()]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function fieldText(object: KubernetesObject, path: string): string {
  const value = path
    .split('.')
    .reduce<JsonValue | undefined>(
      (current, field) => (isJsonObject(current) ? current[field] : undefined),
      asJson(object),
    );
  return value === undefined || value === null ? '' : String(value);
}
