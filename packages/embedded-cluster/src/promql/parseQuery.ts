import { AGGREGATIONS, WITH_PARAMETER } from './aggregations';
import { durationMs, numberNamed, unquoted } from './literals';
import { parseSelector } from './parseSelector';
import { PromQlError } from './PromQlError';
import { Expression, Matching } from './syntax';
import { TokenReader } from './TokenReader';

/** From the loosest to the closest binding. */
const LEVELS = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '<=', '<', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const COMPARISONS = LEVELS[2];
const DEEPEST = 100;

/** Reads a query. @throws PromQlError that says where it cannot be read */
export function parseQuery(query: string): Expression {
  const reader = new TokenReader(query);
  const expression = parse(reader, 0, 0);
  if (reader.current.kind !== 'end') {
    throw reader.unexpected('expected an operator');
  }
  return expression;
}

function parse(reader: TokenReader, level: number, depth: number): Expression {
  if (depth > DEEPEST) {
    throw new PromQlError('the query is nested too deeply');
  }
  if (level === LEVELS.length) {
    return parseSigned(reader, depth);
  }
  let left = parse(reader, level + 1, depth);
  while (isOperator(reader, LEVELS[level])) {
    left = parseBinary(reader, left, () => parse(reader, level + 1, depth));
  }
  return left;
}

function isOperator(reader: TokenReader, operators: string[]): boolean {
  const { kind, text } = reader.current;
  return (
    (kind === 'symbol' || kind === 'name') &&
    operators.includes(text.toLowerCase())
  );
}

/** A sign binds less than a power, which binds from the right. */
function parseSigned(reader: TokenReader, depth: number): Expression {
  if (reader.skip('-')) {
    return { kind: 'negation', of: parseSigned(reader, depth + 1) };
  }
  if (reader.skip('+')) {
    return parseSigned(reader, depth + 1);
  }
  const left = parseOperand(reader, depth + 1);
  return isOperator(reader, ['^'])
    ? parseBinary(reader, left, () => parseSigned(reader, depth + 1))
    : left;
}

function parseBinary(
  reader: TokenReader,
  left: Expression,
  parseRight: () => Expression,
): Expression {
  const operator = reader.take().text.toLowerCase();
  const bool = COMPARISONS.includes(operator) && reader.skip('bool');
  const matching = parseMatching(reader);
  return {
    kind: 'binary',
    operator,
    bool,
    matching,
    left,
    right: parseRight(),
  };
}

function parseMatching(reader: TokenReader): Matching {
  const isOn = reader.skip('on');
  const labels = isOn || reader.skip('ignoring') ? parseLabels(reader) : [];
  const many = reader.skip('group_left')
    ? ('left' as const)
    : (reader.skip('group_right') && ('right' as const)) || undefined;
  const include =
    many && reader.current.text === '(' ? parseLabels(reader) : [];
  return { on: isOn, labels, many, include };
}

function parseLabels(reader: TokenReader): string[] {
  reader.expect('(');
  const labels: string[] = [];
  while (!reader.skip(')')) {
    labels.push(reader.takeKind('name'));
    if (!reader.skip(',') && reader.current.text !== ')') {
      throw reader.unexpected('expected "," or ")"');
    }
  }
  return labels;
}

function parseOperand(reader: TokenReader, depth: number): Expression {
  const { kind, text } = reader.current;
  switch (kind) {
    case 'number':
      return { kind: 'number', value: Number(reader.take().text) };
    case 'duration':
      return { kind: 'number', value: durationMs(reader.take().text) / 1_000 };
    case 'string':
      return { kind: 'string', value: unquoted(reader.take().text) };
    case 'name':
      return parseNamed(reader, depth);
    default:
  }
  if (text === '{') {
    return parseSelector(reader);
  }
  reader.expect('(');
  const inner = parse(reader, 0, depth + 1);
  reader.expect(')');
  if (reader.current.text === '[') {
    throw new PromQlError('subqueries are not supported here');
  }
  return inner;
}

function parseNamed(reader: TokenReader, depth: number): Expression {
  const { text } = reader.current;
  const after = reader.following.text;
  const operator = text.toLowerCase();
  if (AGGREGATIONS.has(operator) && ['(', 'by', 'without'].includes(after)) {
    return parseAggregation(reader, depth);
  }
  if (after === '(') {
    const name = reader.take().text;
    return { kind: 'call', name, parameters: parseParameters(reader, depth) };
  }
  const value = numberNamed(text);
  if (value !== undefined && after !== '{') {
    reader.take();
    return { kind: 'number', value };
  }
  return parseSelector(reader);
}

function parseAggregation(reader: TokenReader, depth: number): Expression {
  const operator = reader.take().text.toLowerCase();
  const before = parseGrouping(reader);
  const parameters = parseParameters(reader, depth);
  const grouping = before ?? parseGrouping(reader) ?? { by: true, labels: [] };
  const wanted = WITH_PARAMETER.has(operator) ? 2 : 1;
  if (parameters.length !== wanted) {
    throw new PromQlError(`${operator} wants ${wanted} parameter(s)`);
  }
  return {
    kind: 'aggregation',
    operator,
    ...grouping,
    parameter: wanted === 2 ? parameters[0] : undefined,
    of: parameters[wanted - 1],
  };
}

function parseGrouping(reader: TokenReader) {
  if (reader.skip('by')) {
    return { by: true, labels: parseLabels(reader) };
  }
  return reader.skip('without')
    ? { by: false, labels: parseLabels(reader) }
    : undefined;
}

function parseParameters(reader: TokenReader, depth: number): Expression[] {
  reader.expect('(');
  const parameters: Expression[] = [];
  while (!reader.skip(')')) {
    parameters.push(parse(reader, 0, depth + 1));
    if (!reader.skip(',') && reader.current.text !== ')') {
      throw reader.unexpected('expected "," or ")"');
    }
  }
  return parameters;
}
