import { useApi } from '@backstage/frontend-plugin-api';
import type {
  BreakableCluster,
  ClusterFaults,
} from '@mandate/plugin-mandate-common';
import {
  errorMessage,
  type Reloadable,
  useLive,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { developmentApiRef } from './developmentApiRef';

/** What breaks takes effect within seconds, and somebody looks on. */
const POLL_MS = 3_000;

/** The embedded clusters, asked for again and again. */
export function useBreakableClusters(): Reloadable<
  readonly BreakableCluster[]
> {
  const api = useApi(developmentApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listBreakableClusters({ signal }),
    concerns: () => false,
    pollAfterMs: () => POLL_MS,
  });
}

/** How the breaking goes. */
export interface Breaking {
  readonly isBusy: boolean;
  /** Why it could not be done. */
  readonly problem: string | undefined;
  readonly breakCluster: (faults: ClusterFaults) => Promise<void>;
}

/** Breaks and mends one cluster; one thing at a time, as each request says all that is broken. */
export function useBreaking(name: string, onChanged: () => void): Breaking {
  const api = useApi(developmentApiRef);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const breakCluster = async (faults: ClusterFaults) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await api.breakCluster(name, faults);
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setBusy(false);
    onChanged();
  };
  return { isBusy, problem, breakCluster };
}
