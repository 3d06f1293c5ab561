import { formatPath, JsonObject, JsonPath, JsonValue } from '../json';
import { ConfigurationProblem } from '../problem';
import { visitWithSchema } from '../schema/configurationSchema';
import { PlaceOf } from './schemaProblems';
import { isSecretReference } from './secretProblems';

/**
 * What a configuration can depend on.
 *
 * @public
 */
export type DependencyKind = 'service' | 'secret' | 'port' | 'endpoint';

/**
 * What is known of something that a configuration names. `unknown`: it could not be found out, which counts as missing.
 *
 * @public
 */
export type DependencyState = 'healthy' | 'unhealthy' | 'missing' | 'unknown';

/**
 * Tells the state of what a configuration names; a secret is `name/key`.
 *
 * @public
 */
export type DependencyFacts = (
  kind: DependencyKind,
  name: string,
) => DependencyState;

const KINDS: readonly string[] = ['service', 'secret', 'port', 'endpoint'];

/** Names of things that are not there, or not well. */
export function dependencyProblems(
  schema: JsonObject,
  value: JsonValue,
  facts: DependencyFacts,
  placeOf: PlaceOf,
): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  visitWithSchema(schema, value, (current, node, path) => {
    const { 'x-reference': kind, 'x-secret': isSecret } = node;
    if (isSecret === true && isSecretReference(current)) {
      const { name, key } = current.secretRef;
      check('secret', `${name}/${key}`, path);
    } else if (isKind(kind) && isName(current)) {
      check(kind, String(current), path);
    }
  });
  return problems;

  function check(kind: DependencyKind, name: string, path: JsonPath): void {
    const state = facts(kind, name);
    if (state === 'healthy') {
      return;
    }
    const origin = placeOf(path);
    problems.push({
      code: 'dependency',
      message: wordsOf(kind, name, state),
      path: formatPath(path),
      ...(origin && { origin }),
    });
  }
}

function wordsOf(
  kind: DependencyKind,
  name: string,
  state: Exclude<DependencyState, 'healthy'>,
): string {
  switch (state) {
    case 'missing':
      return `There is no ${kind} ${name}. Make it first, or correct the name.`;
    case 'unhealthy':
      return `The ${kind} ${name} is there but not well. Mend it first.`;
    default:
      return `Whether the ${kind} ${name} is there could not be found out. Try again when the cluster can be reached.`;
  }
}

function isKind(kind: JsonValue | undefined): kind is DependencyKind {
  return typeof kind === 'string' && KINDS.includes(kind);
}

function isName(value: JsonValue): value is string | number {
  return (
    (typeof value === 'string' && value !== '') || typeof value === 'number'
  );
}
