import { BACKUP_CHECK } from '@mandate/plugin-mandate-common';
import type { PreflightSource } from '@mandate/plugin-mandate-node';
import { BACKUP_OF_LABEL, backupEvidence } from '../domain/backupEvidence';
import { answered } from './workloadPreflight';

/** Looks whether what backs a workload up has succeeded lately, for changes that touch data. */
export function backupSource(options: {
  readonly now: () => Date;
}): PreflightSource {
  return {
    id: BACKUP_CHECK,
    title: 'A backup is verified',
    concerns: ({ touchesData }) => touchesData,
    check: async context => {
      const { clusters, target } = context;
      const finding = await answered(async () => {
        const cronJobs = await clusters.list(target.cluster, {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          namespace: target.namespace,
          labelSelector: `${BACKUP_OF_LABEL}=${target.workload.name}`,
        });
        return backupEvidence(cronJobs, {
          workload: target.workload.name,
          nowMs: options.now().getTime(),
        });
      }, context);
      return [{ id: BACKUP_CHECK, title: 'A backup is verified', ...finding }];
    },
  };
}
