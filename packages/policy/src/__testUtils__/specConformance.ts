import type { IncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { getConformanceSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { checkExpression } from '../cel/check/checkExpression';
import { createEnvironment } from '../cel/environments/createEnvironment';
import type {
  CelEnvironment,
  VariableDeclaration,
} from '../cel/library/celEnvironment';
import { encodersLibrary } from '../cel/library/encodersLibrary';
import type { Library } from '../cel/library/library';
import { mathLibrary } from '../cel/library/math/mathLibrary';
import { bindingsLibrary } from '../cel/library/standard/bindingsLibrary';
import { optionalsLibrary } from '../cel/library/standard/optionalsLibrary';
import { standardLibrary } from '../cel/library/standard/standardLibrary';
import { twoVariableLibrary } from '../cel/library/standard/twoVariableLibrary';
import { stringsLibrary } from '../cel/library/strings/stringsLibrary';
import { planExpression } from '../cel/plan/planExpression';
import { parseExpression } from '../cel/syntax/parseExpression';
import type { ParsedExpression } from '../cel/syntax/expression';
import { types } from '../cel/types/celType';
import { formatType } from '../cel/types/formatType';
import { CelError } from '../cel/values/runtimeValue';
import type { RuntimeValue } from '../cel/values/runtimeValue';
import { fromSpecType, fromSpecValue } from './specValue';
import type { SpecTest, SpecValue } from './specValue';
import type {
  ConformanceCase,
  ConformanceException,
} from './conformanceReport';
import { valueText } from './valueText';

/** Why cases come out otherwise. */
const reasons: Readonly<Record<string, string>> = {
  'string_ext/value_errors/indexof_out_of_range':
    'cel-go answers -1 for an offset behind the end, and Kubernetes with it.',
  'string_ext/value_errors/lastindexof_out_of_range':
    'cel-go answers -1 for an offset behind the end, and Kubernetes with it.',
  'type_deductions/legacy_nullable_types/null_assignable_to_abstract_parameter_candidate':
    'cel-go 0.33 deduces null, too.',
};

type Mode = 'checked' | 'unchecked';

/** Suites about protobuf messages only. */
const messageSuites = new Set([
  'dynamic',
  'enums',
  'proto2',
  'proto2_ext',
  'proto3',
  'wrappers',
]);

const libraries: readonly Library[] = [
  standardLibrary,
  optionalsLibrary,
  bindingsLibrary,
  twoVariableLibrary,
  stringsLibrary(5),
  mathLibrary,
  encodersLibrary(2),
];

/** Blocks are written after checking; for them to check, their items are variables. */
const blockItems = Array.from(
  { length: 32 },
  (_, index): [string, VariableDeclaration] => [
    `@index${index}`,
    { type: types.dyn },
  ],
);

/**
 * Runs the specification's cases that need no protocol buffers, each in every way that it allows: through checker and planner,
 * and through the planner alone.
 */
export function runSpecCases(): readonly ConformanceCase[] {
  return getConformanceSuite()
    .suites.filter(({ name }) => !messageSuites.has(name))
    .flatMap(suite => casesOf(suite, ''))
    .filter(({ test }) => needsNoMessages(test))
    .map(specCase => ({ exception: exceptionOf(specCase) }));
}

interface SpecCase {
  readonly name: string;
  readonly test: SpecTest;
}

function casesOf(
  suite: IncrementalTestSuite,
  parent: string,
): readonly SpecCase[] {
  const path = `${parent}${suite.name}/`;
  return [
    ...suite.tests.map(({ name, original }) => ({
      name: `${path}${name}`,
      test: original,
    })),
    ...suite.suites.flatMap(inner => casesOf(inner, path)),
  ];
}

/** Timestamps and durations are values of ours; other messages are not. */
function needsNoMessages({
  expr,
  container,
  bindings,
  typeEnv,
  resultMatcher,
}: SpecTest): boolean {
  return (
    !/TestAllTypes|NestedTestAllTypes|proto[23]\b|Global(Enum|TypeName)|google\.protobuf\.(?!Timestamp\b|Duration\b)/.test(
      `${container} ${expr}`,
    ) &&
    Object.values(bindings).every(
      ({ kind }) =>
        kind.case !== 'value' || fromSpecValue(kind.value) !== undefined,
    ) &&
    typeEnv.every(
      ({ declKind }) =>
        declKind.case === 'ident' &&
        declKind.value.type !== undefined &&
        fromSpecType(declKind.value.type) !== undefined,
    ) &&
    (expectedValue({ resultMatcher })?.kind.case === undefined ||
      expectedText({ resultMatcher }) !== undefined)
  );
}

function exceptionOf({
  name,
  test,
}: SpecCase): ConformanceException | undefined {
  const environment = environmentOf(test);
  const parsing = parseExpression(test.expr, environment);
  const modes: readonly Mode[] = [
    ...(test.disableCheck ? [] : (['checked'] as const)),
    ...(test.checkOnly ? [] : (['unchecked'] as const)),
  ];
  const expected = expectedText(test) ?? 'error';
  const others = modes
    .map(mode => ({
      mode,
      actual: parsing.ok
        ? actualText(test, parsing.parsed, environment, mode)
        : `error: ${parsing.issues[0].message}`,
    }))
    .filter(({ actual }) =>
      expected === 'error' ? !actual.startsWith('error') : actual !== expected,
    );
  return others.length === 0
    ? undefined
    : {
        name,
        expression: test.expr,
        expected,
        actual: others
          .map(({ mode, actual }) => `${actual} (${mode})`)
          .join(', '),
        reason: reasons[name] ?? 'not explained',
      };
}

function actualText(
  test: SpecTest,
  parsed: ParsedExpression,
  environment: CelEnvironment,
  mode: Mode,
): string {
  const variables = Object.fromEntries(
    Object.entries(test.bindings).flatMap(
      ([name, { kind }]): [string, RuntimeValue | undefined][] =>
        kind.case === 'value' ? [[name, fromSpecValue(kind.value)]] : [],
    ),
  );
  if (mode === 'unchecked') {
    return outcomeText(
      planExpression(parsed, environment).run(variables).value,
    );
  }
  const { checked, issues } = checkExpression(parsed, environment);
  if (issues.length > 0) {
    return `error: ${issues.map(({ message }) => message).join('; ')}`;
  }
  const typeMismatch = typeDifference(test, formatType(checked.type));
  if (typeMismatch !== undefined || test.checkOnly) {
    return typeMismatch ?? expectedText(test) ?? 'checked';
  }
  return outcomeText(planExpression(checked, environment).run(variables).value);
}

/** Where a case tells the type that checking deduces, it has to be that. */
function typeDifference(
  { resultMatcher }: SpecTest,
  actual: string,
): string | undefined {
  const type =
    resultMatcher.case === 'typedResult'
      ? resultMatcher.value.deducedType
      : undefined;
  const expected = type && fromSpecType(type);
  return expected === undefined || formatType(expected) === actual
    ? undefined
    : `error: type ${actual} instead of ${formatType(expected)}`;
}

function outcomeText(value: ReturnType<typeof valueOf>): string {
  return value instanceof CelError
    ? `error: ${value.message}`
    : valueText(value);
}

type Run = ReturnType<ReturnType<typeof planExpression>['run']>;

function valueOf({ value }: Run): Run['value'] {
  return value;
}

function environmentOf({ typeEnv, bindings, container }: SpecTest) {
  const declared = typeEnv.flatMap(
    ({ name, declKind }): [string, VariableDeclaration][] =>
      declKind.case === 'ident' && declKind.value.type !== undefined
        ? [[name, { type: fromSpecType(declKind.value.type) ?? types.dyn }]]
        : [],
  );
  const bound = Object.keys(bindings).map(
    (name): [string, VariableDeclaration] => [name, { type: types.dyn }],
  );
  return createEnvironment({
    name: 'conformance',
    libraries,
    variables: Object.fromEntries([...bound, ...blockItems, ...declared]),
    container,
    options: { strictPresenceTests: true },
  });
}

function expectedValue({
  resultMatcher,
}: Pick<SpecTest, 'resultMatcher'>): SpecValue | undefined {
  switch (resultMatcher.case) {
    case 'value':
      return resultMatcher.value;
    case 'typedResult':
      return resultMatcher.value.result;
    default:
      return undefined;
  }
}

/** The result's text, undefined when it is an error or a message. */
function expectedText(
  test: Pick<SpecTest, 'resultMatcher'>,
): string | undefined {
  if (test.resultMatcher.case === undefined) {
    // The suite's convention: without a matcher, the result is true.
    return 'true';
  }
  if (
    test.resultMatcher.case === 'typedResult' &&
    test.resultMatcher.value.result === undefined
  ) {
    return 'checked';
  }
  const value = expectedValue(test);
  const expected = value && fromSpecValue(value);
  return expected === undefined ? undefined : valueText(expected);
}
