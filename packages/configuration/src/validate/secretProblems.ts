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

/**
 * A reference to a key of a Secret, in the place of the secret itself.
 *
 * @public
 */
export interface SecretReference {
  readonly secretRef: { readonly name: string; readonly key: string };
}

/** Names of objects and keys of Secrets, as Kubernetes has them. */
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/**
 * Whether a value is a reference such as `{ secretRef: { name: orders, key: password } }` and nothing else: a reference with
 * anything beside it could carry the secret.
 *
 * @public
 */
export function isSecretReference(
  value: JsonValue,
): value is JsonObject & SecretReference {
  if (!isJsonObject(value) || !isJsonObject(value.secretRef)) {
    return false;
  }
  const { name, key } = value.secretRef;
  return (
    Object.keys(value).length === 1 &&
    Object.keys(value.secretRef).length === 2 &&
    typeof name === 'string' &&
    OBJECT_NAME.test(name) &&
    typeof key === 'string' &&
    KEY.test(key)
  );
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
    if (isSecretReference(current)) {
      // Names can be secrets that were pasted into the wrong field.
      lookForSecrets(current.secretRef, [...path, 'secretRef']);
    } else {
      report(
        path,
        'This is a secret. Keep it in a Secret and write { secretRef: { name, key } } here, with names that Kubernetes allows and nothing beside them.',
      );
    }
  });
  lookForSecrets(value, []);
  return problems;

  function lookForSecrets(current: JsonValue, path: JsonPath): void {
    if (declared.has(formatPath(path))) {
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
