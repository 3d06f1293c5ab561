import type { CelEnvironment } from '../../cel/library/celEnvironment';
import type { FunctionDeclaration, Overload } from '../../cel/library/library';
import { overload } from '../../cel/library/overload';
import { types } from '../../cel/types/celType';
import { CelDuration } from '../../cel/values/time';
import type { Outcome } from './compareWithOracle';

/** What cel-go's functions do where ours do otherwise, by the overload's id. */
const evaluations: Readonly<Record<string, Overload['evaluate']>> = {
  duration_to_milliseconds: ({ nanoseconds }: CelDuration) =>
    Number(nanoseconds / 1_000_000n),
};

/** An overload that cel-go has only when running. */
const negation = overload(
  'negate_duration',
  [types.duration],
  types.duration,
  ({ nanoseconds }: CelDuration) => new CelDuration(-nanoseconds),
);

/** An environment in which functions do what cel-go's do. */
export function withFunctionsOf(
  environment: CelEnvironment,
  names: readonly string[],
): CelEnvironment {
  return {
    ...environment,
    libraries: environment.libraries.map(library => ({
      ...library,
      functions: library.functions?.map(declaration =>
        names.includes(declaration.name)
          ? withEvaluations(declaration)
          : declaration,
      ),
    })),
    digest: `${environment.digest} with ${names.join()}`,
  };
}

/** Whether the engines agree; messages are worded otherwise, and failing is failing. */
export function sameOutcome(ours: Outcome, theirs: Outcome): boolean {
  if (ours.phase === 'compile' || theirs.phase === 'compile') {
    return ours.phase === theirs.phase;
  }
  return (
    ours.type === theirs.type &&
    (ours.phase === 'done'
      ? theirs.phase === 'done' && ours.value === theirs.value
      : theirs.phase === 'evaluate')
  );
}

function withEvaluations(
  declaration: FunctionDeclaration,
): FunctionDeclaration {
  const overloads = declaration.overloads.map(signature => ({
    ...signature,
    evaluate: evaluations[signature.id] ?? signature.evaluate,
  }));
  return {
    ...declaration,
    overloads: declaration.name === '-_' ? [...overloads, negation] : overloads,
  };
}
