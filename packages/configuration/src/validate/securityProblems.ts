import { formatPath, isJsonObject, JsonPath, JsonValue } from '../json';
import { ConfigurationProblem } from '../problem';
import { PlaceOf } from './schemaProblems';

/**
 * What a setting must, or must not, be for the sake of security. A value that is missing breaks `mustBe`.
 *
 * @public
 */
export type SecurityRule = {
  readonly id: string;
  /** Keys from the root; `*` stands for every entry of a map or a list. */
  readonly path: readonly string[];
  /** Why, and what to do. */
  readonly words: string;
} & ({ readonly mustBe: JsonValue } | { readonly mustNotBe: JsonValue });

/** Settings that break a rule. */
export function securityProblems(
  rules: readonly SecurityRule[],
  value: JsonValue,
  placeOf: PlaceOf,
): readonly ConfigurationProblem[] {
  return rules.flatMap(rule =>
    placesOf(value, rule.path)
      .filter(({ found }) => breaks(rule, found))
      .map(({ path }) => {
        const origin = placeOf(path);
        return {
          code: 'security' as const,
          message: `${rule.id}: ${rule.words}`,
          path: formatPath(path),
          ...(origin && { origin }),
        };
      }),
  );
}

function breaks(rule: SecurityRule, found: JsonValue | undefined): boolean {
  return 'mustBe' in rule
    ? JSON.stringify(found) !== JSON.stringify(rule.mustBe)
    : JSON.stringify(found) === JSON.stringify(rule.mustNotBe);
}

interface Place {
  readonly path: JsonPath;
  readonly found: JsonValue | undefined;
}

function placesOf(
  value: JsonValue | undefined,
  pattern: readonly string[],
  path: JsonPath = [],
): readonly Place[] {
  const [step, ...rest] = pattern;
  if (step === undefined) {
    return [{ path, found: value }];
  }
  if (step !== '*') {
    const next = isJsonObject(value) ? value[step] : undefined;
    return placesOf(next, rest, [...path, step]);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      placesOf(item, rest, [...path, index]),
    );
  }
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, entry]) =>
        placesOf(entry, rest, [...path, key]),
      )
    : [];
}
