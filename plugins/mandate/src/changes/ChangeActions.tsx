import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import type {
  ChangeAction,
  ChangeDetail,
} from '@mandate/plugin-mandate-common';
import { entityName, errorMessage } from '@mandate/plugin-mandate-react';
import { type ReactNode, useId, useState } from 'react';
import { mandateTranslationRef } from '../translation';
import { openRequirements } from './approveLabel';
import { availableActions, placeActions } from './availableActions';
import { ChangeDialog, type OpenDialog } from './ChangeDialog';
import { actionLabel, MoreActions } from './MoreActions';
import { type Resolution, useChangeOperations } from './useChangeOperations';
import { isProposer, useViewer, type Viewer } from './useViewer';

const resolutions: readonly Resolution[] = ['retry', 'undo', 'accept'];

/** The buttons of a change, with the dialogs they open. What cannot be done says why. */
export function ChangeActions(props: {
  readonly change: ChangeDetail;
  readonly onChanged: () => void;
  /** Drawn after the buttons. */
  readonly children?: ReactNode;
}) {
  const { change, onChanged, children } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const viewer = useViewer();
  const approveLabel = useApproveLabel(change, viewer);
  const operations = useChangeOperations(change, onChanged);
  const { busy, problem, run } = useImmediate();
  const [dialog, setDialog] = useState<OpenDialog>();
  const whyId = useId();

  const proposes = isProposer(viewer, change);
  const actions = availableActions(change, { isProposer: proposes });
  const { buttons, menu } = placeActions(actions, {
    isProposer: proposes,
    deciding: change.state === 'awaiting-approval',
  });
  const reasons = [
    ...new Set(
      actions.flatMap(({ disabled, why }) => (disabled && why ? [why] : [])),
    ),
  ];
  const press = (action: ChangeAction) => {
    switch (action) {
      case 'approve':
        return change.confirmTarget
          ? setDialog({ type: 'confirm', expected: change.confirmTarget })
          : run('approve', () => operations.approve());
      case 'remind':
        return run('remind', () => operations.remind());
      case 'withdrawVote':
        return run('withdrawVote', () => operations.withdrawVote());
      case 'resume':
        return run('resume', () => operations.resume());
      case 'reject':
      case 'abstain':
      case 'ask':
      case 'pause':
      case 'withdraw':
      case 'abort':
      case 'override':
        return setDialog({ type: 'reason', action });
      case 'breakGlass':
        return setDialog({
          type: 'break-glass',
          expected: change.confirmTarget,
        });
      default:
        return undefined;
    }
  };

  return (
    <Flex direction="column" gap="2">
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        <Flex
          gap="2"
          role="group"
          aria-label={t('action.group')}
          style={{ flexWrap: 'wrap' }}
        >
          {buttons
            .filter(({ action }) => action !== 'resolve')
            .map(({ action, disabled, why }) => (
              <Button
                key={action}
                size="small"
                variant={action === 'approve' ? 'primary' : 'secondary'}
                isDisabled={disabled}
                aria-describedby={disabled && why ? whyId : undefined}
                isPending={busy === action}
                onPress={() => press(action)}
              >
                {action === 'approve'
                  ? approveLabel
                  : t(`action.${actionLabel(action)}`)}
              </Button>
            ))}
          {actions.some(({ action }) => action === 'resolve') &&
            resolutions.map(outcome => (
              <Button
                key={outcome}
                size="small"
                variant="secondary"
                isDisabled={!change.allowed.resolve.allowed}
                onPress={() => setDialog({ type: 'resolve', outcome })}
              >
                {t(`action.${outcome}`)}
              </Button>
            ))}
          <MoreActions
            actions={menu}
            busy={busy !== undefined}
            onAction={press}
            onConditions={
              change.allowed.approve.allowed && !change.confirmTarget
                ? () => setDialog({ type: 'conditions' })
                : undefined
            }
          />
        </Flex>
        {children}
      </Flex>
      {reasons.length > 0 && (
        <Text as="p" color="secondary" id={whyId}>
          {reasons.join(' ')}
        </Text>
      )}
      {problem && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('action.didNotWork')}
          description={problem}
        />
      )}
      {dialog && (
        <ChangeDialog
          dialog={dialog}
          approveLabel={approveLabel}
          operations={operations}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Flex>
  );
}

/** "Approve and deploy", or "Approve and deploy when security agrees". */
function useApproveLabel(
  change: ChangeDetail,
  viewer: Viewer | undefined,
): string {
  const { t } = useTranslationRef(mandateTranslationRef);
  const kind = change.kind.replace(/-/g, ' ');
  const { others } = openRequirements(change, viewer);
  if (!change.allowed.approve.allowed) {
    return t('action.approve');
  }
  return others.length === 0
    ? t('action.approveAndRun', { kind })
    : t('action.approveAndRunWhen', {
        kind,
        groups: others.map(entityName).join(t('approval.and')),
      });
}

/** Actions that happen at once, one at a time. */
function useImmediate() {
  const [busy, setBusy] = useState<ChangeAction>();
  const [problem, setProblem] = useState<string>();
  const run = async (action: ChangeAction, operation: () => Promise<void>) => {
    setBusy(action);
    setProblem(undefined);
    try {
      await operation();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(undefined);
    }
  };
  return { busy, problem, run };
}
