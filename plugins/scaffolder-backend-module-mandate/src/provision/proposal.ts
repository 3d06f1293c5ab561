import {
  instanceProposal,
  type InstanceRequest,
  type ProposeRequest,
} from '@mandate/plugin-mandate-common';
import {
  isStateful,
  parametersJsonSchema,
  type Template,
} from '@mandate/templates';

/** What the form gave. */
export interface ProvisionInput extends InstanceRequest {
  readonly idempotencyKey?: string;
}

/** The change that an instance of a template is; proposed again with the same key, it is the same change. */
export function proposal(
  input: ProvisionInput,
  template: Template,
  idempotencyKey: string,
): ProposeRequest {
  const { title, containerType, form } = template.annotations;
  return {
    ...instanceProposal(input, {
      title,
      containerType,
      stateful: isStateful(template),
      schema: { ...parametersJsonSchema(template) },
      conditions: form.conditions,
    }),
    idempotencyKey,
  };
}
