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
    drift: {
      title: 'Drift',
      none: 'Everything is as intended',
      noneHint:
        'What is changed in the cluster without a change here is shown, with who did it.',
      table: 'Fields that differ from what was intended',
      what: 'What',
      intended: 'Intended',
      live: 'In the cluster',
      who: 'Who and when',
      unknown: 'Not known',
      in: 'in {{environment}}',
      actions: 'What to do about {{object}}',
      reapply: 'Reapply…',
      adopt: 'Adopt…',
      ignore: 'Ignore for a week…',
    },
    releases: {
      title: 'Releases',
      none: 'No release yet',
      noneHint:
        'Each verified deploy is kept: images, settings and routes together.',
      table: 'Releases, the newest first',
      environment: 'Environment',
      recorded: 'Verified',
      images: 'Images',
      objects: 'Objects',
      change: 'Change',
      open: 'Open',
      newest: 'Newest',
      goBack: 'Roll back to it…',
      goBackTo: 'Roll back to the release of {{images}} in {{environment}}',
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
      reapplyTitle: 'Bring {{name}} back to what was intended',
      adoptTitle: 'Adopt the changes to {{name}}',
      ignoreDriftTitle: 'Ignore the changes to {{name}}',
      reapplyHint:
        'What was changed outside Mandate is overwritten with what was intended.',
      adoptHint:
        'What was changed outside Mandate is intended from now on. No value changes.',
      ignoreDriftHint:
        'It stays as it is, and is no finding for a week. No value changes.',
      reapplyNow: 'Reapply now',
      adoptNow: 'Adopt now',
      ignoreDriftNow: 'Ignore now',
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
