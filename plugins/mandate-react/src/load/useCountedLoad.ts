import { useCallback, useEffect, useRef, useState } from 'react';
import { retryAfterMs } from './retryAfterMs';
import type { Load, Reloadable } from './useLoad';

/** `useLoad`, and how many answers and failures there were so far. */
export function useCountedLoad<T>(
  key: string,
  fetchValue: (signal: AbortSignal) => Promise<T>,
): { readonly load: Reloadable<T>; readonly answers: number } {
  const [state, setState] = useState<Keyed<T>>(() => nothingYet(key));
  const [attempt, setAttempt] = useState(0);
  const latestFetch = useRef(fetchValue);
  latestFetch.current = fetchValue;

  useEffect(() => {
    const abort = new AbortController();
    const settle = (next: (before: Load<T>) => Load<T>) => {
      if (!abort.signal.aborted) {
        setState(current => {
          const before = current.key === key ? current : nothingYet<T>(key);
          const load = next(before.load);
          return {
            key,
            load,
            answers: before.answers + 1,
            failures: load.status === 'error' ? before.failures + 1 : 0,
          };
        });
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
  const { load, answers, failures } =
    state.key === key ? state : nothingYet<T>(key);
  const retryMs =
    load.status === 'error' ? retryAfterMs(load.error, failures) : undefined;
  useEffect(() => {
    if (retryMs === undefined) {
      return undefined;
    }
    const timer = setTimeout(reload, retryMs);
    return () => clearTimeout(timer);
  }, [key, answers, retryMs, reload]);

  return { load: { ...load, reload }, answers };
}

interface Keyed<T> {
  readonly key: string;
  readonly load: Load<T>;
  /** Answers and failures so far; equal ones that follow each other are told apart by it. */
  readonly answers: number;
  /** Failures since the last answer. */
  readonly failures: number;
}

function nothingYet<T>(key: string): Keyed<T> {
  return { key, load: { status: 'loading' }, answers: 0, failures: 0 };
}
