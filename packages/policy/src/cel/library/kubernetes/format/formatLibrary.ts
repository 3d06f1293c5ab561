import { types } from '../../../types/celType';
import { CelOptional } from '../../../values/optional';
import { regularExpressionFactor, traversalFactor } from '../../callCost';
import type { FunctionDeclaration, Library } from '../../library';
import { member, overload } from '../../overload';
import { countOf, fixedCost } from '../../sizeCosts';
import { urlFault } from '../url/parseUrl';
import {
  dns1035LabelFaults,
  dns1123LabelFaults,
  dns1123SubdomainFaults,
  labelValueFaults,
  qualifiedNameFaults,
  withoutTrailingDash,
} from './nameFaults';
import { formatType, NamedFormat } from './namedFormat';
import { isBase64, isDate, isDateTime, isUuid } from './valueFaults';

const { string } = types;
/** The longest pattern among the formats, which the estimate counts with. */
const longestPattern = 1_103;

const formats: Readonly<Record<string, NamedFormat>> = {
  dns1123Label: new NamedFormat('DNS1123Label', dns1123LabelFaults, 30),
  dns1123Subdomain: new NamedFormat(
    'DNS1123Subdomain',
    dns1123SubdomainFaults,
    60,
  ),
  dns1035Label: new NamedFormat('DNS1035Label', dns1035LabelFaults, 30),
  qualifiedName: new NamedFormat('QualifiedName', qualifiedNameFaults, 60),
  dns1123LabelPrefix: new NamedFormat(
    'DNS1123LabelPrefix',
    text => dns1123LabelFaults(withoutTrailingDash(text)),
    30,
  ),
  dns1123SubdomainPrefix: new NamedFormat(
    'DNS1123SubdomainPrefix',
    text => dns1123SubdomainFaults(withoutTrailingDash(text)),
    60,
  ),
  dns1035LabelPrefix: new NamedFormat(
    'DNS1035LabelPrefix',
    text => dns1035LabelFaults(withoutTrailingDash(text)),
    30,
  ),
  labelValue: new NamedFormat('LabelValue', labelValueFaults, 40),
  uri: new NamedFormat('URI', uriFaults, longestPattern),
  uuid: checked('uuid', isUuid, 'does not match the UUID format', 74),
  byte: checked('byte', isBase64, 'invalid base64', 84),
  date: checked('date', isDate, 'invalid date', 80),
  datetime: checked('datetime', isDateTime, 'invalid datetime', 80),
};

/**
 * Kubernetes' named formats: `!format.dns1123Label().validate(name).hasValue()`.
 *
 * @public
 */
export const formatLibrary: Library = {
  name: 'kubernetes.format',
  functions: [
    {
      name: 'format.named',
      description: 'The format of a name, if there is one.',
      overloads: [
        overload(
          'format-named',
          [string],
          types.optional(formatType),
          (name: string) =>
            Object.hasOwn(formats, name)
              ? CelOptional.of(formats[name])
              : CelOptional.none,
          fixedCost(1),
        ),
      ],
    },
    {
      name: 'validate',
      description: 'What is wrong with a text; none when it has the format.',
      overloads: [
        member(
          'format-validate',
          [formatType, string],
          types.optional(types.list(string)),
          (format: NamedFormat, text: string) => {
            const faults = format.faults(text);
            return faults.length === 0
              ? CelOptional.none
              : CelOptional.of(faults);
          },
          {
            cost: ([format, text]) =>
              validationCost(
                countOf(text),
                format instanceof NamedFormat
                  ? format.patternLength
                  : longestPattern,
              ),
            estimate: ([, text]) => ({
              cost: {
                minimum: validationCost(text.minimum, 1),
                maximum: validationCost(text.maximum, longestPattern),
              },
            }),
          },
        ),
      ],
    },
    ...Object.entries(formats).map(
      ([name, format]): FunctionDeclaration => ({
        name: `format.${name}`,
        description: `The format ${format.name}.`,
        overloads: [overload(`format.${name}`, [], formatType, () => format)],
      }),
    ),
  ],
};

/** What Go says, with the text in quotes: this is a value for the expression, not a message of the engine. */
function uriFaults(text: string): readonly string[] {
  const fault = urlFault(text);
  return fault === undefined ? [] : [`parse ${JSON.stringify(text)}: ${fault}`];
}

function checked(
  name: string,
  isValid: (text: string) => boolean,
  fault: string,
  patternLength: number,
): NamedFormat {
  return new NamedFormat(
    name,
    text => (isValid(text) ? [] : [fault]),
    patternLength,
  );
}

function validationCost(textSize: number, patternLength: number): number {
  return (
    Math.ceil((1 + textSize) * traversalFactor) *
    Math.ceil(patternLength * regularExpressionFactor)
  );
}
