import { Compilation } from '../compilation';
import { ResourceDocument } from '../document/documentSchema';
import { TemplateScope } from '../expressions/templateScope';
import { JsonObject } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';
import {
  expressionsAt,
  expressionsIn,
  TemplateIterator,
  TemplateNode,
  TemplateResource,
  TemplateResourceKind,
} from '../template';

/** A compiled resource with what is wrong beyond its expressions. */
export interface CompiledResource {
  readonly resource: TemplateResource;
  readonly problems: readonly UnplacedProblem[];
}

/** What a resource is by the fields it has. */
export function kindOfResource({
  externalRef,
  forEach = [],
}: ResourceDocument): TemplateResourceKind {
  if (externalRef) {
    return externalRef.metadata.selector === undefined
      ? 'external'
      : 'external-collection';
  }
  return forEach.length > 0 ? 'collection' : 'object';
}

/** The object a resource makes or refers to, as the document has it. */
export function objectOfResource({
  template,
  externalRef,
}: ResourceDocument): JsonObject {
  // safety: the outline's check accepts plain JSON values only.
  return (template ?? externalRef ?? {}) as JsonObject;
}

/** Compiles the expressions of one resource and finds what it depends on. */
export function compileResource(options: {
  readonly document: ResourceDocument;
  readonly path: JsonPath;
  readonly ids: readonly string[];
  readonly scope: TemplateScope;
  readonly compilation: Compilation;
  readonly isNamespaced: boolean;
}): CompiledResource {
  const { document, path, ids, scope, compilation, isNamespaced } = options;
  const { id } = document;
  const kind = kindOfResource(document);
  const outer = scope.withoutResource(id);
  const forEach = (document.forEach ?? []).flatMap((axis, index) =>
    Object.entries(axis).flatMap(([name, source]): TemplateIterator[] => {
      const list = compilation.compileList(
        source,
        [...path, 'forEach', index, name],
        outer,
      );
      return list ? [{ name, list }] : [];
    }),
  );
  const object = objectOfResource(document);
  const body = compilation.compileNode(
    object,
    [...path, document.template ? 'template' : 'externalRef'],
    forEach.length > 0 ? scope.withIterators(id, forEach) : outer,
  );
  const includeWhen = (document.includeWhen ?? []).flatMap(
    (condition, index) =>
      compilation.compileCondition(
        condition,
        [...path, 'includeWhen', index],
        outer,
      ) ?? [],
  );
  const readiness = scope.readiness(id, kind);
  const readyWhen = (document.readyWhen ?? []).flatMap(
    (condition, index) =>
      compilation.compileCondition(
        condition,
        [...path, 'readyWhen', index],
        readiness,
      ) ?? [],
  );
  const read = new Set(
    [
      ...expressionsIn(body),
      ...includeWhen,
      ...forEach.map(({ list }) => list),
    ].flatMap(({ references }) => references.map(({ root }) => root)),
  );
  return {
    resource: {
      id,
      kind,
      path,
      type: {
        apiVersion: String(object.apiVersion),
        kind: String(object.kind),
      },
      isNamespaced,
      body,
      forEach,
      includeWhen,
      readyWhen,
      filledIn: [],
      dependsOn: ids.filter(other => other !== id && read.has(other)),
    },
    problems: iteratorProblems({ document, path, ids, body }),
  };
}

/** Names must not hide others, and each iterator must tell the objects of a collection apart. */
function iteratorProblems(options: {
  readonly document: ResourceDocument;
  readonly path: JsonPath;
  readonly ids: readonly string[];
  readonly body: TemplateNode;
}): readonly UnplacedProblem[] {
  const { document, path, ids, body } = options;
  const names = (document.forEach ?? []).flatMap(Object.keys);
  const inName = new Set(
    expressionsAt(body, ['metadata', 'name']).flatMap(({ references }) =>
      references.map(({ root }) => root),
    ),
  );
  return names.flatMap((name, index) => {
    const at = [...path, 'forEach', index];
    if (ids.includes(name) || names.indexOf(name) < index) {
      return [
        {
          ...templateError(
            'duplicate-id',
            [...at, name],
            `The iterator ${name} has the name of ${
              ids.includes(name) ? 'a resource' : 'another iterator'
            }. Names must differ.`,
          ),
          at: 'key' as const,
        },
      ];
    }
    return inName.has(name)
      ? []
      : [
          {
            ...templateError(
              'invalid-field',
              [...at, name],
              `metadata.name does not use the iterator ${name}, so that objects of the collection would have the same name.`,
            ),
            at: 'key' as const,
          },
        ];
  });
}
