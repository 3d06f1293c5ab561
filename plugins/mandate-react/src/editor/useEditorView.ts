import { completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { editorTheme } from './editorTheme';

/**
 * What an editor's view shows and tells.
 *
 * @public
 */
export interface EditorViewOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The language, what it completes and its own keys. A new list makes a new view, so keep it. */
  readonly extensions: readonly Extension[];
  /** What is marked in the text that is shown. Keep the function until something else is wrong. */
  readonly diagnose: (text: Text) => readonly Diagnostic[];
  readonly label: string;
  /** The id of the element that lists what is wrong. */
  readonly describedBy: string;
  readonly isReadOnly?: boolean;
}

/**
 * A CodeMirror view in an element, kept in step with a value and what is wrong with it. Tab leaves the editor, as in any
 * field.
 *
 * @public
 */
export function useEditorView(
  options: EditorViewOptions,
): RefObject<HTMLDivElement> {
  const { value, onChange, extensions, diagnose, label, describedBy } = options;
  const { isReadOnly = false } = options;
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
          history(),
          drawSelection(),
          bracketMatching(),
          extensions,
          editorTheme,
          EditorView.lineWrapping,
          EditorState.readOnly.of(isReadOnly),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-describedby': describedBy,
            'aria-readonly': String(isReadOnly),
          }),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        ],
      }),
    });
    view.current = created;
    return () => {
      initialValue.current = created.state.doc.toString();
      created.destroy();
    };
  }, [extensions, label, describedBy, isReadOnly]);

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
    // What is wrong with another text would be marked at the wrong place, or beyond the end.
    if (current && current.state.doc.toString() === value) {
      current.dispatch(
        setDiagnostics(current.state, [...diagnose(current.state.doc)]),
      );
    }
  }, [diagnose, value, extensions, label, describedBy, isReadOnly]);

  return parent;
}
