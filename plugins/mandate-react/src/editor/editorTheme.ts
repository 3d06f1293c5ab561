import { EditorView } from '@codemirror/view';

/**
 * The look of BUI's fields for editors. Its tokens follow the portal's theme, so light and dark need no more.
 *
 * @public
 */
export const editorTheme = EditorView.theme({
  '&': {
    color: 'var(--bui-fg-primary)',
    backgroundColor: 'var(--bui-bg-app)',
    border: '1px solid var(--bui-border-2)',
    borderRadius: 'var(--bui-radius-2)',
    fontSize: 'var(--bui-font-size-3)',
  },
  '&.cm-focused': {
    outline: '2px solid var(--bui-ring)',
    outlineOffset: '-1px',
  },
  '.cm-scroller': {
    fontFamily: 'var(--bui-font-monospace)',
    lineHeight: '1.6',
  },
  '.cm-content': {
    caretColor: 'var(--bui-fg-primary)',
    padding: 'var(--bui-space-2) 0',
  },
  '.cm-gutters': {
    color: 'var(--bui-fg-secondary)',
    backgroundColor: 'transparent',
    borderRight: '1px solid var(--bui-border-1)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--bui-fg-primary)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection':
    { backgroundColor: 'var(--bui-bg-neutral-3)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--bui-bg-neutral-2)',
    outline: '1px solid var(--bui-border-2)',
  },
  '.cm-tooltip': {
    color: 'var(--bui-fg-primary)',
    backgroundColor: 'var(--bui-bg-app)',
    border: '1px solid var(--bui-border-2)',
    borderRadius: 'var(--bui-radius-2)',
    fontSize: 'var(--bui-font-size-2)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--bui-font-monospace)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--bui-accent-fg)',
    backgroundColor: 'var(--bui-accent-bg)',
  },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bui-negative-fg-subdued)' },
  '.cm-diagnostic-warning': {
    borderLeftColor: 'var(--bui-warning-fg-subdued)',
  },
});
