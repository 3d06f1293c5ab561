import { durationMs, unquoted } from './literals';
import { PromQlError } from './PromQlError';
import { Matcher } from './Series';
import { Selector } from './syntax';
import { TokenReader } from './TokenReader';

const OPERATORS = ['=', '!=', '=~', '!~'] as const;

/** Reads `name{label="value"}[5m] offset 1m`. @throws PromQlError that says where it cannot be read */
export function parseSelector(reader: TokenReader): Selector {
  const matchers: Matcher[] = [];
  if (reader.current.kind === 'name') {
    matchers.push({
      label: '__name__',
      operator: '=',
      value: reader.take().text,
    });
  }
  if (reader.skip('{')) {
    while (!reader.skip('}')) {
      matchers.push(parseMatcher(reader));
      if (!reader.skip(',') && reader.current.text !== '}') {
        throw reader.unexpected('expected "," or "}"');
      }
    }
  }
  if (!matchers.some(isSelective)) {
    throw new PromQlError(
      'a selector needs at least one matcher that does not fit empty labels',
    );
  }
  const rangeMs = parseRange(reader);
  return { kind: 'selector', matchers, rangeMs, offsetMs: parseOffset(reader) };
}

function parseMatcher(reader: TokenReader): Matcher {
  if (reader.current.kind === 'string') {
    return {
      label: '__name__',
      operator: '=',
      value: unquoted(reader.take().text),
    };
  }
  const label = reader.takeKind('name');
  const operator = OPERATORS.find(it => it === reader.current.text);
  if (!operator) {
    throw reader.unexpected('expected "=", "!=", "=~" or "!~"');
  }
  reader.take();
  const value = unquoted(reader.takeKind('string'));
  if (operator === '=~' || operator === '!~') {
    checkPattern(value);
  }
  return { label, operator, value };
}

/** Patterns run over short labels, but one that explodes would still stop the process: what nests repetitions is refused. */
function checkPattern(value: string): void {
  if (/[*+}]\)*[*+{]/.test(value) || value.length > 500) {
    throw new PromQlError(
      `the pattern ${JSON.stringify(
        value,
      )} is refused: it is too long or repeats a repetition`,
    );
  }
  try {
    RegExp(value);
  } catch (error) {
    throw new PromQlError(
      `the pattern ${JSON.stringify(value)} cannot be read: ${error}`,
    );
  }
}

function isSelective({ operator, value }: Matcher): boolean {
  return (
    (operator === '=' && value !== '') ||
    (operator === '!=' && value === '') ||
    (operator === '=~' && !new RegExp(`^(?:${value})$`).test('')) ||
    (operator === '!~' && new RegExp(`^(?:${value})$`).test(''))
  );
}

function parseRange(reader: TokenReader): number | undefined {
  if (!reader.skip('[')) {
    return undefined;
  }
  const rangeMs = durationMs(reader.takeKind('duration', 'number'));
  if (reader.current.text.startsWith(':')) {
    throw new PromQlError('subqueries are not supported here');
  }
  reader.expect(']');
  if (rangeMs <= 0) {
    throw new PromQlError('a range must be longer than nothing');
  }
  return rangeMs;
}

function parseOffset(reader: TokenReader): number {
  if (reader.skip('@')) {
    throw new PromQlError('the @ modifier is not supported here');
  }
  if (!reader.skip('offset')) {
    return 0;
  }
  const sign = reader.skip('-') ? -1 : 1;
  return sign * durationMs(reader.takeKind('duration', 'number'));
}
