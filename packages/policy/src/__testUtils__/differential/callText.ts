import type { Overload } from '../../cel/library/library';

/** A call as one writes it; operators between their operands, everything in parentheses. */
export function callText(
  name: string,
  { receiver }: Pick<Overload, 'receiver'>,
  args: readonly string[],
): string {
  switch (name) {
    case '_?_:_':
      return `(${args[0]} ? ${args[1]} : ${args[2]})`;
    case '_[_]':
      return `${operand(args[0])}[${args[1]}]`;
    case '_[?_]':
      return `${operand(args[0])}[?${args[1]}]`;
    case '_?._':
      return `${operand(args[0])}.?a`;
    case '@in':
      return `(${args[0]} in ${args[1]})`;
    case '!_':
    case '-_':
      return `${name[0]}(${args[0]})`;
    default:
      if (/^_.+_$/.test(name)) {
        return `(${args[0]} ${name.slice(1, -1)} ${args[1]})`;
      }
      return receiver
        ? `${operand(args[0])}.${name}(${args.slice(1).join(', ')})`
        : `${name}(${args.join(', ')})`;
  }
}

function operand(text: string): string {
  return /^[\w.]*[A-Za-z_)\]}'"]$/.test(text) && !/^\d/.test(text)
    ? text
    : `(${text})`;
}
