import { closeCompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import {
  activateHover,
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
} from '@codemirror/view';
import styles from './YamlEditor.module.css';

/** What is told of a place: where in the text it stands, and in words. */
export interface YamlHint {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly sentences: readonly string[];
}

/**
 * Tells what a key means: under the pointer, or of the key at the cursor on Ctrl+K Ctrl+I, which screen readers hear. Escape
 * closes what is open in the editor, and only that: the dialog around it stays, with what was written.
 */
export function yamlHover(
  hintAt: (text: string, offset: number) => YamlHint | undefined,
): Extension {
  const tooltip = hoverTooltip((view, offset) => {
    const hint = hintAt(view.state.doc.toString(), offset);
    return hint
      ? {
          pos: hint.from,
          end: hint.to,
          above: true,
          create: () => ({ dom: elementOf(hint) }),
        }
      : null;
  });
  return [
    tooltip,
    keymap.of([
      { key: 'Mod-k Mod-i', run: tellAtCursor },
      { key: 'Escape', run: closeOpen, stopPropagation: true },
    ]),
  ];

  function tellAtCursor(view: EditorView): boolean {
    const { head } = view.state.selection.main;
    const hint = hintAt(view.state.doc.toString(), head);
    if (hint) {
      activateHover(view, head, 1, {
        tooltip,
        until: ({ docChanged, selection }) =>
          docChanged || selection !== undefined,
      });
      const words = [hint.title, ...hint.sentences].join('\n');
      view.dispatch({ effects: EditorView.announce.of(words) });
    }
    return true;
  }
}

function closeOpen(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state)) {
    return closeCompletion(view);
  }
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}

function elementOf({ title, sentences }: YamlHint): HTMLElement {
  const element = document.createElement('div');
  element.className = styles.hint;
  element.setAttribute('role', 'tooltip');
  const code = document.createElement('code');
  code.textContent = title;
  element.append(code);
  for (const sentence of sentences) {
    const paragraph = document.createElement('p');
    paragraph.textContent = sentence;
    element.append(paragraph);
  }
  return element;
}
