import { z } from 'zod';
import type { CallExpr, Expr } from '../cel/syntax/expression';
import { CelDouble, CelUint, toInt } from '../cel/values/numbers';
import type { CelConstant } from '../cel/values/runtimeValue';

/** cel-spec's `Constant`, as protobuf's JSON has it. */
const constantShape = z.union([
  z.object({ nullValue: z.null() }).transform((): CelConstant => null),
  z
    .object({ boolValue: z.boolean() })
    .transform(({ boolValue }): CelConstant => boolValue),
  z
    .object({ int64Value: z.string() })
    .transform(({ int64Value }): CelConstant => toInt(BigInt(int64Value))),
  z
    .object({ uint64Value: z.string() })
    .transform(
      ({ uint64Value }): CelConstant => new CelUint(BigInt(uint64Value)),
    ),
  z
    .object({ doubleValue: z.union([z.number(), z.string()]) })
    .transform(
      ({ doubleValue }): CelConstant => new CelDouble(Number(doubleValue)),
    ),
  z
    .object({ stringValue: z.string() })
    .transform(({ stringValue }): CelConstant => stringValue),
  z
    .object({ bytesValue: z.string() })
    .transform(
      ({ bytesValue }): CelConstant =>
        Uint8Array.from(Buffer.from(bytesValue, 'base64')),
    ),
]);

const nowhere = { id: 0, start: 0, end: 0 } as const;

/** cel-spec's `Expr`, as protobuf's JSON has it, read into a tree of ours that is placed nowhere. */
export const celGoTree: z.ZodType<Expr> = z.lazy(() =>
  z.union([
    z.object({ constExpr: constantShape }).transform(
      ({ constExpr }): Expr => ({
        ...nowhere,
        kind: 'constant',
        value: constExpr,
      }),
    ),
    z.object({ identExpr: z.object({ name: z.string() }) }).transform(
      ({ identExpr: { name } }): Expr => ({
        ...nowhere,
        kind: 'identifier',
        name,
      }),
    ),
    z
      .object({
        selectExpr: z.object({
          operand: celGoTree,
          field: z.string(),
          testOnly: z.boolean().default(false),
        }),
      })
      .transform(
        ({ selectExpr }): Expr => ({
          ...nowhere,
          kind: 'select',
          ...selectExpr,
        }),
      ),
    z
      .object({
        callExpr: z.object({
          target: celGoTree.optional(),
          function: z.string(),
          args: z.array(celGoTree).default([]),
        }),
      })
      .transform(
        ({ callExpr: { target, function: name, args } }): CallExpr => ({
          ...nowhere,
          kind: 'call',
          target,
          function: name,
          arguments: args,
        }),
      ),
    z
      .object({
        listExpr: z.object({
          elements: z.array(celGoTree).default([]),
          optionalIndices: z.array(z.number()).default([]),
        }),
      })
      .transform(
        ({ listExpr }): Expr => ({ ...nowhere, kind: 'list', ...listExpr }),
      ),
    z
      .object({
        structExpr: z.object({
          messageName: z.string().optional(),
          entries: z
            .array(
              z.object({
                fieldKey: z.string().optional(),
                mapKey: celGoTree.optional(),
                value: celGoTree,
                optionalEntry: z.boolean().default(false),
              }),
            )
            .default([]),
        }),
      })
      .transform(({ structExpr: { messageName, entries } }): Expr => {
        if (messageName !== undefined) {
          return {
            ...nowhere,
            kind: 'struct',
            typeName: messageName,
            fields: entries.map(({ fieldKey = '', value, optionalEntry }) => ({
              id: 0,
              name: fieldKey,
              value,
              optional: optionalEntry,
            })),
          };
        }
        return {
          ...nowhere,
          kind: 'map',
          entries: entries.flatMap(({ mapKey, value, optionalEntry }) =>
            mapKey
              ? [{ id: 0, key: mapKey, value, optional: optionalEntry }]
              : [],
          ),
        };
      }),
    z
      .object({
        comprehensionExpr: z.object({
          iterVar: z.string(),
          iterVar2: z.string().optional(),
          iterRange: celGoTree,
          accuVar: z.string(),
          accuInit: celGoTree,
          loopCondition: celGoTree,
          loopStep: celGoTree,
          result: celGoTree,
        }),
      })
      .transform(
        ({ comprehensionExpr: loop }): Expr => ({
          ...nowhere,
          kind: 'comprehension',
          iterationVariable: loop.iterVar,
          secondVariable: loop.iterVar2,
          range: loop.iterRange,
          accumulator: loop.accuVar,
          initial: loop.accuInit,
          condition: loop.loopCondition,
          step: loop.loopStep,
          result: loop.result,
        }),
      ),
  ]),
);
