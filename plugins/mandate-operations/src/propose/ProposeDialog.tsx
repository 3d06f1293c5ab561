import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  ChangeLink,
  ErrorState,
  LoadView,
  SimulationResult,
  StateBadge,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import type { EnvironmentView } from '@mandate/plugin-mandate-common';
import { useState } from 'react';
import { operationsTranslationRef } from '../translation';
import { ProposalFields } from './ProposalFields';
import type { GivenProposal, Proposal, ProposedKind } from './proposal';
import { type ProposalState, useProposal } from './useProposal';

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
    reason: '',
    ...(given ? { input: given.input } : {}),
  });
  const { state, refill, simulate, propose } = useProposal();
  const error = 'error' in state ? state.error : undefined;
  const simulation = 'simulation' in state ? state.simulation : undefined;

  if (state.type === 'proposed') {
    return <Proposed state={state} onClose={onClose} />;
  }
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" color="secondary">
            {t(`propose.${kind}Hint`)}
          </Text>
          <ProposalFields
            proposal={proposal}
            environments={environments}
            onChange={changed => {
              setProposal(changed);
              refill();
            }}
          />
          {simulation && <SimulationResult simulation={simulation} />}
          {error !== undefined && <ErrorState error={error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('propose.cancel')}
        </Button>
        {simulation ? (
          <ProposeButton
            kind={kind}
            oversight={simulation.decision.oversight}
            isPending={state.type === 'proposing'}
            onPress={() => propose(proposal, simulation)}
          />
        ) : (
          <Button
            isPending={state.type === 'simulating'}
            onPress={() => simulate(proposal)}
          >
            {t('propose.show')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

/** Says what will happen: it runs now, or people are asked. */
function ProposeButton(props: {
  readonly kind: ProposedKind;
  readonly oversight: 'autonomous' | 'notify' | 'approve' | 'forbid';
  readonly isPending: boolean;
  readonly onPress: () => void;
}) {
  const { kind, oversight, isPending, onPress } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  if (oversight === 'forbid') {
    return <Button isDisabled>{t('propose.notAllowed')}</Button>;
  }
  return (
    <Button isPending={isPending} onPress={onPress}>
      {oversight === 'approve' ? t('propose.ask') : t(`propose.${kind}Now`)}
    </Button>
  );
}

function Proposed(props: {
  readonly state: Extract<ProposalState, { type: 'proposed' }>;
  readonly onClose: () => void;
}) {
  const { change } = props.state;
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="2" role="status">
          <Text as="p" weight="bold">
            {t('propose.proposed', { title: change.title })}
          </Text>
          <StateBadge state={change.state} />
          <Text as="p">{change.statusWords}</Text>
          <ChangeLink id={change.id}>{t('propose.openChange')}</ChangeLink>
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={props.onClose}>
          {t('propose.close')}
        </Button>
      </DialogFooter>
    </>
  );
}
