import { useCountedLoad } from './useCountedLoad';

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

/**
 * Loads a value. `key` says what is asked for: another key starts again from nothing, the same key keeps the value that
 * is there until the newer one has arrived, so rows, focus and open panels survive. What fails is tried again by itself,
 * less and less often; what is refused is not.
 *
 * @public
 */
export function useLoad<T>(
  key: string,
  fetchValue: (signal: AbortSignal) => Promise<T>,
): Reloadable<T> {
  return useCountedLoad(key, fetchValue).load;
}

/**
 * The value, also when refreshing it failed.
 *
 * @public
 */
export function loadedValue<T>(load: Load<T>): T | undefined {
  return load.status === 'loading' ? undefined : load.value;
}
