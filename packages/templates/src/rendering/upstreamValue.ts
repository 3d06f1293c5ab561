import { isFilledByCluster } from '../graph/clusterFields';
import { JsonValue } from '../json';
import { JsonPath } from '../path';
import { TemplateExpression } from '../template';

/**
 * What is known of a resource while others are rendered: the live objects, what was rendered (with the fields that are
 * not known yet), nothing yet, or that it was left out.
 */
export type UpstreamValue =
  | { readonly state: 'live'; readonly value: JsonValue }
  | {
      readonly state: 'rendered';
      readonly objects: readonly RenderedValue[];
      readonly isCollection: boolean;
    }
  | { readonly state: 'unknown' }
  | { readonly state: 'skipped' };

/** One rendered value with the places in it that only the cluster can fill. */
export interface RenderedValue {
  readonly value: JsonValue;
  readonly unknown: readonly JsonPath[];
}

/** What an expression reads of this; nothing of what was left out. */
export function inputOf(upstream: UpstreamValue): JsonValue | undefined {
  switch (upstream.state) {
    case 'live':
      return upstream.value;
    case 'rendered': {
      const values = upstream.objects.map(({ value }) => value);
      return upstream.isCollection ? values : values[0];
    }
    default:
      return undefined;
  }
}

/** The first thing the expression reads that only the cluster knows, such as `service.spec.clusterIP`. */
export function waitsFor(
  expression: TemplateExpression,
  upstreams: ReadonlyMap<string, UpstreamValue>,
): string | undefined {
  const { references, loopFields } = expression;
  for (const { root, fields, itemFields } of references) {
    const upstream = upstreams.get(root);
    const name = [root, ...fields].join('.');
    if (upstream?.state === 'unknown') {
      return name;
    }
    if (upstream?.state !== 'rendered') {
      continue;
    }
    const isUnknown = upstream.isCollection
      ? isUnknownOfItems(upstream.objects, [
          ...(itemFields ? [itemFields] : []),
          ...loopFields,
        ])
      : isUnknownField(upstream.objects[0], fields);
    if (isUnknown) {
      return name;
    }
  }
  return undefined;
}

/** Whether loops over a collection read what the cluster fills in; a bare item (`pods.map(p, p)`) counts as it was rendered. */
function isUnknownOfItems(
  objects: readonly RenderedValue[],
  paths: readonly (readonly string[])[],
): boolean {
  return paths
    .filter(path => path.length > 0)
    .some(
      path =>
        isFilledByCluster(path) ||
        objects.some(object => overlapsUnknown(object, path)),
    );
}

function isUnknownField(
  object: RenderedValue | undefined,
  fields: readonly string[],
): boolean {
  if (!object) {
    return true;
  }
  return isFilledByCluster(fields) || overlapsUnknown(object, fields);
}

function overlapsUnknown(
  { unknown }: RenderedValue,
  fields: readonly string[],
): boolean {
  return unknown.some(path => {
    const length = Math.min(path.length, fields.length);
    return fields
      .slice(0, length)
      .every((field, index) => field === path[index]);
  });
}
