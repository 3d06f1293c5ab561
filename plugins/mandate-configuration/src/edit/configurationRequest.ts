import {
  CHANGE_CONFIGURATION_KIND,
  type ConfigurationChangeInput,
  type ProposeRequest,
  type TargetReference,
} from '@mandate/plugin-mandate-common';

/** A change of configuration as the API takes it. */
export function configurationRequest(
  target: TargetReference,
  input: ConfigurationChangeInput,
): ProposeRequest {
  return { kind: CHANGE_CONFIGURATION_KIND, target, input: { ...input } };
}
