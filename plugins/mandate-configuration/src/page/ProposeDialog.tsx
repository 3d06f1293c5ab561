import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogHeader } from '@backstage/ui';
import type {
  ConfigurationChangeInput,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { ProposalView } from '@mandate/plugin-mandate-react';
import { configurationRequest } from '../edit/configurationRequest';
import { configurationTranslationRef } from '../translation';

/** Proposes what needs no filling in: to apply, to adopt, to go back. */
export function ProposeDialog(props: {
  readonly title: string;
  readonly target: TargetReference;
  readonly input: ConfigurationChangeInput;
  readonly onClose: () => void;
}) {
  const { title, target, input, onClose } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>{title}</DialogHeader>
      <ProposalView
        request={configurationRequest(target, input)}
        nowLabel={t('propose.now')}
        reasonHint={t('edit.reasonHint')}
        onClose={onClose}
      />
    </Dialog>
  );
}
