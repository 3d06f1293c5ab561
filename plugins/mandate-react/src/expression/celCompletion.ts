import { autocompletion } from '@codemirror/autocomplete';
import type {
  Completion,
  CompletionContext,
  CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { complete } from '@mandate/policy';
import type { CelEnvironment, CompletionItem } from '@mandate/policy';

/** Offers what fits at the cursor: while a name is written, behind a dot, or when asked for by Ctrl+Space. */
export function celCompletion(environment: CelEnvironment): Extension {
  return autocompletion({
    icons: false,
    override: [context => completionsAt(context, environment)],
  });
}

function completionsAt(
  context: CompletionContext,
  environment: CelEnvironment,
): CompletionResult | null {
  if (!context.explicit && !context.matchBefore(/[\w.'"]$/)) {
    return null;
  }
  const { from, to, items } = complete(
    context.state.doc.toString(),
    context.pos,
    environment,
  );
  // CodeMirror narrows the choice by what it replaces, so that is only what stands before the cursor.
  const behind = to - context.pos;
  return items.length === 0
    ? null
    : {
        from,
        options: items.map((item, index) => optionOf(item, index, behind)),
      };
}

function optionOf(
  item: CompletionItem,
  index: number,
  behind: number,
): Completion {
  const { label, kind, detail, description, insert, cursor } = item;
  return {
    label,
    type: kind,
    detail,
    info: description,
    // The engine has them in order, the likeliest first.
    boost: Math.max(-99, 99 - index),
    apply: (view, _completion, from, to) =>
      view.dispatch({
        changes: { from, to: to + behind, insert },
        selection: { anchor: from + (cursor ?? insert.length) },
        userEvent: 'input.complete',
      }),
  };
}
