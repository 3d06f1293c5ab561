import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader, Text } from '@backstage/ui';
import {
  LoadView,
  ProposalView,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import type { EnvironmentView } from '@mandate/plugin-mandate-common';
import { useState } from 'react';
import { operationsTranslationRef } from '../translation';
import { ProposalFields } from './ProposalFields';
import {
  type GivenProposal,
  type Proposal,
  proposeRequest,
  type ProposedKind,
} from './proposal';

interface ProposeDialogProps {
  readonly kind: ProposedKind;
  readonly entityRef: string;
  readonly name: string;
  readonly given?: GivenProposal;
  readonly onClose: () => void;
}

/** Proposes a change: fill in, see what will happen, then propose. */
export function ProposeDialog(props: ProposeDialogProps) {
  const { kind, name, onClose } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const environments = useEnvironments();
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={560}>
      <DialogHeader>{t(`propose.${kind}Title`, { name })}</DialogHeader>
      <LoadView load={environments}>
        {all => {
          const offered = all.filter(
            one => !props.given || one.name === props.given.environment,
          );
          return offered.length > 0 ? (
            <ProposalForm {...props} environments={offered} />
          ) : (
            <DialogBody>{t('propose.noEnvironment')}</DialogBody>
          );
        }}
      </LoadView>
    </Dialog>
  );
}

function ProposalForm(
  props: ProposeDialogProps & {
    readonly environments: readonly EnvironmentView[];
  },
) {
  const { kind, entityRef, environments, given, onClose } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const [proposal, setProposal] = useState<Proposal>({
    kind,
    entityRef,
    environment: environments[0]?.name ?? '',
    replicas: 2,
    ...(given ? { input: given.input } : {}),
  });
  return (
    <ProposalView
      request={proposeRequest(proposal)}
      nowLabel={t(`propose.${kind}Now`)}
      onClose={onClose}
    >
      <Text as="p" color="secondary">
        {t(`propose.${kind}Hint`)}
      </Text>
      <ProposalFields
        proposal={proposal}
        environments={environments}
        onChange={setProposal}
      />
    </ProposalView>
  );
}
