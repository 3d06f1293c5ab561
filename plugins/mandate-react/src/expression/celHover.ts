import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { hover } from '@mandate/policy';
import type { CelEnvironment, HoverText } from '@mandate/policy';
import styles from './CelEditor.module.css';

/** Shows the type and meaning of what the pointer is on. */
export function celHover(environment: CelEnvironment): Extension {
  return hoverTooltip((view, offset) => {
    const text = hover(view.state.doc.toString(), offset, environment);
    return text
      ? {
          pos: text.start,
          end: text.end,
          create: () => ({ dom: elementOf(text) }),
        }
      : null;
  });
}

function elementOf({ title, description, oneOf }: HoverText): HTMLElement {
  const element = document.createElement('div');
  element.className = styles.hover;
  const code = document.createElement('code');
  code.textContent = title;
  element.append(code);
  for (const text of [description, oneOf?.map(quoted).join(', ')]) {
    if (text) {
      const paragraph = document.createElement('p');
      paragraph.textContent = text;
      element.append(paragraph);
    }
  }
  return element;
}

function quoted(text: string): string {
  return `'${text}'`;
}
