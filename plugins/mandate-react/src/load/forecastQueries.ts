import { useApi } from '@backstage/frontend-plugin-api';
import type { ForecastReport } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '../mandateApiRef';
import { type Reloadable, useLoad } from './useLoad';

/**
 * What the probability of failure rests on, and how good the forecasts are.
 *
 * @public
 */
export function useForecasts(): Reloadable<ForecastReport> {
  const api = useApi(mandateApiRef);
  return useLoad('', signal => api.getForecasts({ signal }));
}
