import { formatPath, JsonObject, JsonPath, JsonValue } from '../json';
import { ConfigurationProblem } from '../problem';
import { visitWithSchema } from '../schema/configurationSchema';
import { parseQuantity } from './quantity';
import { PlaceOf } from './schemaProblems';

/**
 * The most that a mandate lets a target use, by the figure's name, such as `replicas` or `memoryGiB`. A figure that is
 * not in it has no limit.
 *
 * @public
 */
export type FigureLimits = Readonly<Record<string, number>>;

/** Figures whose quantities are bytes. */
const GIBIBYTE = 1024 ** 3;

/** Figures beyond their limit; values that count towards the same one are added up. */
export function limitProblems(
  schema: JsonObject,
  value: JsonValue,
  limits: FigureLimits,
  placeOf: PlaceOf,
): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const used = new Map<string, { sum: number; last: JsonPath }>();
  visitWithSchema(schema, value, (current, { 'x-limit': figure }, path) => {
    if (typeof figure !== 'string' || limits[figure] === undefined) {
      return;
    }
    const amount = amountOf(current, figure);
    if (amount === undefined) {
      report(
        path,
        `This counts towards the limit of ${figure} and is no quantity.`,
      );
      return;
    }
    const sum = (used.get(figure)?.sum ?? 0) + amount;
    used.set(figure, { sum, last: path });
  });
  for (const [figure, { sum, last }] of used) {
    if (sum > limits[figure]) {
      report(
        last,
        `${figure} comes to ${sum}, and the mandate's limit is ${limits[figure]}. Lower it, or ask for a wider mandate.`,
      );
    }
  }
  return problems;

  function report(path: JsonPath, message: string): void {
    const origin = placeOf(path);
    problems.push({
      code: 'limit',
      message,
      path: formatPath(path),
      ...(origin && { origin }),
    });
  }
}

/** A number is in the figure's unit; a text such as 512Mi is bytes where the figure is in GiB. */
function amountOf(value: JsonValue, figure: string): number | undefined {
  const amount = parseQuantity(value);
  return amount !== undefined &&
    typeof value === 'string' &&
    figure.endsWith('GiB')
    ? amount / GIBIBYTE
    : amount;
}
