import { type RefObject, useEffect } from 'react';

/** Put on each row that `j` and `k` move between. */
export const LIST_ROW = 'data-list-row';

/**
 * Keys of a list inside `area`: `/` goes to its search field, `j` and `k` to the next and previous row's link, where
 * Enter opens it as any link. Keys typed into a field, or with a modifier, are left alone.
 */
export function useListKeys(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!area.current || isTyping(event)) {
        return;
      }
      const target = targetOf(event.key, area.current);
      if (target) {
        event.preventDefault();
        target.focus();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [area]);
}

function targetOf(key: string, area: HTMLElement): HTMLElement | undefined {
  switch (key) {
    case '/':
      return (
        area.querySelector<HTMLElement>('input[type="search"]') ?? undefined
      );
    case 'j':
      return neighbour(area, 1);
    case 'k':
      return neighbour(area, -1);
    default:
      return undefined;
  }
}

/** A row's own link is its first one; those after it lead to what the row mentions. */
function neighbour(area: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const links = [...area.querySelectorAll(`[${LIST_ROW}]`)].flatMap(row => {
    const link = row.querySelector<HTMLElement>('a[href]');
    return link ? [link] : [];
  });
  const current = links.findIndex(link => link === document.activeElement);
  return current === -1 ? links.at(0) : links[current + step];
}

function isTyping(event: KeyboardEvent): boolean {
  const inField =
    event.target instanceof HTMLElement &&
    (event.target.isContentEditable ||
      ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName));
  const inDialog = document.querySelector('[role="dialog"]') !== null;
  return (
    inField ||
    inDialog ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.defaultPrevented
  );
}
