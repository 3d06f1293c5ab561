import {
  autocompletion,
  type CompletionContext,
} from '@codemirror/autocomplete';
import {
  defaultHighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { lineNumbers } from '@codemirror/view';
import type { ConfigurationProblemView } from '@mandate/plugin-mandate-common';
import { useEditorView } from '@mandate/plugin-mandate-react';
import { type RefObject, useCallback, useMemo } from 'react';
import { schemaChoices, schemaKeys } from './formFields';

/** What an editor's view shows and tells. */
export interface YamlViewOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly problems: readonly ConfigurationProblemView[];
  readonly label: string;
  /** The id of the element that lists the problems. */
  readonly describedBy: string;
}

/** An editor's view that knows YAML and the keys of a schema. */
export function useYamlView(
  options: YamlViewOptions,
): RefObject<HTMLDivElement> {
  const { schema, problems, ...shown } = options;
  const extensions = useMemo(
    () => [
      lineNumbers(),
      StreamLanguage.define(yaml),
      syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
      autocompletion({ override: [completeFrom(schema)] }),
    ],
    [schema],
  );
  const diagnose = useCallback(
    (text: Text) => problems.map(problem => diagnostic(text, problem)),
    [problems],
  );
  return useEditorView({ ...shown, extensions, diagnose });
}

function diagnostic(
  text: Text,
  { message, origin }: ConfigurationProblemView,
): Diagnostic {
  const line = text.line(Math.min(Math.max(origin?.line ?? 1, 1), text.lines));
  return { from: line.from, to: line.to, severity: 'error', message };
}

/** Keys before a colon, choices after it. */
function completeFrom(schema: Readonly<Record<string, unknown>>) {
  const keys = schemaKeys(schema).map(({ key, detail }) => ({
    label: key,
    detail: detail === key ? undefined : detail,
    type: 'property',
    apply: `${key}: `,
  }));
  const choices = schemaChoices(schema).map(label => ({
    label,
    type: 'enum',
  }));
  return (context: CompletionContext) => {
    const word = context.matchBefore(/[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) {
      return null;
    }
    const before = context.state.doc.lineAt(word.from);
    const isValue = before.text.slice(0, word.from - before.from).includes(':');
    return { from: word.from, options: isValue ? choices : keys };
  };
}
