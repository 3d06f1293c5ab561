import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Texts of the health card and of the activity.
 *
 * @public
 */
export const operationsTranslationRef = createTranslationRef({
  id: 'plugin.mandate-operations',
  messages: {
    health: {
      title: 'Health',
      table: 'Health per environment',
      environment: 'Environment',
      status: 'Status',
      images: 'Images',
      restarts: 'Restarts',
      seen: 'Seen',
      none: 'It runs nowhere yet',
      noneHint:
        'When a change has deployed it to an environment, its pods are shown here.',
      state: {
        healthy: 'Healthy',
        progressing: 'Progressing',
        degraded: 'Degraded',
        failing: 'Failing',
        absent: 'Not deployed',
        unknown: 'Unknown',
      },
    },
    activity: {
      title: 'Activity',
      none: 'Nothing happened yet',
      noneHint:
        'Findings, changes and how they ended are shown here. Propose one with Actions.',
      more: 'Show earlier',
      all: 'All activity',
    },
    propose: {
      actions: 'Actions',
      restart: 'Restart…',
      scale: 'Scale…',
      rollback: 'Roll back…',
      restartTitle: 'Restart {{name}}',
      scaleTitle: 'Scale {{name}}',
      rollbackTitle: 'Roll {{name}} back',
      restartHint: 'Its pods are replaced one by one.',
      scaleHint: 'It gets more or fewer pods.',
      rollbackHint: 'It goes back to the version that was verified last.',
      environment: 'Environment',
      replicas: 'Number of pods',
      reason: 'Reason',
      reasonHint: 'Approvers and the ledger see it.',
      show: 'Show what will happen',
      restartNow: 'Restart now',
      scaleNow: 'Scale now',
      rollbackNow: 'Roll back now',
      ask: 'Propose and ask',
      notAllowed: 'Not allowed',
      cancel: 'Cancel',
      close: 'Close',
      proposed: 'Proposed: {{title}}',
      openChange: 'Open the change',
      noEnvironment: 'No environment is configured',
    },
  },
});
