import type { CelEnvironment } from '../library/celEnvironment';
import type { Library } from '../library/library';
import type { Expr, ParsedExpression } from '../syntax/expression';
import { formatType } from '../types/formatType';
import { pathTo } from './children';
import type { CompletionItem } from './completion';
import { isMissing } from './missingPart';
import { functionItem, macroItem } from './signatures';

/** What can stand where the missing value is: variables, what macros declare first, then functions and macros. */
export function completeValue(
  parsed: ParsedExpression,
  environment: CelEnvironment,
): readonly CompletionItem[] {
  const locals = localVariables(pathTo(parsed.expr, isMissing));
  const variables = [...environment.variables].map(
    ([name, { type, description }]) =>
      ({
        label: name,
        kind: 'variable',
        detail: formatType(type),
        description,
        insert: name,
      } as const),
  );
  return [
    ...locals.map(
      name => ({ label: name, kind: 'variable', insert: name } as const),
    ),
    ...variables,
    ...environment.libraries.flatMap(libraryItems),
    ...namespaces(environment),
    ...['true', 'false', 'null'].map(
      name => ({ label: name, kind: 'constant', insert: name } as const),
    ),
  ];
}

/** The variables that macros declare around the end of a path, the innermost first. */
function localVariables(path: readonly Expr[]): readonly string[] {
  const names = path.flatMap((expr, index) => {
    const next = path.at(index + 1);
    if (expr.kind !== 'comprehension' || next === undefined) {
      return [];
    }
    const isInLoop = next === expr.step || next === expr.condition;
    const isInResult = next === expr.result;
    return [
      ...(isInLoop ? [expr.iterationVariable, expr.secondVariable] : []),
      ...(isInLoop || isInResult ? [expr.accumulator] : []),
    ].filter(name => name !== undefined);
  });
  return [...new Set(names.filter(name => /^[A-Za-z_]/.test(name)).reverse())];
}

function libraryItems({
  functions = [],
  macros = [],
}: Library): readonly CompletionItem[] {
  return [
    ...macros.flatMap(macro =>
      macro.usage && macro.usage.on === undefined
        ? [macroItem(macro, macro.usage)]
        : [],
    ),
    ...functions.flatMap(declaration => {
      const item = declaration.name.includes('.')
        ? undefined
        : functionItem(
            declaration,
            declaration.name,
            ({ receiver }) => !receiver,
          );
      return item ? [item] : [];
    }),
  ];
}

/** `math` for `math.greatest`. */
function namespaces({ libraries }: CelEnvironment): readonly CompletionItem[] {
  const names = libraries.flatMap(({ functions = [], macros = [] }) => [
    ...functions.flatMap(({ name }) =>
      /^[a-z]\w*\.[a-z]/.test(name) ? [name.slice(0, name.indexOf('.'))] : [],
    ),
    ...macros.flatMap(({ usage }) =>
      typeof usage?.on === 'object' ? [usage.on.namespace] : [],
    ),
  ]);
  return [...new Set(names)].map(name => ({
    label: name,
    kind: 'namespace',
    insert: `${name}.`,
  }));
}
