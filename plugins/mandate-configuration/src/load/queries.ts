import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ConfigurationComparison,
  ConfigurationDifferenceView,
  ConfigurationVersionView,
  ConfigurationView,
  MandateSignal,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { type Reloadable, useLive } from '@mandate/plugin-mandate-react';
import { configurationApiRef } from '../configurationApiRef';

/** A remote brings versions that no signal tells of. */
const POLL_MS = 30_000;

/** The effective configuration of a target, live. */
export function useConfiguration(
  target: TargetReference,
): Reloadable<ConfigurationView> {
  const api = useApi(configurationApiRef);
  return useLive({
    key: JSON.stringify(target),
    fetchValue: signal => api.getConfiguration(target, { signal }),
    concerns: isChange,
    pollAfterMs: () => POLL_MS,
  });
}

/** The versions that touched a target, live. */
export function useVersions(
  target: TargetReference,
): Reloadable<readonly ConfigurationVersionView[]> {
  const api = useApi(configurationApiRef);
  return useLive({
    key: JSON.stringify(target),
    fetchValue: signal => api.listConfigurationVersions(target, { signal }),
    concerns: isChange,
    pollAfterMs: () => POLL_MS,
  });
}

/** What differs between two sides, live. */
export function useDifference(
  comparison: ConfigurationComparison,
): Reloadable<readonly ConfigurationDifferenceView[]> {
  const api = useApi(configurationApiRef);
  return useLive({
    key: JSON.stringify(comparison),
    fetchValue: signal => api.compareConfigurations(comparison, { signal }),
    concerns: isChange,
    pollAfterMs: () => POLL_MS,
  });
}

/** Wide levels concern everybody, so every change may be about this configuration. */
function isChange(message: MandateSignal): boolean {
  return message.type === 'change';
}
