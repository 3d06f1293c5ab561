import {
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import type { CelEnvironment, ExpressionIssue } from '@mandate/policy';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { celCompletion } from './celCompletion';
import { celHover } from './celHover';
import { celLanguage } from './celLanguage';
import { celTheme } from './celTheme';

/** What an editor's view shows and tells. */
export interface CelViewOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly environment: CelEnvironment;
  readonly issues: readonly ExpressionIssue[];
  readonly label: string;
  /** The id of the element that lists the issues. */
  readonly describedBy: string;
  readonly isReadOnly: boolean;
}

/** A CodeMirror view in an element, kept in step with a value and its issues. Tab leaves the editor, as in any field. */
export function useCelView(options: CelViewOptions): RefObject<HTMLDivElement> {
  const { value, onChange, environment, issues } = options;
  const { label, describedBy, isReadOnly } = options;
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
          ...extensionsFor({ environment, label, describedBy, isReadOnly }),
        ],
      }),
    });
    view.current = created;
    return () => {
      initialValue.current = created.state.doc.toString();
      created.destroy();
    };
  }, [environment, label, describedBy, isReadOnly]);

  useEffect(() => {
    const current = view.current;
    const shown = current?.state.doc.toString();
    if (current && shown !== value) {
      current.dispatch({
        changes: { from: 0, to: current.state.doc.length, insert: value },
      });
    }
  }, [value]);

  useEffect(() => {
    const current = view.current;
    if (current && current.state.doc.toString() === value) {
      current.dispatch(
        setDiagnostics(
          current.state,
          issues.map(({ start, end, severity, message }) => ({
            from: start,
            to: end,
            severity,
            message,
          })),
        ),
      );
    }
  }, [issues, value, environment, label, describedBy, isReadOnly]);

  return parent;
}

function extensionsFor(
  options: Pick<
    CelViewOptions,
    'environment' | 'label' | 'describedBy' | 'isReadOnly'
  >,
): readonly Extension[] {
  const { environment, label, describedBy, isReadOnly } = options;
  return [
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    celLanguage(),
    celCompletion(environment),
    celHover(environment),
    celTheme,
    EditorView.lineWrapping,
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
      'aria-readonly': String(isReadOnly),
    }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
  ];
}
