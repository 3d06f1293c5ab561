import { readAnnotations } from './annotations';
import { Compilation } from './compilation';
import { readDocument } from './document/readDocument';
import { readOutline, ResourceGraphDocument } from './document/documentSchema';
import {
  readinessEnvironment,
  templateEnvironment,
} from './expressions/templateEnvironment';
import { checkObject } from './graph/checkObject';
import { checkUpstream } from './graph/checkUpstream';
import { orderResources } from './graph/orderResources';
import { JsonObject } from './json';
import { checkAnnotatedNames } from './parameters/checkAnnotatedNames';
import { parseParameters } from './parameters/parseParameters';
import { ObjectParameter } from './parameters/parameterSchema';
import { unusedParameters } from './parameters/unusedParameters';
import { JsonPath } from './path';
import { templateError, TemplateProblem, UnplacedProblem } from './problem';
import {
  Template,
  TemplateExpression,
  TemplateNode,
  TemplateResource,
} from './template';

/**
 * A checked template with its warnings, or every error found, with line and column.
 *
 * @public
 */
export type ParseTemplateResult =
  | {
      readonly ok: true;
      readonly template: Template;
      readonly warnings: readonly TemplateProblem[];
    }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

const SPEC: JsonPath = ['spec', 'schema', 'spec'];
const RESOURCES: JsonPath = ['spec', 'resources'];

/**
 * Reads a template: one YAML document in kro's ResourceGraphDefinition format (`kro.run/v1alpha1`, fields of 0.9).
 *
 * Everything that can be known before values are given is checked here, and all problems are reported at once: the
 * outline, the parameters and their defaults, our annotations, every expression's syntax and names, what resources
 * read from each other, cycles, and parameters nobody uses (a warning). It never throws for any text.
 *
 * @public
 */
export function parseTemplate(text: string): ParseTemplateResult {
  const read = readDocument(text);
  if (!read.ok) {
    return read;
  }
  const { document } = read;
  const outline = readOutline(document.value);
  if (!outline.ok) {
    return { ok: false, problems: outline.problems.map(document.place) };
  }
  // safety: readOutline accepts mappings only.
  const { template, problems } = compile(
    outline.outline,
    document.value as JsonObject,
  );
  const placed = problems.map(document.place);
  return template && placed.every(({ severity }) => severity === 'warning')
    ? { ok: true, template, warnings: placed }
    : { ok: false, problems: placed };
}

function compile(
  outline: ResourceGraphDocument,
  document: JsonObject,
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
    path: SPEC,
  });
  const ids = resources.map(({ id }) => id);
  const compilation = new Compilation();
  const compiled = resources.map((resource, index) =>
    compileResource({ resource, index, parameters, ids, compilation }),
  );
  compileStatus(schema.status, parameters, ids, compilation);
  const order = orderResources(compiled);
  const problems = [
    ...annotationProblems,
    ...checkAnnotatedNames({ annotations, parameters, resourceIds: ids }),
    ...parameterProblems,
    ...duplicateIds(ids),
    ...resources.flatMap(({ template }, index) =>
      checkObject(template, [...RESOURCES, index, 'template']),
    ),
    ...compilation.problems,
    ...upstreamProblems(compiled),
    ...(order.ok ? [] : [cycleProblem(order.cycle, ids)]),
    ...(compilation.problems.length > 0
      ? []
      : unusedParameters({
          parameters,
          references: compilation.references,
          path: SPEC,
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
        },
        problems,
      }
    : { problems };
}

function compileResource(options: {
  readonly resource: ResourceGraphDocument['spec']['resources'][number];
  readonly index: number;
  readonly parameters: ObjectParameter;
  readonly ids: readonly string[];
  readonly compilation: Compilation;
}): TemplateResource {
  const { resource, index, parameters, ids, compilation } = options;
  const path = [...RESOURCES, index];
  const others = ids.filter(id => id !== resource.id);
  const environment = templateEnvironment(parameters, others);
  const body = compilation.compileNode(
    resource.template,
    [...path, 'template'],
    environment,
  );
  const includeWhen = (resource.includeWhen ?? []).flatMap(
    (condition, position) =>
      compilation.compileCondition(
        condition,
        [...path, 'includeWhen', position],
        environment,
      ) ?? [],
  );
  const readyWhen = resource.readyWhen ?? [];
  readyWhen.forEach((condition, position) =>
    compilation.compileCondition(
      condition,
      [...path, 'readyWhen', position],
      readinessEnvironment(resource.id),
    ),
  );
  const read = new Set(
    [...expressionsIn(body), ...includeWhen].flatMap(({ references }) =>
      references.map(({ root }) => root),
    ),
  );
  return {
    id: resource.id,
    path,
    body,
    includeWhen,
    readyWhen,
    dependsOn: others.filter(id => read.has(id)),
  };
}

/** The status is what kro reports on an instance; it is checked so that the file stays installable, and not rendered. */
function compileStatus(
  status: JsonObject | undefined,
  parameters: ObjectParameter,
  ids: readonly string[],
  compilation: Compilation,
) {
  if (status) {
    compilation.compileNode(
      status,
      ['spec', 'schema', 'status'],
      templateEnvironment(parameters, ids),
    );
  }
}

function upstreamProblems(
  resources: readonly TemplateResource[],
): readonly UnplacedProblem[] {
  return checkUpstream(
    resources.flatMap(({ body, includeWhen }) => [
      ...expressionsIn(body),
      ...includeWhen,
    ]),
    new Map(resources.map(({ id, body }) => [id, body])),
  );
}

function expressionsIn(node: TemplateNode): readonly TemplateExpression[] {
  switch (node.kind) {
    case 'expression':
      return [node.expression];
    case 'concatenation':
      return node.parts.flatMap(part => (typeof part === 'string' ? [] : part));
    case 'list':
      return node.items.flatMap(expressionsIn);
    case 'object':
      return node.fields.flatMap(([, field]) => expressionsIn(field));
    default:
      return [];
  }
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
