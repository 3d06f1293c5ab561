import { childrenOf } from '../syntax/childrenOf';
import type { CelEnvironment } from '../library/celEnvironment';
import { readTemplate } from '../library/strings/format/readTemplate';
import type { Verb } from '../library/strings/format/readTemplate';
import type { CallExpr, Expr } from '../syntax/expression';
import { formatType } from '../types/formatType';
import type { CelType } from '../types/celType';
import { CelError } from '../values/runtimeValue';
import type { CheckedExpression, Reference } from './checkedExpression';
import type { IssueLog } from './issueLog';
import { validateAggregates } from './validateAggregates';

/**
 * Finds literals that type-check and fail all the same: what `duration`, `timestamp` and `matches` cannot read, templates of
 * `format` that do not fit their arguments, lists and maps of several types. Which of them are mistakes depends on the
 * environment, as with cel-go's validators.
 */
export function validateLiterals(
  checked: CheckedExpression,
  { options }: CelEnvironment,
  issues: IssueLog,
) {
  const visit = (expr: Expr, insideFormat: boolean) => {
    const reference = checked.references.get(expr.id);
    const isFormat = hasOverload(reference, 'string_format');
    if (expr.kind === 'call') {
      if (isFormat) {
        validateFormat(checked, expr, issues);
      } else if (options.validLiterals) {
        validateCall(expr, reference, issues);
      }
    }
    if (!options.mixedAggregateLiterals && !insideFormat) {
      validateAggregates(checked, expr, issues);
    }
    childrenOf(expr).forEach(part => visit(part, insideFormat || isFormat));
  };
  visit(checked.expr, false);
}

const readingOverloads: Readonly<Record<string, string>> = {
  string_to_duration: 'duration',
  int64_to_duration: 'duration',
  string_to_timestamp: 'timestamp',
  int64_to_timestamp: 'timestamp',
};

function validateCall(
  { target, arguments: args }: CallExpr,
  reference: Reference | undefined,
  issues: IssueLog,
) {
  const [argument] = args;
  if (
    reference?.kind !== 'function' ||
    reference.overloads.length !== 1 ||
    argument?.kind !== 'constant'
  ) {
    return;
  }
  const [{ id, evaluate }] = reference.overloads;
  const name =
    target && id === 'matches_string' ? 'matches' : readingOverloads[id];
  if (name === undefined) {
    return;
  }
  const evaluateAny = evaluate as (...values: unknown[]) => unknown; // safety: the check found that the literal is of the overload's type.
  const result =
    name === 'matches'
      ? evaluateAny('', argument.value)
      : evaluateAny(argument.value);
  if (result instanceof CelError) {
    issues.error(argument, `invalid ${name} argument: ${result.message}`);
  }
}

/** Precisions are judged when the template is written out. */
const maximumPrecision = Number.MAX_SAFE_INTEGER;

/** Which types a verb can write; `dyn` is found out at run time. */
const writable: Readonly<Partial<Record<Verb, readonly CelType['kind'][]>>> = {
  d: ['int', 'uint', 'double'],
  f: ['int', 'uint', 'double', 'string'],
  e: ['int', 'uint', 'double', 'string'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
};

function validateFormat(
  { types }: CheckedExpression,
  { target, arguments: [list] }: CallExpr,
  issues: IssueLog,
) {
  if (
    target?.kind !== 'constant' ||
    typeof target.value !== 'string' ||
    list?.kind !== 'list'
  ) {
    return;
  }
  const template = readTemplate(target.value, maximumPrecision);
  for (const part of template) {
    if (part.kind === 'faulty') {
      issues.error(target, part.message);
    }
  }
  const verbs = template.flatMap(part =>
    part.kind === 'clause' ? [part.verb] : [],
  );
  if (list.elements.length < verbs.length) {
    issues.error(
      list,
      `index ${list.elements.length} out of range; the template has ${verbs.length} places`,
    );
  }
  if (list.elements.length > verbs.length) {
    issues.error(
      list,
      `too many arguments supplied to string.format (expected ${verbs.length}, got ${list.elements.length})`,
    );
  }
  verbs.forEach((verb, index) => {
    const element = list.elements[index];
    const type = element && types.get(element.id);
    const kinds = writable[verb];
    if (type && kinds && type.kind !== 'dyn' && !kinds.includes(type.kind)) {
      issues.error(
        element,
        `\`%${verb}\` writes ${kinds.join(
          ', ',
        )}, and this is of type '${formatType(type)}'`,
      );
    }
  });
}

function hasOverload(reference: Reference | undefined, id: string): boolean {
  return (
    reference?.kind === 'function' &&
    reference.overloads.some(overload => overload.id === id)
  );
}
