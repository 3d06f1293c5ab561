import type { Expr } from '../../syntax/expression';
import type { Macro } from '../library';

const input = '@__sortBy_input__';

const sortable: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>([
  'list',
  'select',
  'identifier',
  'comprehension',
  'call',
]);

/** `list.sortBy(x, key)`: binds the list, maps it to its keys, and sorts by them. */

export const sortByMacro: Macro = {
  function: 'sortBy',
  receiver: true,
  argumentCount: 2,
  expand(builder, call) {
    const { target } = call;
    if (target === undefined) {
      return undefined;
    }
    if (!sortable.has(target.kind)) {
      return {
        issue:
          'sortBy can only be applied to a list, identifier, comprehension, call or select expression',
        at: target,
      };
    }
    const [variable, key] = call.arguments;
    if (variable.kind !== 'identifier') {
      return { issue: 'argument is not an identifier', at: variable };
    }
    const keys = builder.comprehension({
      range: builder.identifier(input),
      iterationVariable: variable.name,
      accumulator: builder.accumulator,
      initial: builder.list(),
      condition: builder.constant(true),
      step: builder.call(
        '_+_',
        builder.identifier(builder.accumulator),
        builder.list(key),
      ),
      result: builder.identifier(builder.accumulator),
    });
    return builder.comprehension({
      range: builder.list(),
      iterationVariable: '#unused',
      accumulator: input,
      initial: target,
      condition: builder.constant(false),
      step: builder.identifier(input),
      result: builder.memberCall(
        '@sortByAssociatedKeys',
        builder.identifier(input),
        keys,
      ),
    });
  },
};
