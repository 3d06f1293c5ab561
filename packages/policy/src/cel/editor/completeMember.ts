import type { CheckedExpression } from '../check/checkedExpression';
import { pathOf } from '../check/suggestions';
import type { CelEnvironment } from '../library/celEnvironment';
import type { Expr, ParsedExpression } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import { optionalOf, unwrapped } from '../types/typeShape';
import { pathTo } from './children';
import type { CompletionItem } from './completion';
import { isMissingField, missingFieldOf } from './missingPart';
import { accepts, functionItem, macroFits, macroItem } from './signatures';

/** What can stand behind the dot of the field that is missing. */
export function completeMember(
  parsed: ParsedExpression,
  checked: CheckedExpression,
  environment: CelEnvironment,
): readonly CompletionItem[] {
  const missing = pathTo(parsed.expr, isMissingField).at(-1);
  const operand = missing && missingFieldOf(missing);
  if (!operand) {
    return [];
  }
  const inNamespace = namespaceItems(operand, environment);
  if (inNamespace.length > 0) {
    return inNamespace;
  }
  const type = checked.types.get(operand.id) ?? types.dyn;
  return [...fieldItems(type, environment), ...methodItems(type, environment)];
}

function fieldItems(
  type: CelType,
  { types: provider }: CelEnvironment,
): readonly CompletionItem[] {
  const value = unwrapped(optionalOf(type) ?? type);
  const declaration =
    value.kind === 'object' ? provider.findType(value.name) : undefined;
  return (declaration?.fieldNames() ?? []).flatMap(name => {
    const field = declaration?.field(name);
    return field && /^[A-Za-z_]\w*$/.test(name)
      ? [
          {
            label: name,
            kind: 'field',
            detail: formatType(field.type),
            description: field.description,
            insert: name,
          } as const,
        ]
      : [];
  });
}

function methodItems(
  type: CelType,
  { libraries }: CelEnvironment,
): readonly CompletionItem[] {
  const macros = libraries
    .flatMap(library => library.macros ?? [])
    .flatMap(macro =>
      macro.usage && macro.receiver && macroFits(macro.usage, type)
        ? [macroItem(macro, macro.usage)]
        : [],
    );
  const functions = libraries
    .flatMap(library => library.functions ?? [])
    .flatMap(declaration => {
      const item = functionItem(
        declaration,
        declaration.name,
        ({ receiver, parameters }) => receiver && accepts(parameters[0], type),
      );
      return item ? [item] : [];
    });
  return [...macros, ...functions];
}

/** What is declared under `math.` and the like. */
function namespaceItems(
  operand: Expr,
  { libraries, variables }: CelEnvironment,
): readonly CompletionItem[] {
  const namespace = pathOf(operand);
  if (namespace === undefined || variables.has(namespace)) {
    return [];
  }
  const prefix = `${namespace}.`;
  const within = (name: string) =>
    name.startsWith(prefix) ? [name.slice(prefix.length)] : [];
  return libraries.flatMap(library => [
    ...(library.functions ?? []).flatMap(declaration =>
      within(declaration.name).flatMap(name => {
        const item = functionItem(
          declaration,
          name,
          ({ receiver }) => !receiver,
        );
        return item ? [item] : [];
      }),
    ),
    ...(library.constants ?? []).flatMap(({ name, type }) =>
      within(name).map(
        label =>
          ({
            label,
            kind: 'constant',
            detail: formatType(type),
            insert: label,
          } as const),
      ),
    ),
    ...(library.macros ?? []).flatMap(macro =>
      typeof macro.usage?.on === 'object' &&
      macro.usage.on.namespace === namespace
        ? [macroItem(macro, macro.usage)]
        : [],
    ),
  ]);
}
