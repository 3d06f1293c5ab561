import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { type ReactNode, useId, useState } from 'react';
import { errorMessage } from '../load/errorMessage';
import { mandateReactTranslationRef } from '../translation';

/**
 * What a dialog that asks for a reason says and does.
 *
 * @public
 */
export interface ReasonDialogProps {
  readonly title: string;
  /** What will happen and what it means. */
  readonly description?: ReactNode;
  /** Says what the button does: "Reject this change". */
  readonly actionLabel: string;
  readonly destructive?: boolean;
  /** Whether it can be done without giving a reason. */
  readonly optional?: boolean;
  /** Asked for beside the reason, above it. */
  readonly children?: ReactNode;
  readonly onSubmit: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

/**
 * Asks why before doing something. Stays open and says what went wrong when it could not be done.
 *
 * @public
 */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, actionLabel, destructive, optional } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const { submit, busy, problem } = useSubmit(props);
  const missing = !optional && reason.trim() === '';
  const problemId = useId();

  const onPress = () => {
    setAsked(true);
    if (!missing) {
      submit(reason.trim());
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && props.onClose()} width={480}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          {description && <Text as="p">{description}</Text>}
          {props.children}
          <TextAreaField
            label={t('reason.label')}
            value={reason}
            onChange={setReason}
            maxLength={2_000}
            isRequired={!optional}
            isInvalid={asked && missing}
            aria-describedby={asked && missing ? problemId : undefined}
          />
          {asked && missing && (
            <Text as="p" id={problemId} color="danger" role="alert">
              {t('reason.required')}
            </Text>
          )}
          {problem && (
            <Alert role="alert" status="danger" icon title={problem} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={props.onClose}>
          {t('reason.cancel')}
        </Button>
        <Button destructive={destructive} isPending={busy} onPress={onPress}>
          {actionLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function useSubmit({ onSubmit, onClose }: ReasonDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (reason: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(reason);
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };
  return { submit, busy, problem };
}
