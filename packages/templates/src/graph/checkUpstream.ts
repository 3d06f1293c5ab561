import { Reference } from '../expressions/references';
import { templateError, UnplacedProblem } from '../problem';
import { JsonPath } from '../path';
import { TemplateExpression, TemplateNode } from '../template';

/** Fields that only the API server or a controller fills in. */
const CLUSTER_METADATA = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'uid',
]);

/** Checks what expressions read from other resources against what those resources render. */
export function checkUpstream(
  expressions: readonly TemplateExpression[],
  bodies: ReadonlyMap<string, TemplateNode>,
): readonly UnplacedProblem[] {
  return expressions.flatMap(({ references, path }) =>
    references
      .filter(reference => !reference.optional)
      .flatMap(reference => {
        const body = bodies.get(reference.root);
        return body ? checkFields(reference, body, path) : [];
      }),
  );
}

function checkFields(
  { root, fields }: Reference,
  body: TemplateNode,
  path: JsonPath,
): UnplacedProblem[] {
  if (isFilledByCluster(fields)) {
    return [
      templateError(
        'not-known-before-apply',
        path,
        `${root}.${fields.join(
          '.',
        )} is known only after the object was applied, and a plan must be complete before. Use what the template itself sets.`,
      ),
    ];
  }
  let node: TemplateNode | undefined = body;
  for (const [index, field] of fields.entries()) {
    if (node.kind !== 'object') {
      return [];
    }
    node = node.fields.find(([key]) => key === field)?.[1];
    if (!node) {
      const isNamespace =
        index === 1 && fields[0] === 'metadata' && field === 'namespace';
      return isNamespace
        ? []
        : [
            templateError(
              'unknown-reference',
              path,
              `${[root, ...fields.slice(0, index + 1)].join(
                '.',
              )} does not exist: the resource ${root} does not set it.`,
            ),
          ];
    }
  }
  return [];
}

function isFilledByCluster(fields: readonly string[]): boolean {
  return (
    fields[0] === 'status' ||
    (fields[0] === 'metadata' && CLUSTER_METADATA.has(fields[1]))
  );
}
