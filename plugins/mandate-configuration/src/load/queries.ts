import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ConfigurationComparison,
  ConfigurationDifferenceView,
  ConfigurationReferencesView,
  ConfigurationVersionView,
  ConfigurationView,
  MandateSignal,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import {
  loadedValue,
  type Reloadable,
  useLive,
  useLoad,
} from '@mandate/plugin-mandate-react';
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

const nothingKnown: ConfigurationReferencesView = {
  secrets: [],
  services: [],
  ports: [],
  endpoints: [],
};

/** Names that a configuration can refer to, to choose from. Others can be written: whether they are there is checked anyway. */
export function useReferences(
  target: TargetReference,
): ConfigurationReferencesView {
  const api = useApi(configurationApiRef);
  const load = useLoad(JSON.stringify(target), signal =>
    api.listConfigurationReferences(target, { signal }),
  );
  return loadedValue(load) ?? nothingKnown;
}

/** Wide levels concern everybody, so every change may be about this configuration. */
function isChange(message: MandateSignal): boolean {
  return message.type === 'change';
}
