import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * What is known of something that is loaded. An error keeps the value that was there before.
 *
 * @public
 */
export type Load<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly value: T }
  | { readonly status: 'error'; readonly error: unknown; readonly value?: T };

/**
 * A {@link Load} that can be loaded again. The value stays visible while that happens.
 *
 * @public
 */
export type Reloadable<T> = Load<T> & {
  readonly reload: () => void;
};

interface Keyed<T> {
  readonly key: string;
  readonly load: Load<T>;
}

/**
 * Loads a value. `key` says what is asked for: another key starts again from nothing, the same key keeps the value that
 * is there until the newer one has arrived, so rows, focus and open panels survive.
 *
 * @public
 */
export function useLoad<T>(
  key: string,
  fetchValue: (signal: AbortSignal) => Promise<T>,
): Reloadable<T> {
  const [state, setState] = useState<Keyed<T>>({
    key,
    load: { status: 'loading' },
  });
  const [attempt, setAttempt] = useState(0);
  const latestFetch = useRef(fetchValue);
  latestFetch.current = fetchValue;

  useEffect(() => {
    const abort = new AbortController();
    const settle = (next: (before: Load<T>) => Load<T>) => {
      if (!abort.signal.aborted) {
        setState(before => ({
          key,
          load: next(before.key === key ? before.load : { status: 'loading' }),
        }));
      }
    };
    latestFetch.current(abort.signal).then(
      value => settle(() => ({ status: 'loaded', value })),
      error => settle(before => ({ ...before, status: 'error', error })),
    );
    return () => abort.abort();
  }, [key, attempt]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  // The state of another key is not an answer to this one.
  const load: Load<T> = state.key === key ? state.load : { status: 'loading' };
  return { ...load, reload };
}

/**
 * The value, also when refreshing it failed.
 *
 * @public
 */
export function loadedValue<T>(load: Load<T>): T | undefined {
  return load.status === 'loading' ? undefined : load.value;
}
