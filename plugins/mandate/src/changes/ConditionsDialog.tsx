import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { errorMessage } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { instantOf, LocalTimeField } from '../page/LocalTimeField';
import { mandateTranslationRef } from '../translation';

/** What an approval can demand of the start. */
export interface ApprovalConditions {
  /** ISO 8601. */
  readonly notBefore?: string;
  readonly onlyInsideWindow?: boolean;
}

/** Approves with an earliest start, or for a change window only. */
export function ConditionsDialog(props: {
  readonly actionLabel: string;
  readonly onApprove: (conditions: ApprovalConditions) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { actionLabel, onApprove, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [start, setStart] = useState('');
  const [onlyInside, setOnlyInside] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const notBefore = instantOf(start);

  const approve = async () => {
    setBusy(true);
    try {
      await onApprove({
        notBefore,
        ...(onlyInside && { onlyInsideWindow: true }),
      });
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>{t('emergency.conditionsTitle')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t('emergency.conditionsDescription')}</Text>
          <LocalTimeField
            label={t('emergency.notBefore')}
            value={start}
            onChange={setStart}
          />
          <Checkbox isSelected={onlyInside} onChange={setOnlyInside}>
            {t('emergency.onlyInsideWindow')}
          </Checkbox>
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
          isDisabled={notBefore === undefined && !onlyInside}
          isPending={busy}
          onPress={approve}
        >
          {actionLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
