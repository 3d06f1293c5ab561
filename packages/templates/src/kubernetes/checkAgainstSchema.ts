import { JsonValue } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';
import { TemplateNode } from '../template';
import { nearestName } from './nearestName';
import {
  isOpen,
  SchemaNode,
  SchemaType,
  typesOf,
  withArticle,
} from './schemaNode';
import { SchemaReader } from './schemaReader';
import { TypeFit } from './typeFit';

/**
 * Checks a resource against its kind's schema: fields that do not exist or are missing, values and expressions of
 * another type, and values that are none of the allowed ones.
 */
export function checkAgainstSchema(options: {
  readonly body: TemplateNode;
  readonly path: JsonPath;
  readonly schema: SchemaNode;
  readonly reader: SchemaReader;
  readonly fit: TypeFit;
}): readonly UnplacedProblem[] {
  const { body, path, schema, reader, fit } = options;
  return check(body, path, reader.resolve(schema));

  function check(
    node: TemplateNode,
    at: JsonPath,
    expected: SchemaNode,
  ): readonly UnplacedProblem[] {
    if (isOpen(expected)) {
      return [];
    }
    switch (node.kind) {
      case 'object':
        return mismatch('object', at, expected) ?? fieldsOf(node, at, expected);
      case 'list':
        return (
          mismatch('array', at, expected) ??
          node.items.flatMap((item, index) =>
            check(item, [...at, index], reader.items(expected)),
          )
        );
      case 'concatenation':
        return mismatch('string', at, expected) ?? [];
      case 'expression': {
        const words = fit.misfit(
          node.expression.program.checked.type,
          node.expression.program.environment.cel.types,
          expected,
        );
        return words === undefined
          ? []
          : [
              templateError(
                'wrong-type',
                at,
                `\${${node.expression.source}} does not fit here: ${words}.`,
              ),
            ];
      }
      default:
        return checkValue(node.value, at, expected);
    }
  }

  function fieldsOf(
    node: Extract<TemplateNode, { kind: 'object' }>,
    at: JsonPath,
    expected: SchemaNode,
  ): readonly UnplacedProblem[] {
    const given = new Set(node.fields.map(([name]) => name));
    const missing = (expected.required ?? []).filter(name => !given.has(name));
    return [
      ...missing.map(name =>
        templateError(
          'missing-field',
          [...at, name],
          `The field ${name} is required here.`,
        ),
      ),
      ...node.fields.flatMap(([name, field]) => {
        const fieldSchema = reader.field(expected, name);
        return fieldSchema
          ? check(field, [...at, name], fieldSchema)
          : [unknownField(name, at, expected)];
      }),
    ];
  }
}

function checkValue(
  value: JsonValue,
  path: JsonPath,
  expected: SchemaNode,
): readonly UnplacedProblem[] {
  if (value === null) {
    return [];
  }
  const wrong = mismatch(typeOf(value), path, expected);
  if (wrong) {
    return wrong;
  }
  const { enum: choices } = expected;
  return choices && !choices.includes(value)
    ? [
        templateError(
          'wrong-type',
          path,
          `${JSON.stringify(value)} is none of ${choices.join(', ')}.`,
        ),
      ]
    : [];
}

function mismatch(
  type: SchemaType,
  path: JsonPath,
  expected: SchemaNode,
): readonly UnplacedProblem[] | undefined {
  const allowed = typesOf(expected);
  const fits =
    allowed.includes('any') ||
    allowed.includes(type) ||
    (type === 'integer' && allowed.includes('number'));
  return fits
    ? undefined
    : [
        templateError(
          'wrong-type',
          path,
          `This must be ${allowed
            .map(withArticle)
            .join(' or ')}, not ${withArticle(type)}.`,
        ),
      ];
}

function unknownField(
  name: string,
  path: JsonPath,
  expected: SchemaNode,
): UnplacedProblem {
  const known = Object.keys(expected.properties ?? {});
  const near = nearestName(name, known);
  return {
    ...templateError(
      'unknown-field',
      [...path, name],
      `There is no field ${name} here. ${
        near === undefined
          ? `Known are ${known.slice(0, 12).join(', ')}${
              known.length > 12 ? ', …' : ''
            }.`
          : `Did you mean ${near}?`
      }`,
    ),
    at: 'key',
  };
}

function typeOf(value: JsonValue): SchemaType {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return typeof value as 'boolean' | 'string'; // safety: the switch says so
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    default:
      return Array.isArray(value) ? 'array' : 'object';
  }
}
