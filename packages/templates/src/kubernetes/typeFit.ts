import { CelType, formatType, TypeProvider } from '@mandate/policy';
import {
  isOpen,
  SchemaNode,
  SchemaType,
  typesOf,
  withArticle,
} from './schemaNode';
import { SchemaReader } from './schemaReader';

/** Deepest comparison of types; recursive types are taken to fit below. */
const MAX_DEPTH = 12;

/** Whether what an expression gives fits a field, structurally as in kro: an object may lack fields but have no other ones. */
export class TypeFit {
  constructor(private readonly reader: SchemaReader) {}

  /** Why a value of the type does not fit; nothing when it does or when only the run can tell. */
  misfit(
    type: CelType,
    declared: TypeProvider,
    expected: SchemaNode,
    depth: number = 0,
  ): string | undefined {
    const node = this.reader.resolve(expected);
    if (isOpen(node) || depth > MAX_DEPTH) {
      return undefined;
    }
    const below = (inner: CelType, innerNode: SchemaNode) =>
      this.misfit(inner, declared, innerNode, depth + 1);
    switch (type.kind) {
      case 'dyn':
      case 'error':
      case 'parameter':
        return undefined;
      case 'wrapper':
        return this.misfit(type.of, declared, node, depth);
      case 'opaque':
        return type.name === 'optional_type'
          ? this.misfit(type.parameters[0], declared, node, depth)
          : wrong(type, node);
      case 'null':
        return node.properties ? undefined : wrong(type, node);
      case 'list': {
        if (!typesOf(node).includes('array')) {
          return wrong(type, node);
        }
        const words = below(type.element, this.reader.items(node));
        return words && `its items do not fit, ${words}`;
      }
      case 'map':
        return typesOf(node).includes('object')
          ? this.misfitOfMap(type, node, below, depth === 0)
          : wrong(type, node);
      case 'object':
        return typesOf(node).includes('object')
          ? this.misfitOfFields(type.name, declared, node, below)
          : wrong(type, node);
      default:
        return fitsScalar(type.kind, node) ? undefined : wrong(type, node);
    }
  }

  private misfitOfMap(
    type: Extract<CelType, { kind: 'map' }>,
    node: SchemaNode,
    below: (inner: CelType, node: SchemaNode) => string | undefined,
    isWhole: boolean,
  ): string | undefined {
    if (type.key.kind !== 'string' && type.key.kind !== 'dyn') {
      return 'its keys are not all texts';
    }
    const { additionalProperties, properties = {} } = node;
    if (typeof additionalProperties === 'object') {
      const words = below(type.value, additionalProperties);
      return words && `its values do not fit, ${words}`;
    }
    // Which keys a map has, only the run can tell. As in kro, the values of a whole field must fit all its fields; deeper
    // inside, one that could take them is enough: `[{"name": "A", "value": "b"}]` is a list of such maps.
    const words = Object.values(properties).map(inner =>
      below(type.value, inner),
    );
    const isMisfit = isWhole
      ? words.some(word => word !== undefined)
      : words.length > 0 && words.every(word => word !== undefined);
    return isMisfit
      ? `its values do not fit the fields, ${words.find(Boolean)}`
      : undefined;
  }

  private misfitOfFields(
    name: string,
    declared: TypeProvider,
    node: SchemaNode,
    below: (inner: CelType, node: SchemaNode) => string | undefined,
  ): string | undefined {
    const type = declared.findType(name);
    if (!type || (!node.properties && !node.additionalProperties)) {
      return undefined;
    }
    for (const field of type.fieldNames()) {
      const expected = this.reader.field(node, field);
      if (!expected) {
        return `it has a field ${field}, which does not exist here`;
      }
      const found = type.field(field);
      const words = found && below(found.type, expected);
      if (words) {
        return `its field ${field} does not fit, ${words}`;
      }
    }
    return undefined;
  }
}

const TEXT_FORMATS: Readonly<Record<string, CelType['kind']>> = {
  byte: 'bytes',
  'date-time': 'timestamp',
  date: 'timestamp',
  duration: 'duration',
};

function fitsScalar(kind: CelType['kind'], node: SchemaNode): boolean {
  const allowed = typesOf(node);
  const textKind = TEXT_FORMATS[node.format ?? ''] ?? 'string';
  const needed: Partial<Record<CelType['kind'], SchemaType>> = {
    bool: 'boolean',
    int: allowed.includes('integer') ? 'integer' : 'number',
    double: 'number',
    [textKind]: 'string',
  };
  const type = needed[kind];
  return type !== undefined && allowed.includes(type);
}

function wrong(type: CelType, node: SchemaNode): string {
  const wanted = typesOf(node).map(withArticle).join(' or ');
  const format = TEXT_FORMATS[node.format ?? ''];
  return `it is of type ${formatType(type)}, and ${wanted}${
    format ? ` made of a ${format}` : ''
  } is needed`;
}
