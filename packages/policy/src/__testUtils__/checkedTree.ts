import type { CheckedExpression } from '../cel/check/checkedExpression';
import type { Expr } from '../cel/syntax/expression';
import { formatType } from '../cel/types/formatType';
import type { CelConstant } from '../cel/values/runtimeValue';
import { CelDouble, CelUint } from '../cel/values/numbers';

class TreeWriter {
  constructor(private readonly checked: CheckedExpression) {}

  write(expr: Expr, indent: string): string {
    return `${this.body(expr, indent)}${this.adornment(expr)}`;
  }

  private body(expr: Expr, indent: string): string {
    const deeper = `${indent}  `;
    switch (expr.kind) {
      case 'constant':
        return constantText(expr.value);
      case 'identifier':
        return expr.name;
      case 'select':
        return `${this.write(expr.operand, indent)}.${expr.field}${
          expr.testOnly ? '~test-only~' : ''
        }`;
      case 'call':
        return `${expr.target ? `${this.write(expr.target, indent)}.` : ''}${
          expr.function
        }(${block(
          expr.arguments.map(part => this.write(part, deeper)),
          indent,
        )})`;
      case 'list':
        return `[${block(
          expr.elements.map(part => this.write(part, deeper)),
          indent,
        )}]`;
      case 'map':
        return `{${block(
          expr.entries.map(
            ({ key, value, optional }) =>
              `${optional ? '?' : ''}${this.write(key, deeper)}:${this.write(
                value,
                deeper,
              )}`,
          ),
          indent,
        )}}`;
      case 'struct':
        return `${expr.typeName}{${block(
          expr.fields.map(
            ({ name, value, optional }) =>
              `${optional ? '?' : ''}${name}:${this.write(value, deeper)}`,
          ),
          indent,
        )}}`;
      default:
        return this.comprehension(expr, deeper);
    }
  }

  private comprehension(
    expr: Extract<Expr, { kind: 'comprehension' }>,
    indent: string,
  ): string {
    const parts = [
      ['Variable', expr.iterationVariable],
      ['Target', this.write(expr.range, indent)],
      ['Accumulator', expr.accumulator],
      ['Init', this.write(expr.initial, indent)],
      ['LoopCondition', this.write(expr.condition, indent)],
      ['LoopStep', this.write(expr.step, indent)],
      ['Result', this.write(expr.result, indent)],
    ];
    return `__comprehension__(\n${parts
      .map(([title, text]) => `${indent}// ${title}\n${indent}${text}`)
      .join(',\n')})`;
  }

  private adornment(expr: Expr): string {
    const type = this.checked.types.get(expr.id);
    const reference = this.checked.references.get(expr.id);
    const name =
      reference?.kind === 'function'
        ? reference.overloads
            .map(({ id }) => id)
            .sort()
            .join('|')
        : reference?.name;
    return `~${type ? formatType(type) : 'no type'}${
      name === undefined ? '' : `^${name}`
    }`;
  }
}

/** A checked tree as cel-go's debug output writes it: each node with `~type`, and `^` with what it refers to. */
export function checkedTree(checked: CheckedExpression): string {
  return new TreeWriter(checked).write(checked.expr, '');
}

function block(parts: readonly string[], indent: string): string {
  return parts.length === 0
    ? ''
    : `\n${parts.map(part => `${indent}  ${part}`).join(',\n')}\n${indent}`;
}

function constantText(value: CelConstant): string {
  if (value instanceof CelUint) {
    return `${value.value}u`;
  }
  if (value instanceof CelDouble) {
    return `${value.value}`;
  }
  if (value instanceof Uint8Array) {
    return `b"${Buffer.from(value).toString('latin1')}"`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : `${value}`;
}
