import { formatPath, JsonObject, JsonPath, JsonValue } from '../json';
import { ConfigurationProblem } from '../problem';
import { visitWithSchema } from '../schema/configurationSchema';
import { parseQuantity } from './quantity';
import { PlaceOf } from './schemaProblems';

/**
 * The most of a figure, such as `replicas` or `memoryGiB`, that a mandate lets a target use.
 *
 * @public
 */
export interface FigureLimit {
  readonly figure: string;
  readonly limit: number;
  /** Who sets it, for people. */
  readonly mandate: string;
  /** Whether more is refused; else people decide. */
  readonly hard: boolean;
}

/** What is beyond limits. */
export interface LimitFindings {
  /** Beyond a hard limit, or no quantity. */
  readonly problems: readonly ConfigurationProblem[];
  /** Beyond a limit that people may let a target exceed. */
  readonly notices: readonly ConfigurationProblem[];
}

/** Figures whose quantities are bytes. */
const GIBIBYTE = 1024 ** 3;

/** Figures beyond their limits; values that count towards the same one are added up, and the largest is where it is told. */
export function limitProblems(
  schema: JsonObject,
  value: JsonValue,
  limits: readonly FigureLimit[],
  placeOf: PlaceOf,
): LimitFindings {
  const counted = countFigures(schema, value);
  const unreadable = counted
    .filter(
      ({ figure, amount }) =>
        amount === undefined && limits.some(limit => limit.figure === figure),
    )
    .map(({ figure, path }) =>
      problem(
        path,
        `This counts towards the limit of ${figure} and is no quantity.`,
      ),
    );
  const sums = sumsOf(counted);
  const exceeded = limits
    .filter(({ figure, limit }) => (sums.get(figure) ?? 0) > limit)
    .map(limit => ({
      limit,
      problem: problem(
        largestOf(counted, limit.figure),
        exceededWords(limit, sums.get(limit.figure) ?? 0),
      ),
    }));
  return {
    problems: [
      ...unreadable,
      ...exceeded.filter(one => one.limit.hard).map(one => one.problem),
    ],
    notices: exceeded.filter(one => !one.limit.hard).map(one => one.problem),
  };

  function problem(path: JsonPath, message: string): ConfigurationProblem {
    const origin = placeOf(path);
    return {
      code: 'limit',
      message,
      path: formatPath(path),
      ...(origin && { origin }),
    };
  }
}

/**
 * What a configuration uses of each figure that its schema counts (`x-limit`), in the figure's unit. Values that are no
 * quantity are left out; validation tells them.
 *
 * @public
 */
export function configuredFigures(
  schema: JsonObject,
  value: JsonValue,
): Readonly<Record<string, number>> {
  return Object.fromEntries(sumsOf(countFigures(schema, value)));
}

interface Counted {
  readonly figure: string;
  readonly path: JsonPath;
  /** Undefined when it is no quantity. */
  readonly amount: number | undefined;
}

function countFigures(
  schema: JsonObject,
  value: JsonValue,
): readonly Counted[] {
  const counted: Counted[] = [];
  visitWithSchema(schema, value, (current, { 'x-limit': figure }, path) => {
    if (typeof figure === 'string') {
      counted.push({ figure, path, amount: amountOf(current, figure) });
    }
  });
  return counted;
}

function sumsOf(counted: readonly Counted[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { figure, amount } of counted) {
    if (amount !== undefined) {
      sums.set(figure, (sums.get(figure) ?? 0) + amount);
    }
  }
  return sums;
}

function largestOf(counted: readonly Counted[], figure: string): JsonPath {
  const [largest] = counted
    .filter(one => one.figure === figure)
    .toSorted((left, right) => (right.amount ?? 0) - (left.amount ?? 0));
  return largest?.path ?? [];
}

function exceededWords(
  { figure, limit, mandate, hard }: FigureLimit,
  sum: number,
): string {
  const beyond = `${figure} comes to ${sum}; the mandate ${mandate} limits it to ${limit}`;
  return hard
    ? `${beyond} and lets nobody exceed that. Lower it, or propose another limit.`
    : `${beyond}, so people are asked. Lower it to run without them.`;
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
