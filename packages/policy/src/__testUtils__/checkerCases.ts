import type { IncrementalTest } from '@bufbuild/cel-spec/testdata/tests.js';
import { createEnvironment } from '../cel/environments/createEnvironment';
import type { CelEnvironment } from '../cel/library/celEnvironment';
import type { Library } from '../cel/library/library';
import { member, overload } from '../cel/library/overload';
import { optionalsLibrary } from '../cel/library/standard/optionalsLibrary';
import { standardLibrary } from '../cel/library/standard/standardLibrary';
import { standardMacros } from '../cel/library/macros/standardMacros';
import { types } from '../cel/types/celType';
import type { CelType } from '../cel/types/celType';
import { protoTestTypes } from './protoTestTypes';

type Original = IncrementalTest['original'];
type Declaration = Original['typeEnv'][number]['declKind'];
type ProtoType = NonNullable<
  Extract<Declaration, { case: 'ident' }>['value']['type']
>;

const unused = () => null;

const testVariables = {
  is: { type: types.string },
  ii: { type: types.int },
  iu: { type: types.uint },
  iz: { type: types.bool },
  id: { type: types.double },
  ix: { type: types.null },
  ib: { type: types.bytes },
};

const testFunctions: Library = {
  name: 'test functions',
  functions: [
    {
      name: 'fg_s',
      overloads: [overload('fg_s_0', [], types.string, unused)],
    },
    {
      name: 'fi_s_s',
      overloads: [member('fi_s_s_0', [types.string], types.string, unused)],
    },
  ],
  constants: [
    {
      name: 'google.expr.proto3.test.TestAllTypes.NestedEnum.BAR',
      type: types.int,
      value: 1,
    },
  ],
};

/** The environment that a checker case of cel-go is checked in: its default one, and what the case declares. */
export function environmentOfCase({
  container,
  typeEnv,
}: Original): CelEnvironment {
  const declared = typeEnv.flatMap(({ name, declKind }) =>
    declKind.case === 'ident' && declKind.value.type
      ? [[name, { type: typeOf(declKind.value.type) }] as const]
      : [],
  );
  return createEnvironment({
    name: 'checker case',
    libraries: [
      { ...standardLibrary, macros: standardMacros },
      optionalsLibrary,
      testFunctions,
      functionsOf(typeEnv),
    ],
    variables: { ...testVariables, ...Object.fromEntries(declared) },
    types: protoTestTypes(),
    container,
    options: { optionalSyntax: false },
  });
}

function functionsOf(typeEnv: Original['typeEnv']): Library {
  return {
    name: 'functions of the case',
    functions: typeEnv.flatMap(({ name, declKind }) =>
      declKind.case === 'function'
        ? [
            {
              name,
              overloads: declKind.value.overloads.map(
                ({ overloadId, params, resultType, isInstanceFunction }) =>
                  (isInstanceFunction ? member : overload)(
                    overloadId,
                    params.map(typeOf),
                    resultType ? typeOf(resultType) : types.dyn,
                    unused,
                  ),
              ),
            },
          ]
        : [],
    ),
  };
}

const primitives: readonly CelType[] = [
  types.dyn,
  types.bool,
  types.int,
  types.uint,
  types.double,
  types.string,
  types.bytes,
];

/** Well-known messages are the CEL types that they stand for. */
const wellKnownMessages: Readonly<Record<string, CelType>> = {
  'google.protobuf.Struct': types.map(types.string, types.dyn),
  'google.protobuf.ListValue': types.list(types.dyn),
  'google.protobuf.Value': types.dyn,
  'google.protobuf.Int32Value': types.wrapper(types.int),
};

function typeOf({ typeKind }: ProtoType): CelType {
  switch (typeKind.case) {
    case 'primitive':
      return primitives[typeKind.value];
    case 'wrapper':
      return types.wrapper(primitives[typeKind.value]);
    case 'listType':
      return types.list(partOf(typeKind.value.elemType));
    case 'mapType':
      return types.map(
        partOf(typeKind.value.keyType),
        partOf(typeKind.value.valueType),
      );
    case 'messageType':
      return wellKnownMessages[typeKind.value] ?? types.object(typeKind.value);
    case 'typeParam':
      return types.parameter(typeKind.value);
    case 'abstractType':
      return types.opaque(
        typeKind.value.name,
        ...typeKind.value.parameterTypes.map(typeOf),
      );
    default:
      return types.dyn;
  }
}

function partOf(type: ProtoType | undefined): CelType {
  return type ? typeOf(type) : types.dyn;
}
