import {
  readAnnotations,
  TEMPLATE_ANNOTATIONS,
} from '../annotations/templateAnnotations';
import { Compilation } from '../compilation';
import { ResourceGraphDocument } from '../document/documentSchema';
import { TemplateScope } from '../expressions/templateScope';
import { JsonObject } from '../json';
import {
  groupVersionKindOf,
  KindSchema,
  KubernetesSchemas,
} from '../kubernetes/kubernetesSchemas';
import { checkAnnotatedNames } from '../parameters/checkAnnotatedNames';
import { checkFormConditions } from '../parameters/checkFormConditions';
import { parseParameters } from '../parameters/parseParameters';
import { unusedParameters } from '../parameters/unusedParameters';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';
import { Template, TemplateNode } from '../template';
import { compileChecks } from './compileChecks';
import { checkExternal, checkObject, isClusterKind } from './checkObject';
import { checkResourceTypes } from './checkResourceTypes';
import {
  compileResource,
  kindOfResource,
  objectOfResource,
} from './compileResource';
import { compileStatus } from './compileStatus';
import { orderResources } from './orderResources';

/** Where a template's parameters stand. */
export const PARAMETERS_PATH: JsonPath = ['spec', 'schema', 'spec'];

const RESOURCES: JsonPath = ['spec', 'resources'];
const EMPTY: TemplateNode = { kind: 'object', fields: [] };

/** Compiles a document whose outline is right; answers no template when its resources wait for each other. */
export function compileTemplate(
  outline: ResourceGraphDocument,
  document: JsonObject,
  schemas: KubernetesSchemas | undefined,
): {
  readonly template?: Template;
  readonly problems: readonly UnplacedProblem[];
} {
  const { schema, resources } = outline.spec;
  const { annotations, problems: annotationProblems } = readAnnotations({
    name: outline.metadata.name,
    annotations: outline.metadata.annotations ?? {},
  });
  const { parameters, problems: parameterProblems } = parseParameters({
    spec: schema.spec ?? {},
    types: schema.types ?? {},
    path: PARAMETERS_PATH,
  });
  const ids = resources.map(({ id }) => id);
  const typed = resources.map(resource => {
    const object = objectOfResource(resource);
    const type = {
      apiVersion: String(object.apiVersion),
      kind: String(object.kind),
    };
    return {
      id: resource.id,
      kind: kindOfResource(resource),
      type,
      known: schemas?.find(groupVersionKindOf(type.apiVersion, type.kind)),
    };
  });
  const scope = new TemplateScope({ parameters, resources: typed, schemas });
  const compilation = new Compilation(
    typed.every(({ known }) => known !== undefined),
  );
  const compiled = resources.map((resource, index) =>
    compileResource({
      document: resource,
      path: [...RESOURCES, index],
      ids,
      scope,
      compilation,
      isNamespaced:
        typed[index].known?.namespaced ??
        !isClusterKind(typed[index].type.kind),
    }),
  );
  const status = compileStatus(schema.status, scope, compilation);
  const checks = compileChecks({
    checks: annotations.checks,
    text: outline.metadata.annotations?.[TEMPLATE_ANNOTATIONS.checks] ?? '',
    scope,
    isTyped: typed.every(({ known }) => known !== undefined),
  });
  const nodes = compiled.map(({ resource }) => resource);
  const knownKinds: ReadonlyMap<string, KindSchema | undefined> = new Map(
    typed.map(({ id, known }) => [id, known]),
  );
  const types = checkResourceTypes({
    resources: nodes,
    status,
    knownKinds,
    schemas,
  });
  const order = orderResources(
    nodes.map(node => ({
      ...node,
      filledIn: types.filledIn.get(node.id) ?? [],
    })),
  );
  const problems = [
    ...annotationProblems,
    ...checkAnnotatedNames({ annotations, parameters, resources: typed }),
    ...checkFormConditions({
      form: annotations.form,
      text: outline.metadata.annotations?.[TEMPLATE_ANNOTATIONS.form] ?? '',
      parameters,
    }),
    ...parameterProblems,
    ...duplicateIds(ids),
    ...resources.flatMap(({ template, externalRef }, index) =>
      template
        ? checkObject(template, [...RESOURCES, index, 'template'])
        : checkExternal(
            // safety: the outline's check accepts plain JSON values only.
            (externalRef ?? {}) as JsonObject,
            [...RESOURCES, index, 'externalRef'],
          ),
    ),
    ...compiled.flatMap(({ problems: own }) => own),
    ...compilation.problems,
    ...checks.problems,
    ...types.problems,
    ...(order.ok ? [] : [cycleProblem(order.cycle, ids)]),
    ...(compilation.problems.length > 0
      ? []
      : unusedParameters({
          parameters,
          references: compilation.references,
          path: PARAMETERS_PATH,
        })),
  ];
  return order.ok
    ? {
        template: {
          name: outline.metadata.name,
          document,
          annotations,
          instanceType: {
            apiVersion: `${schema.group ?? 'kro.run'}/${schema.apiVersion}`,
            kind: schema.kind,
          },
          parameters,
          resources: order.ordered,
          status: status ?? EMPTY,
          checks: checks.checks,
        },
        problems,
      }
    : { problems };
}

function duplicateIds(ids: readonly string[]): readonly UnplacedProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? templateError(
          'duplicate-id',
          [...RESOURCES, index, 'id'],
          `There are two resources ${id}. Ids must differ.`,
        )
      : [],
  );
}

function cycleProblem(
  cycle: readonly string[],
  ids: readonly string[],
): UnplacedProblem {
  return templateError(
    'dependency-cycle',
    [...RESOURCES, ids.indexOf(cycle[0])],
    `These resources wait for each other: ${cycle.join(
      ' → ',
    )}. One of them must do without the other.`,
  );
}
