import {
  formatPath,
  isJsonObject,
  JsonObject,
  JsonPath,
  JsonValue,
} from '../json';
import { ConfigurationProblem } from '../problem';
import { visitWithSchema } from '../schema/configurationSchema';
import { PlaceOf } from './schemaProblems';
import { secretLikeness } from './secretLikeness';

/** A reference in the place of a secret, such as `secretRef: { name: orders, key: password }`. */
export function isSecretReference(value: JsonValue): value is {
  readonly secretRef: { readonly name: string; readonly key: string };
} {
  if (!isJsonObject(value) || !isJsonObject(value.secretRef)) {
    return false;
  }
  const { name, key } = value.secretRef;
  return typeof name === 'string' && typeof key === 'string';
}

/** Values that are a secret, or look like one. The value itself is in no message. */
export function secretProblems(
  schema: JsonObject,
  value: JsonValue,
  placeOf: PlaceOf,
): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const declared = new Set<string>();
  visitWithSchema(schema, value, (current, { 'x-secret': isSecret }, path) => {
    if (isSecret !== true) {
      return;
    }
    declared.add(formatPath(path));
    if (!isSecretReference(current)) {
      report(
        path,
        'This is a secret. Keep it in a Secret and write { secretRef: { name, key } } here.',
      );
    }
  });
  lookForSecrets(value, []);
  return problems;

  function lookForSecrets(current: JsonValue, path: JsonPath): void {
    if (declared.has(formatPath(path)) || isSecretReference(current)) {
      return;
    }
    if (Array.isArray(current)) {
      current.forEach((item, index) => lookForSecrets(item, [...path, index]));
    } else if (isJsonObject(current)) {
      for (const [key, entry] of Object.entries(current)) {
        lookForSecrets(entry, [...path, key]);
      }
    } else {
      const likeness = secretLikeness(current, path);
      if (likeness) {
        report(
          path,
          `This looks like ${likeness}. If it is one, exchange it, since it was written down, keep the new one in a Secret, and write { secretRef: { name, key } } here.`,
        );
      }
    }
  }

  function report(path: JsonPath, message: string): void {
    const origin = placeOf(path);
    problems.push({
      code: 'secret-value',
      message,
      path: formatPath(path),
      ...(origin && { origin }),
    });
  }
}
