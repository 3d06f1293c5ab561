import {
  autocompletion,
  completionKeymap,
  type CompletionContext,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  bracketMatching,
  defaultHighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { ConfigurationProblemView } from '@mandate/plugin-mandate-common';
import { editorTheme } from '@mandate/plugin-mandate-react';
import { type RefObject, useEffect, useRef } from 'react';
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

/** A CodeMirror view in an element, kept in step with a value and its problems. Tab leaves the editor, as in any field. */
export function useYamlView(
  options: YamlViewOptions,
): RefObject<HTMLDivElement> {
  const { value, onChange, schema, problems, label, describedBy } = options;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  const initialValue = useRef(value);
  const listener = useRef(onChange);
  listener.current = onChange;

  useEffect(() => {
    const created = new EditorView({
      parent: parent.current ?? undefined,
      state: EditorState.create({
        doc: initialValue.current,
        extensions: [
          EditorView.updateListener.of(update => {
            if (update.docChanged) {
              listener.current(update.state.doc.toString());
            }
          }),
          ...extensionsFor({ schema, label, describedBy }),
        ],
      }),
    });
    view.current = created;
    return () => {
      initialValue.current = created.state.doc.toString();
      created.destroy();
    };
  }, [schema, label, describedBy]);

  useEffect(() => {
    const current = view.current;
    if (current && current.state.doc.toString() !== value) {
      current.dispatch({
        changes: { from: 0, to: current.state.doc.length, insert: value },
      });
    }
  }, [value]);

  useEffect(() => {
    const current = view.current;
    if (current) {
      current.dispatch(
        setDiagnostics(current.state, diagnostics(current.state, problems)),
      );
    }
  }, [problems, schema, label, describedBy]);

  return parent;
}

function diagnostics(
  { doc }: EditorState,
  problems: readonly ConfigurationProblemView[],
): Diagnostic[] {
  return problems.map(({ message, origin }) => {
    const line = doc.line(Math.min(Math.max(origin?.line ?? 1, 1), doc.lines));
    return { from: line.from, to: line.to, severity: 'error', message };
  });
}

function extensionsFor(
  options: Pick<YamlViewOptions, 'schema' | 'label' | 'describedBy'>,
): readonly Extension[] {
  const { schema, label, describedBy } = options;
  return [
    history(),
    drawSelection(),
    lineNumbers(),
    bracketMatching(),
    StreamLanguage.define(yaml),
    syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
    autocompletion({ override: [completeFrom(schema)] }),
    editorTheme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
    }),
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
  ];
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
