import { Reference } from '../expressions/references';
import { SchemaNode } from '../kubernetes/schemaNode';
import { SchemaReader } from '../kubernetes/schemaReader';
import { templateError, UnplacedProblem } from '../problem';
import { TemplateExpression, TemplateNode } from '../template';
import { isFilledByCluster, isFilledByServer } from './clusterFields';

/** A resource that others read, with its kind's schema where that is known. */
export interface UpstreamResource {
  readonly id: string;
  /** Such as `Service`. */
  readonly kind: string;
  readonly body: TemplateNode;
  readonly schema?: SchemaNode;
}

/** What is wrong, and which fields by resource are left to the API server though others read them. */
export interface UpstreamCheck {
  readonly problems: readonly UnplacedProblem[];
  readonly filledIn: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/**
 * Checks what expressions read from other resources against what those render. What the cluster fills in (the status,
 * and any field of the schema that the template leaves out) is known after the object was applied; an entry of a map
 * that the template does not set is never there.
 */
export function checkUpstream(
  expressions: readonly TemplateExpression[],
  upstreams: readonly UpstreamResource[],
  reader: SchemaReader,
): UpstreamCheck {
  const byId = new Map(upstreams.map(upstream => [upstream.id, upstream]));
  const problems: UnplacedProblem[] = [];
  const filledIn = new Map<string, (readonly string[])[]>();
  for (const { references, path } of expressions) {
    for (const reference of references) {
      const upstream = byId.get(reference.root);
      const gap = upstream && findGap(reference, upstream, reader);
      if (gap?.isDeclared) {
        filledIn.set(reference.root, [
          ...(filledIn.get(reference.root) ?? []),
          gap.fields,
        ]);
      } else if (gap && gap.fields.length <= reference.required) {
        problems.push(
          templateError(
            'unknown-reference',
            path,
            `${[reference.root, ...gap.fields].join(
              '.',
            )} does not exist: the resource ${reference.root} does not set it.`,
          ),
        );
      }
    }
  }
  return { problems, filledIn };
}

/** The first field of a reference that the resource does not set, as a path; nothing when it sets all, as far as can be told. */
function findGap(
  { fields }: Reference,
  { kind, body, schema }: UpstreamResource,
  reader: SchemaReader,
):
  | { readonly fields: readonly string[]; readonly isDeclared: boolean }
  | undefined {
  if (isFilledByCluster(fields)) {
    return undefined;
  }
  let node: TemplateNode = body;
  let expected = schema && reader.resolve(schema);
  for (const [index, field] of fields.entries()) {
    if (node.kind !== 'object') {
      return undefined;
    }
    const next = node.fields.find(([key]) => key === field)?.[1];
    if (!next) {
      const isNamespace =
        index === 1 && fields[0] === 'metadata' && field === 'namespace';
      return isNamespace
        ? undefined
        : {
            fields: fields.slice(0, index + 1),
            isDeclared:
              Object.hasOwn(expected?.properties ?? {}, field) ||
              isFilledByServer(kind, fields.slice(0, index + 1)),
          };
    }
    node = next;
    expected = expected && reader.field(expected, field);
  }
  return undefined;
}
