import type {
  FunctionDeclaration,
  Macro,
  MacroUsage,
  Overload,
} from '../library/library';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import { optionalOf, unwrapped } from '../types/typeShape';
import { callItem } from './completion';
import type { CompletionItem } from './completion';

/** A function with those of its overloads that fit, as an item; undefined when none fits. */
export function functionItem(
  declaration: FunctionDeclaration,
  name: string,
  fits: (overload: Overload) => boolean,
): CompletionItem | undefined {
  const overload = declaration.overloads.find(fits);
  if (!overload || !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name)) {
    return undefined;
  }
  const parameters = overload.receiver
    ? overload.parameters.slice(1)
    : overload.parameters;
  return callItem(
    name,
    'function',
    parameters.map(formatType),
    signature(overload),
    declaration.description,
  );
}

/** A macro as an item. */
export function macroItem(
  { function: name }: Macro,
  { parameters, description }: MacroUsage,
): CompletionItem {
  return callItem(
    name,
    'macro',
    parameters,
    `(${parameters.join(', ')})`,
    description,
  );
}

/** `(string, int) → bool`; a member's receiver is left out. */
export function signature({ receiver, parameters, result }: Overload): string {
  const shown = receiver ? parameters.slice(1) : parameters;
  return `(${shown.map(formatType).join(', ')}) → ${formatType(result)}`;
}

/** Whether a value of a type can stand where a parameter's type is asked for; parameters of overloads fit all. */
export function accepts(parameter: CelType, value: CelType): boolean {
  const expected = unwrapped(parameter);
  const found = unwrapped(value);
  if (isAnything(expected) || isAnything(found)) {
    return true;
  }
  switch (expected.kind) {
    case 'list':
      return found.kind === 'list' && accepts(expected.element, found.element);
    case 'map':
      return (
        found.kind === 'map' &&
        accepts(expected.key, found.key) &&
        accepts(expected.value, found.value)
      );
    case 'object':
    case 'opaque':
      return found.kind === expected.kind && found.name === expected.name;
    default:
      return found.kind === expected.kind;
  }
}

/** Whether a macro is for values of a type. */
export function macroFits({ on }: MacroUsage, value: CelType): boolean {
  const { kind } = unwrapped(value);
  const isUnknown = isAnything(value);
  switch (on) {
    case 'list':
      return kind === 'list' || isUnknown;
    case 'list or map':
      return kind === 'list' || kind === 'map' || isUnknown;
    case 'optional':
      return optionalOf(value) !== undefined || isUnknown;
    default:
      return false;
  }
}

function isAnything({ kind }: CelType): boolean {
  return kind === 'dyn' || kind === 'error' || kind === 'parameter';
}
