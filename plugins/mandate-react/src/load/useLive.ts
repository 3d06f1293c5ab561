import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  MANDATE_SIGNALS_CHANNEL,
  type MandateSignal,
} from '@mandate/plugin-mandate-common';
import { useEffect, useRef } from 'react';
import { useCountedLoad } from './useCountedLoad';
import { loadedValue, type Reloadable } from './useLoad';

/**
 * What makes a live value be read again.
 *
 * @public
 */
export interface LiveOptions<T> {
  readonly key: string;
  readonly fetchValue: (signal: AbortSignal) => Promise<T>;
  /** Whether a signal concerns the value. */
  readonly concerns: (signal: MandateSignal) => boolean;
  /** After how many milliseconds to ask again without a signal; `undefined` when the value can no longer change. */
  readonly pollAfterMs: (value: T) => number | undefined;
}

/** Signals come in bursts, several for one step; one read answers them all. */
const BURST_MS = 300;
/** What was refused at first may be there, or be allowed, later. */
const REFUSED_POLL_MS = 30_000;

/**
 * Loads a value and keeps it fresh by signals, and by a slow poll for where signals do not arrive. A first try that fails
 * is followed by others.
 *
 * @public
 */
export function useLive<T>(options: LiveOptions<T>): Reloadable<T> {
  const { key, fetchValue, concerns, pollAfterMs } = options;
  const { load, answers } = useCountedLoad(key, fetchValue);
  const { reload } = load;
  useSignalReload(concerns, reload);

  const value = loadedValue(load);
  const pollMs = value === undefined ? undefined : pollAfterMs(value);
  const waitMs =
    pollMs ?? (load.status === 'error' ? REFUSED_POLL_MS : undefined);
  useEffect(() => {
    if (waitMs === undefined) {
      return undefined;
    }
    const timer = setTimeout(reload, waitMs);
    return () => clearTimeout(timer);
    // Each answer and each failure is followed by the next poll.
  }, [answers, waitMs, reload]);

  return load;
}

/**
 * Subscribes to the channel itself: the hook of the signals plugin keeps only the last message, and of two that arrive
 * together the one that concerns us could be the first.
 */
function useSignalReload(
  concerns: (signal: MandateSignal) => boolean,
  reload: () => void,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const latestConcerns = useRef(concerns);
  latestConcerns.current = concerns;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const subscription = signals?.subscribe<MandateSignal>(
      MANDATE_SIGNALS_CHANNEL,
      message => {
        if (timer === undefined && latestConcerns.current(message)) {
          timer = setTimeout(() => {
            timer = undefined;
            reload();
          }, BURST_MS);
        }
      },
    );
    return () => {
      clearTimeout(timer);
      subscription?.unsubscribe();
    };
  }, [signals, reload]);
}
