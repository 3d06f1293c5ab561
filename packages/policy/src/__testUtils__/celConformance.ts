import type {
  IncrementalTest,
  IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { getConformanceSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { createRegistry, isMessage, toJson } from '@bufbuild/protobuf';
import {
  anyUnpack,
  DurationSchema,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
  TimestampSchema,
} from '@bufbuild/protobuf/wkt';
import type { Any } from '@bufbuild/protobuf/wkt';
import { compileExpression } from '../cel/compileExpression';
import { declareEnvironment } from '../cel/environment';
import type { Shape } from '../cel/environment';

/** A conformance case that does not come out as the specification says. */
export interface ConformanceException {
  readonly name: string;
  readonly expression: string;
  readonly expected: string;
  readonly actual: string;
  readonly reason: string;
}

/** The proto-free core's figures. */
export interface ConformanceReport {
  readonly passed: number;
  readonly total: number;
  readonly exceptions: readonly ConformanceException[];
}

/** Suites about protobuf messages, or about extensions that policies do not have. */
const leftOut = new Set([
  'bindings_ext',
  'block_ext',
  'dynamic',
  'encoders_ext',
  'enums',
  'macros2',
  'math_ext',
  'optionals',
  'proto2',
  'proto2_ext',
  'proto3',
  'type_deductions',
  'unknowns',
  'wrappers',
]);

type Original = IncrementalTest['original'];
type Value = NonNullable<
  Extract<Original['resultMatcher'], { case: 'value' }>['value']
>;

/** Runs the core of the CEL specification's cases through our interface, values compared as plain JavaScript. */
export function runConformance(
  equals: (actual: unknown, expected: unknown) => boolean,
): ConformanceReport {
  const cases = getConformanceSuite()
    .suites.filter(({ name }) => !leftOut.has(name))
    .flatMap(suite => casesOf(suite, ''))
    .filter(({ original }) => isProtoFree(original));
  const exceptions = cases.flatMap(({ name, original }) => {
    const expected = expectedOf(original);
    const actual = actualOf(original);
    const same =
      'error' in expected
        ? 'error' in actual
        : 'value' in actual && equals(actual.value, expected.value);
    return same
      ? []
      : [
          {
            name,
            expression: original.expr,
            expected: inWords(expected),
            actual: inWords(actual),
            reason: reasonOf(original, actual),
          },
        ];
  });
  return {
    passed: cases.length - exceptions.length,
    total: cases.length,
    exceptions,
  };
}

type Outcome = { readonly value: unknown } | { readonly error: string };

function casesOf(
  suite: IncrementalTestSuite,
  parent: string,
): readonly { readonly name: string; readonly original: Original }[] {
  const path = `${parent}${suite.name}/`;
  return [
    ...suite.tests.map(({ name, original }) => ({
      name: `${path}${name}`,
      original,
    })),
    ...suite.suites.flatMap(inner => casesOf(inner, path)),
  ];
}

function isProtoFree({
  expr,
  container,
  checkOnly,
  bindings,
  resultMatcher,
}: Original): boolean {
  return (
    container === '' &&
    !checkOnly &&
    !/TestAllTypes|google\.protobuf|proto[23]\./.test(expr) &&
    Object.values(bindings).every(
      ({ kind }) =>
        kind.case === 'value' &&
        !['objectValue', 'enumValue'].includes(kind.value.kind.case ?? ''),
    ) &&
    (resultMatcher.case === 'value' ||
      resultMatcher.case === 'evalError' ||
      resultMatcher.case === undefined)
  );
}

function expectedOf({ resultMatcher }: Original): Outcome {
  switch (resultMatcher.case) {
    case 'value':
      return { value: plain(resultMatcher.value) };
    case 'evalError':
      return { error: resultMatcher.value.errors[0]?.message ?? 'an error' };
    default:
      // The suite's convention: without a matcher, the result is true.
      return { value: true };
  }
}

function actualOf({ expr, bindings, typeEnv }: Original): Outcome {
  const declared = [
    ...typeEnv
      .filter(({ declKind }) => declKind.case === 'ident')
      .map(({ name }) => name),
    ...Object.keys(bindings),
  ];
  const values = Object.entries(bindings).flatMap(([name, { kind }]) =>
    kind.case === 'value' ? [[name, kind.value] as const] : [],
  );
  const doubles = new Set(
    values
      .filter(([, { kind }]) => kind.case === 'doubleValue')
      .map(([name]) => name),
  );
  const environment = declareEnvironment(
    'conformance',
    Object.fromEntries(
      declared.map((name): [string, Shape] => [
        name,
        doubles.has(name) ? 'double' : 'any',
      ]),
    ),
  );
  const compiled = compileExpression(expr, environment);
  if (!compiled.ok) {
    return { error: compiled.errors[0].message };
  }
  const result = compiled.program.evaluate(
    Object.fromEntries(values.map(([name, value]) => [name, plain(value)])),
  );
  return result.ok ? { value: result.value } : { error: result.error };
}

const wellKnown = createRegistry(
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
);

/** A conformance value in the plain form that `CelValue` documents. */
function plain({ kind }: Value): unknown {
  switch (kind.case) {
    case 'int64Value':
    case 'uint64Value': {
      const number = Number(kind.value);
      return Number.isSafeInteger(number) ? number : kind.value;
    }
    case 'nullValue':
      return null;
    case 'listValue':
      return kind.value.values.map(plain);
    case 'mapValue': {
      const entries = kind.value.entries.map(
        ({ key, value }) => [key && plain(key), value && plain(value)] as const,
      );
      return entries.every(([key]) => typeof key === 'string')
        ? Object.fromEntries(entries)
        : new Map(entries);
    }
    case 'objectValue':
      return plainMessage(kind.value);
    default:
      return kind.value;
  }
}

function plainMessage(any: Any): unknown {
  const message = anyUnpack(any, wellKnown);
  if (isMessage(message, TimestampSchema)) {
    return toJson(TimestampSchema, message);
  }
  return isMessage(message, DurationSchema)
    ? toJson(DurationSchema, message)
    : any;
}

function reasonOf({ disableCheck }: Original, actual: Outcome): string {
  return disableCheck && 'error' in actual && /^There is no /.test(actual.error)
    ? 'The case is for unchecked expressions; ours are always checked.'
    : 'The engine differs from the specification.';
}

function inWords(outcome: Outcome): string {
  return 'error' in outcome
    ? `error: ${outcome.error}`
    : String(
        JSON.stringify(outcome.value, (_, item) =>
          typeof item === 'bigint' ? `${item}` : item,
        ),
      );
}
