import { ParameterForm } from '../annotations/parameterSchemas';
import {
  annotationPath,
  TEMPLATE_ANNOTATIONS,
} from '../annotations/templateAnnotations';
import { placeInText } from '../document/placeInText';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';
import { ObjectParameter } from './parameterSchema';
import { validateValue } from './validateValue';

/**
 * Checks under which conditions parameters are asked: both parameters exist and are asked in the same step, the value is one
 * that the other can have, what is not asked has a default to fall to, and nothing waits for itself. Each problem is placed
 * where it stands in the annotation.
 */
export function checkFormConditions(options: {
  readonly form: ParameterForm;
  /** The annotation as it is written. */
  readonly text: string;
  readonly parameters: ObjectParameter;
}): readonly UnplacedProblem[] {
  const { form, text, parameters } = options;
  const conditions = new Map(Object.entries(form.conditions ?? {}));
  const problem = (place: JsonPath, message: string): UnplacedProblem => ({
    ...templateError(
      'invalid-annotation',
      annotationPath(TEMPLATE_ANNOTATIONS.form),
      message,
    ),
    inText: placeInText(text, ['conditions', ...place]),
  });
  return [...conditions].flatMap(([name, { parameter, equals }]) => {
    const unknown = [
      ...(Object.hasOwn(parameters.fields, name)
        ? []
        : [problem([name], noParameter(name))]),
      ...(Object.hasOwn(parameters.fields, parameter)
        ? []
        : [problem([name, 'parameter'], noParameter(parameter))]),
    ];
    if (unknown.length > 0) {
      return unknown;
    }
    const fitted = validateValue(parameters.fields[parameter], equals, []);
    const cycle = cycleFrom(name, conditions);
    return [
      ...(fitted.ok
        ? []
        : [
            problem(
              [name, 'equals'],
              `${parameter} is never ${JSON.stringify(equals)}: ${
                fitted.problems[0].message
              }`,
            ),
          ]),
      ...(parameters.required.includes(name) &&
      parameters.fields[name].default === undefined
        ? [
            problem(
              [name],
              `${name} must be given and has no default, so that it cannot go unasked. Give it a default.`,
            ),
          ]
        : []),
      ...(groupOf(name, form) === groupOf(parameter, form)
        ? []
        : [
            problem(
              [name, 'parameter'],
              `${name} and ${parameter} are asked in different steps. Put both into one group.`,
            ),
          ]),
      ...(cycle
        ? [
            problem(
              [name, 'parameter'],
              `These parameters wait for each other: ${cycle.join(
                ' → ',
              )}. One of them must be asked always.`,
            ),
          ]
        : []),
    ];
  });
}

function noParameter(name: string): string {
  return `There is no parameter ${name} at the top level, which conditions are about.`;
}

/** The place of the group that asks for it; those in none are asked together. */
function groupOf(name: string, { groups = [] }: ParameterForm): number {
  return groups.findIndex(({ parameters }) => parameters.includes(name));
}

/** The way from the parameter back to it, told once: from the one whose name comes first. */
function cycleFrom(
  name: string,
  conditions: ReadonlyMap<string, { readonly parameter: string }>,
): readonly string[] | undefined {
  const way = [name];
  let next = conditions.get(name)?.parameter;
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    next = conditions.get(next)?.parameter;
  }
  return next === name && way.every(other => other >= name)
    ? [...way, name]
    : undefined;
}
