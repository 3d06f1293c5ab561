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
  TextField,
} from '@backstage/ui';
import { errorMessage } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';

/** Before a plan that deletes is approved, the approver types what it acts on. */
export function ConfirmTargetDialog(props: {
  readonly targetName: string;
  readonly actionLabel: string;
  readonly onConfirm: (typed: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { targetName, actionLabel, onConfirm, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm(typed);
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>{t('confirm.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t('confirm.description', { name: targetName })}</Text>
          <TextField
            label={t('confirm.label')}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
          {problem && (
            <Alert role="alert" status="danger" icon title={problem} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('confirm.cancel')}
        </Button>
        <Button
          destructive
          isDisabled={typed !== targetName}
          isPending={busy}
          onPress={confirm}
        >
          {actionLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
