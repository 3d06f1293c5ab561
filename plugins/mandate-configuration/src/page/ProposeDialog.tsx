import { Dialog, DialogHeader } from '@backstage/ui';
import type {
  ConfigurationChangeInput,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { ProposalView } from '../edit/ProposalView';

/** Proposes what needs no filling in: to apply, to adopt, to go back. */
export function ProposeDialog(props: {
  readonly title: string;
  readonly target: TargetReference;
  readonly input: ConfigurationChangeInput;
  readonly onClose: () => void;
}) {
  const { title, target, input, onClose } = props;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>{title}</DialogHeader>
      <ProposalView target={target} input={input} onClose={onClose} />
    </Dialog>
  );
}
