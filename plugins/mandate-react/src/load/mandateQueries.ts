import { useApi } from '@backstage/frontend-plugin-api';
import type { MandateReviewView } from '@mandate/plugin-mandate-common';
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
