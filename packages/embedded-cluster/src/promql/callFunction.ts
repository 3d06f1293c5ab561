import { histogramQuantile } from './histogramQuantile';
import { labelReplace } from './labelReplace';
import { PromQlError } from './PromQlError';
import { KEEPS_NAME, RANGE_FUNCTIONS } from './rangeFunctions';
import { Labels, without } from './Series';
import { Expression, Selector } from './syntax';
import { Element, Value, vector } from './Value';

type Call = Extract<Expression, { kind: 'call' }>;

/** Functions from a value to a value; further parameters are numbers. */
const VALUE_FUNCTIONS: Record<
  string,
  (value: number, ...more: number[]) => number
> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: Math.sign,
  round: (value, to = 1) => Math.floor(value / to + 0.5) * to,
  clamp: (value, least, most) => Math.max(least, Math.min(most, value)),
  clamp_min: (value, least) => Math.max(least, value),
  clamp_max: (value, most) => Math.min(most, value),
};

/** Calls a function. @throws PromQlError for one that is not known, or parameters that do not fit */
export function callFunction(
  { name, parameters }: Call,
  values: readonly Value[],
  timeMs: number,
): Value {
  if (Object.hasOwn(RANGE_FUNCTIONS, name)) {
    return overRange(name, values);
  }
  if (Object.hasOwn(VALUE_FUNCTIONS, name)) {
    const more = values.slice(1).map(it => scalarOf(name, it));
    return vector(
      elementsOf(name, values[0]).map(({ labels, value }) => ({
        labels: without(labels, '__name__'),
        value: VALUE_FUNCTIONS[name](value, ...more),
      })),
    );
  }
  switch (name) {
    case 'absent':
      return absent(elementsOf(name, values[0]).length > 0, parameters[0]);
    case 'absent_over_time':
      return absent(
        values[0]?.kind === 'matrix' && values[0].series.length > 0,
        parameters[0],
      );
    case 'histogram_quantile':
      return vector(
        histogramQuantile(
          scalarOf(name, values[0]),
          elementsOf(name, values[1]),
        ),
      );
    case 'label_replace':
      return vector(
        labelReplace(
          elementsOf(name, values[0]),
          values.slice(1).map(it => textOf(name, it)),
        ),
      );
    case 'scalar': {
      const elements = elementsOf(name, values[0]);
      const value = elements.length === 1 ? elements[0].value : NaN;
      return { kind: 'scalar', value };
    }
    case 'sort':
    case 'sort_desc': {
      const sign = name === 'sort' ? 1 : -1;
      return vector(
        [...elementsOf(name, values[0])].sort(
          (a, b) => sign * (a.value - b.value),
        ),
      );
    }
    case 'time':
      return { kind: 'scalar', value: timeMs / 1_000 };
    case 'timestamp':
      throw new PromQlError('timestamp is not supported here');
    case 'vector':
      return vector([{ labels: {}, value: scalarOf(name, values[0]) }]);
    default:
      throw new PromQlError(`the function ${name} is not supported here`);
  }
}

function overRange(name: string, values: readonly Value[]): Value {
  const matrix = values.find(it => it.kind === 'matrix');
  if (!matrix) {
    throw new PromQlError(`${name} wants a range, such as metric[5m]`);
  }
  const number = values.find(it => it.kind === 'scalar')?.value ?? NaN;
  const { series, rangeMs, endMs } = matrix;
  return vector(
    series.flatMap(({ labels, samples }) => {
      const value = RANGE_FUNCTIONS[name]({ samples, rangeMs, endMs }, number);
      const kept = KEEPS_NAME.has(name) ? labels : without(labels, '__name__');
      return value === undefined ? [] : [{ labels: kept, value }];
    }),
  );
}

/** One element when there is nothing, with the labels that the selector asked for by equality. */
function absent(isThere: boolean, parameter: Expression | undefined): Value {
  return isThere
    ? vector([])
    : vector([
        {
          labels: parameter?.kind === 'selector' ? equalLabels(parameter) : {},
          value: 1,
        },
      ]);
}

function equalLabels({ matchers }: Selector): Labels {
  const names = matchers.map(it => it.label);
  return Object.fromEntries(
    matchers
      .filter(
        it =>
          it.operator === '=' &&
          it.label !== '__name__' &&
          names.filter(name => name === it.label).length === 1,
      )
      .map(it => [it.label, it.value]),
  );
}

function elementsOf(
  name: string,
  value: Value | undefined,
): readonly Element[] {
  if (value?.kind !== 'vector') {
    throw new PromQlError(`${name} wants a vector`);
  }
  return value.elements;
}

function scalarOf(name: string, value: Value | undefined): number {
  if (value?.kind !== 'scalar') {
    throw new PromQlError(`${name} wants a number`);
  }
  return value.value;
}

function textOf(name: string, value: Value | undefined): string {
  if (value?.kind !== 'string') {
    throw new PromQlError(`${name} wants a string`);
  }
  return value.value;
}
