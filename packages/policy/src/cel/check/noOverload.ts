import type { Overload } from '../library/library';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import type { IndexedFunction } from './declarationIndex';
import { TypeUnifier } from './typeUnifier';

/** Why a function cannot be called like this, and how it can: cel-go's sentence, then the signatures that come nearest. */
export function noOverloadMessage(
  { name, overloads }: IndexedFunction,
  argumentTypes: readonly CelType[],
  receiver: boolean,
): string {
  const met = receiver
    ? `${formatType(argumentTypes[0])}.(${formatted(argumentTypes.slice(1))})`
    : `(${formatted(argumentTypes)})`;
  const fitting = nearest(
    overloads.map(({ overload }) => overload),
    argumentTypes,
    receiver,
  );
  const shown = [
    ...new Set(fitting.map(overload => signature(name, overload))),
  ];
  return `found no matching overload for '${name}' applied to '${met}'; ${
    fitting.length === overloads.length ? 'it takes' : 'nearest are'
  } ${shown.slice(0, 6).join(', ')}${shown.length > 6 ? ', …' : ''}`;
}

function formatted(parts: readonly CelType[]): string {
  return parts.map(formatType).join(', ');
}

/** Those that agree with the call best: the style of call, the number of arguments, then each argument. */
function nearest(
  overloads: readonly Overload[],
  argumentTypes: readonly CelType[],
  receiver: boolean,
): readonly Overload[] {
  const scored = overloads.map(overload => ({
    overload,
    score:
      (overload.receiver === receiver ? 2 : 0) +
      (overload.parameters.length === argumentTypes.length ? 2 : 0) +
      overload.parameters.filter(
        (parameter, index) =>
          index < argumentTypes.length &&
          new TypeUnifier().isAssignable(argumentTypes[index], parameter),
      ).length,
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score === best)
    .map(({ overload }) => overload);
}

/** `int + int`, `!bool`, `string.contains(string)`, `size(list(T))`, as one would write the call. */
function signature(name: string, { receiver, parameters }: Overload): string {
  const parts = parameters.map(formatType);
  if (receiver) {
    return `\`${parts[0]}.${name}(${parts.slice(1).join(', ')})\``;
  }
  if (name === '@in') {
    return `\`${parts[0]} in ${parts[1]}\``;
  }
  if (!name.includes('_')) {
    return `\`${name}(${parts.join(', ')})\``;
  }
  return /^[^A-Za-z]+$/.test(name)
    ? `\`${asWritten(name, parts)}\``
    : `\`${name}(${parts.join(', ')})\``;
}

/** An operator's name with its places filled: `_+_` → `int + int`. */
function asWritten(name: string, parts: readonly string[]): string {
  let next = 0;
  return name
    .replace(/^_(.+)_$/, name.includes('[') ? '_$1_' : '_ $1 _')
    .replace(/_/g, () => {
      next += 1;
      return parts[next - 1] ?? '_';
    });
}
