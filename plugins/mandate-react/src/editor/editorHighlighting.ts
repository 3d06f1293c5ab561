import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const style = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--bui-fg-secondary)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--bui-positive-fg-subdued)' },
  {
    tag: [tags.number, tags.atom, tags.function(tags.variableName)],
    color: 'var(--bui-announcement-fg-subdued)',
  },
  {
    tag: tags.keyword,
    color: 'var(--bui-announcement-fg-subdued)',
    fontWeight: 'bold',
  },
]);

/**
 * The colours of words in editors, by BUI's tokens, so that they can be read in light and in dark. What words mean is told
 * by diagnostics and completion: colour is never alone.
 *
 * @public
 */
export const editorHighlighting: Extension = syntaxHighlighting(style);
