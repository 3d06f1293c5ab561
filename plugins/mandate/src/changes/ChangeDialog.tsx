import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReasonDialog } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import { BreakGlassDialog } from './BreakGlassDialog';
import { ConditionsDialog } from './ConditionsDialog';
import { ConfirmTargetDialog } from './ConfirmTargetDialog';
import type { ChangeOperations, Resolution } from './useChangeOperations';

/** The dialog that an action opened. */
export type OpenDialog =
  | {
      readonly type: 'confirm';
      /** What has to be typed. */
      readonly expected: string;
    }
  | {
      readonly type: 'reason';
      readonly action:
        | 'reject'
        | 'abstain'
        | 'ask'
        | 'pause'
        | 'withdraw'
        | 'abort'
        | 'override';
    }
  | { readonly type: 'conditions' }
  | {
      readonly type: 'break-glass';
      /** What has to be typed, when the plan removes something. */
      readonly expected?: string;
    }
  | { readonly type: 'resolve'; readonly outcome: Resolution };

/** Asks for what an action needs before it is done: a reason, or the target's name. */
export function ChangeDialog(props: {
  readonly dialog: OpenDialog;
  readonly approveLabel: string;
  readonly operations: ChangeOperations;
  readonly onClose: () => void;
}) {
  const { dialog, approveLabel, operations, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (dialog.type === 'confirm') {
    return (
      <ConfirmTargetDialog
        targetName={dialog.expected}
        actionLabel={approveLabel}
        onConfirm={typed => operations.approve(typed)}
        onClose={onClose}
      />
    );
  }
  if (dialog.type === 'conditions') {
    return (
      <ConditionsDialog
        actionLabel={approveLabel}
        onApprove={conditions => operations.approve(undefined, conditions)}
        onClose={onClose}
      />
    );
  }
  if (dialog.type === 'break-glass') {
    return (
      <BreakGlassDialog
        expected={dialog.expected}
        onBreak={operations.breakGlass}
        onClose={onClose}
      />
    );
  }
  if (dialog.type === 'resolve') {
    const { outcome } = dialog;
    return (
      <ReasonDialog
        title={t(`action.${outcome}Title`)}
        description={t(`action.${outcome}Description`)}
        actionLabel={t(`action.${outcome}Submit`)}
        onSubmit={reason => operations.resolve(outcome, reason)}
        onClose={onClose}
      />
    );
  }
  const { action } = dialog;
  return (
    <ReasonDialog
      title={t(`action.${action}Title`)}
      description={t(`action.${action}Description`)}
      actionLabel={t(`action.${action}Submit`)}
      destructive={['reject', 'abort', 'override'].includes(action)}
      optional={action === 'withdraw'}
      onSubmit={reason => operations[action](reason)}
      onClose={onClose}
    />
  );
}
