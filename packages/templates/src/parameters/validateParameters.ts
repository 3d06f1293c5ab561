import { JsonObject } from '../json';
import { Template } from '../template';
import { validateValue, ValidationResult } from './validateValue';

/**
 * Checks an instance's values and fills in defaults, as the API server would with the CRD kro makes of the template,
 * but stricter: an unknown parameter is an error where a CRD would drop it in silence.
 *
 * @public
 */
export function validateParameters(
  template: Pick<Template, 'parameters'>,
  values: JsonObject,
): ValidationResult<JsonObject> {
  // safety: a schema of type object only accepts and answers objects.
  return validateValue(
    template.parameters,
    values,
    [],
  ) as ValidationResult<JsonObject>;
}
