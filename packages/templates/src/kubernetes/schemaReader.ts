import { KubernetesSchemas } from './kubernetesSchemas';
import { SchemaNode } from './schemaNode';

/** Most references followed for one node; real schemas need two. */
const MAX_REFERENCES = 20;

/** Follows references, and finds the schema of a field or of a list's items. */
export class SchemaReader {
  private readonly resolved = new WeakMap<SchemaNode, SchemaNode>();

  constructor(private readonly schemas: Pick<KubernetesSchemas, 'resolve'>) {}

  /** The node with what it refers to; what stands beside a reference wins. */
  resolve(node: SchemaNode, depth: number = 0): SchemaNode {
    const known = this.resolved.get(node);
    if (known || depth > MAX_REFERENCES) {
      return known ?? {};
    }
    const { $ref, allOf = [], ...beside } = node;
    const parts = $ref === undefined ? allOf : [...allOf, { $ref }];
    const result = parts.reduce<SchemaNode>(
      (merged, part) => ({ ...this.target(part, depth), ...merged }),
      beside,
    );
    this.resolved.set(node, result);
    return result;
  }

  /** The schema of a field, declared or an entry of a map; undefined when the schema knows no such field. */
  field(node: SchemaNode, name: string): SchemaNode | undefined {
    const { properties, additionalProperties } = this.resolve(node);
    if (properties && Object.hasOwn(properties, name)) {
      return this.resolve(properties[name]);
    }
    if (additionalProperties === true) {
      return {};
    }
    return typeof additionalProperties === 'object'
      ? this.resolve(additionalProperties)
      : undefined;
  }

  /** The schema of a list's items. */
  items(node: SchemaNode): SchemaNode {
    const { items } = this.resolve(node);
    return items ? this.resolve(items) : {};
  }

  private target(part: SchemaNode, depth: number): SchemaNode {
    // safety: the documents were checked to hold objects as schemas; every field is looked at before it is used.
    const target = (
      part.$ref === undefined ? part : this.schemas.resolve(part.$ref) ?? {}
    ) as SchemaNode;
    return this.resolve(target, depth + 1);
  }
}
