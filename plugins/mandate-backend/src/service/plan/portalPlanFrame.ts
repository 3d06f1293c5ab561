import type { Figures, Plan } from '@mandate/plugin-mandate-common';

const NO_FIGURES: Figures = {
  replicas: 0,
  cpuCores: 0,
  memoryGiB: 0,
  storageGiB: 0,
};

/** What all plans have in common that change what the portal itself keeps: no workload, no images, checked once. */
export function portalPlanFrame(
  baseVersion: string,
): Pick<Plan, 'figures' | 'images' | 'baseVersion' | 'verification'> {
  return {
    figures: { before: NO_FIGURES, after: NO_FIGURES },
    images: [],
    baseVersion,
    verification: { soakSeconds: 0, deadlineSeconds: 60 },
  };
}
