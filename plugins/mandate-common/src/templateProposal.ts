import {
  CONTAINER_TYPE_ANNOTATION,
  TEMPLATE_ANNOTATION,
  WORKLOAD_ANNOTATION,
} from './annotations';
import type { ProposedEntity, ProposeRequest } from './change/proposeRequest';
import type { TestResult } from './change/testResult';
import { askedParameters, type AskingTemplate } from './askedParameters';

/**
 * What a form says of an instance of a template.
 *
 * @public
 */
export interface InstanceRequest {
  readonly template: string;
  readonly name: string;
  /** Entity ref of the group that answers for it. */
  readonly owner: string;
  readonly environment: string;
  readonly system?: string;
  readonly description?: string;
  readonly reason?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What a step before said of what is deployed. */
  readonly testResults?: readonly TestResult[];
}

/**
 * What has to be known of a template to propose an instance of it.
 *
 * @public
 */
export interface InstanceTemplate extends AskingTemplate {
  readonly title: string;
  readonly containerType?: string;
  /** Whether its workload is a StatefulSet. */
  readonly stateful: boolean;
}

/**
 * The change that an instance of a template is: a deploy of the template's objects, which brings its catalog entity
 * along. Values that were left empty, and those of parameters that are not asked, are not sent, so that the template's
 * defaults apply.
 *
 * @public
 */
export function instanceProposal(
  input: InstanceRequest,
  template: InstanceTemplate,
): ProposeRequest {
  return {
    kind: 'deploy',
    target: {
      entityRef: `component:default/${input.name}`,
      environment: input.environment,
    },
    input: {
      template: {
        name: input.template,
        parameters: given(askedParameters(input.parameters, template)),
      },
    },
    reason: input.reason ?? `Made from the template "${template.title}".`,
    ...(input.testResults && { testResults: [...input.testResults] }),
    entity: entity(input, template),
  };
}

function entity(
  input: InstanceRequest,
  { containerType, stateful }: InstanceTemplate,
): ProposedEntity {
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
        ...(stateful && { [WORKLOAD_ANNOTATION]: `statefulset/${input.name}` }),
      },
    },
    spec: {
      type: stateful ? 'database' : 'service',
      lifecycle: 'experimental',
      owner: input.owner,
      ...(input.system && { system: input.system }),
    },
  };
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
