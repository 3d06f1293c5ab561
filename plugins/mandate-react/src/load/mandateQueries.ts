import { useApi } from '@backstage/frontend-plugin-api';
import type {
  MandateReviewView,
  MandateTrackRecord,
  MandateVersionView,
  PathFailureRate,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '../mandateApiRef';
import { useLive } from './useLive';
import type { Reloadable } from './useLoad';

/** Signals tell of what changes; this finds what time alone changes. */
const POLL_MS = 60_000;

/**
 * When mandates are to be reviewed, the most urgent first, live.
 *
 * @public
 */
export function useMandateReviews(): Reloadable<readonly MandateReviewView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listMandateReviews({ signal }),
    concerns: message => message.type === 'mandate',
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * How changes ended under a mandate, live.
 *
 * @public
 */
export function useTrackRecord(name: string): Reloadable<MandateTrackRecord> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: name,
    fetchValue: signal => api.getTrackRecord(name, { signal }),
    concerns: message => message.type === 'mandate',
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * How often changes of each decision path fail.
 *
 * @public
 */
export function useFailureRates(): Reloadable<readonly PathFailureRate[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listFailureRates({ signal }),
    concerns: () => false,
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * The versions of a mandate that were in force, newest first, live.
 *
 * @public
 */
export function useMandateVersions(
  name: string,
): Reloadable<readonly MandateVersionView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: name,
    fetchValue: signal => api.listMandateVersions(name, { signal }),
    concerns: message => message.type === 'mandate',
    pollAfterMs: () => POLL_MS,
  });
}
