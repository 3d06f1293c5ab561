import {
  CONTAINER_TYPE_ANNOTATION,
  type ProposedEntity,
  type ProposeRequest,
  TEMPLATE_ANNOTATION,
  type TestResult,
  WORKLOAD_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import type { Template } from '@mandate/templates';

/** What the form gave. */
export interface ProvisionInput {
  readonly template: string;
  readonly name: string;
  readonly owner: string;
  readonly environment: string;
  readonly system?: string;
  readonly description?: string;
  readonly reason?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
  /** What a step before said of what is deployed. */
  readonly testResults?: readonly TestResult[];
}

/**
 * The change that an instance of a template is: a deploy of the template's objects, which brings its catalog entity
 * along. Values that were left empty are not sent, so that the template's defaults apply.
 */
export function proposal(
  input: ProvisionInput,
  template: Template,
  idempotencyKey: string,
): ProposeRequest {
  return {
    kind: 'deploy',
    target: {
      entityRef: `component:default/${input.name}`,
      environment: input.environment,
    },
    input: {
      template: { name: input.template, parameters: given(input.parameters) },
    },
    reason:
      input.reason ?? `Made from the template "${template.annotations.title}".`,
    idempotencyKey,
    ...(input.testResults && { testResults: [...input.testResults] }),
    entity: entity(input, template),
  };
}

function entity(input: ProvisionInput, template: Template): ProposedEntity {
  const { containerType } = template.annotations;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: input.name,
      namespace: 'default',
      ...(input.description && { description: input.description }),
      annotations: {
        [TEMPLATE_ANNOTATION]: input.template,
        ...(containerType && { [CONTAINER_TYPE_ANNOTATION]: containerType }),
        ...(isStateful(template) && {
          [WORKLOAD_ANNOTATION]: `statefulset/${input.name}`,
        }),
      },
    },
    spec: {
      type: isStateful(template) ? 'database' : 'service',
      lifecycle: 'experimental',
      owner: input.owner,
      ...(input.system && { system: input.system }),
    },
  };
}

/** Whether the template's workload, or any resource when none is named, is a StatefulSet. */
function isStateful(template: Template): boolean {
  return template.resources.some(
    ({ id, body }) =>
      (template.annotations.workload ?? id) === id &&
      body.kind === 'object' &&
      body.fields.some(
        ([name, node]) =>
          name === 'kind' &&
          node.kind === 'value' &&
          node.value === 'StatefulSet',
      ),
  );
}

function given(
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  );
}
