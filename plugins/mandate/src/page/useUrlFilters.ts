import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The filters of a list, kept in the URL so that a view can be shared and the back button works. */
export interface UrlFilters {
  get(name: string): string | undefined;
  getAll(name: string): string[];
  /** Sets or, with `undefined`, an empty text or an empty list, removes a filter. Another filter starts at the first page again. */
  set(name: string, value: string | readonly string[] | undefined): void;
  /** Sets or removes what is opened beside the list, which stays on its page. */
  open(name: string, value: string | undefined): void;
  clear(): void;
}

const CURSOR = 'cursor';

/** Reads and writes the filters of a list in the URL. */
export function useUrlFilters(): UrlFilters {
  const [parameters, setParameters] = useSearchParams();

  const set = useCallback<UrlFilters['set']>(
    (name, value) =>
      setParameters(
        before => {
          const after = new URLSearchParams(before);
          after.delete(CURSOR);
          after.delete(name);
          for (const one of [value ?? []].flat()) {
            if (one !== '') {
              after.append(name, one);
            }
          }
          return after;
        },
        // A filter that is typed would otherwise leave a step of history for each letter.
        { replace: name !== CURSOR },
      ),
    [setParameters],
  );

  const open = useCallback<UrlFilters['open']>(
    (name, value) =>
      setParameters(before => {
        const after = new URLSearchParams(before);
        after.delete(name);
        if (value !== undefined) {
          after.set(name, value);
        }
        return after;
      }),
    [setParameters],
  );

  return {
    get: name => parameters.get(name) ?? undefined,
    getAll: name => parameters.getAll(name),
    set,
    open,
    clear: () => setParameters({}),
  };
}
