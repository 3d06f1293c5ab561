import type { VariableDeclaration } from '../cel/library/celEnvironment';
import { types } from '../cel/types/celType';
import type { CelType } from '../cel/types/celType';
import type {
  FieldDeclaration,
  ObjectTypeDeclaration,
  TypeProvider,
  ValueBounds,
} from '../cel/types/typeProvider';
import type { Shape } from './shape';

/** The variables of these shapes, and the object types they refer to, each named by its path (`<plan.version>`): no expression can write such a name, so
 * that a type never hides a field. */
export function declareShapes(shapes: Readonly<Record<string, Shape>>): {
  readonly variables: Readonly<Record<string, VariableDeclaration>>;
  readonly types: TypeProvider;
} {
  const declared = new Map<string, ObjectTypeDeclaration>();
  const variables = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      declaration(shape, name, declared),
    ]),
  );
  return { variables, types: { findType: name => declared.get(name) } };
}

function declaration(
  shape: Shape,
  path: string,
  declared: Map<string, ObjectTypeDeclaration>,
): FieldDeclaration {
  const type = typeOf(shape, path, declared);
  if (typeof shape === 'string') {
    return { type };
  }
  if ('oneOf' in shape) {
    return { type, oneOf: shape.oneOf };
  }
  return {
    type,
    ...('atMost' in shape && { maximumSize: shape.atMost }),
    ...elementBounds(shape),
  };
}

function elementBounds(
  shape: Exclude<Shape, string>,
): Pick<ValueBounds, 'element'> {
  const element =
    ('listOf' in shape && shape.listOf) || ('mapOf' in shape && shape.mapOf);
  return typeof element === 'object' && 'oneOf' in element
    ? { element: { oneOf: element.oneOf } }
    : {};
}

function typeOf(
  shape: Shape,
  path: string,
  declared: Map<string, ObjectTypeDeclaration>,
): CelType {
  if (typeof shape === 'string') {
    return shape === 'any' ? types.dyn : types[shape];
  }
  if ('oneOf' in shape) {
    return types.string;
  }
  if ('listOf' in shape) {
    return types.list(typeOf(shape.listOf, `${path}[]`, declared));
  }
  if ('mapOf' in shape) {
    return types.map(types.string, typeOf(shape.mapOf, `${path}[*]`, declared));
  }
  const name = `<${path}>`;
  const fields = new Map(
    Object.entries(shape.fields).map(([key, field]) => [
      key,
      declaration(field, `${path}.${key}`, declared),
    ]),
  );
  declared.set(name, {
    name,
    field: key => fields.get(key),
    fieldNames: () => [...fields.keys()],
    open: false,
  });
  return types.object(name);
}
