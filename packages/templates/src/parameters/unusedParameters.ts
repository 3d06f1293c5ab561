import { Reference } from '../expressions/references';
import { JsonPath } from '../path';
import { UnplacedProblem } from '../problem';
import { ObjectParameter } from './parameterSchema';

/** Warns of each parameter that no expression reads: someone would set it and wonder why nothing happens. */
export function unusedParameters(options: {
  readonly parameters: ObjectParameter;
  readonly references: readonly Reference[];
  readonly path: JsonPath;
}): readonly UnplacedProblem[] {
  const read = options.references
    .filter(({ root, fields }) => root === 'schema' && fields[0] === 'spec')
    .map(({ fields }) => fields.slice(1));
  return leavesOf(options.parameters, [])
    .filter(leaf => !read.some(path => covers(path, leaf)))
    .map(leaf => ({
      severity: 'warning' as const,
      code: 'unused-parameter' as const,
      path: [...options.path, ...leaf],
      at: 'key' as const,
      message: `Nothing uses the parameter ${leaf.join(
        '.',
      )}. Use it in a resource or remove it.`,
    }));
}

/** Reading an object reads all its fields; reading into a map or list reads that parameter. */
function covers(read: readonly string[], leaf: readonly string[]): boolean {
  return read
    .slice(0, leaf.length)
    .every((step, index) => step === leaf[index]);
}

function leavesOf(
  schema: ObjectParameter,
  path: readonly string[],
): readonly (readonly string[])[] {
  return Object.entries(schema.fields).flatMap(([name, field]) =>
    field.type === 'object' && Object.keys(field.fields).length > 0
      ? leavesOf(field, [...path, name])
      : [[...path, name]],
  );
}
