import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  DialogBody,
  DialogFooter,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import type {
  ConfigurationChangeInput,
  Simulation,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  ErrorState,
  ObjectDiff,
  SimulationResult,
  StateBadge,
} from '@mandate/plugin-mandate-react';
import { type ReactNode, useState } from 'react';
import { configurationTranslationRef } from '../translation';
import { type ProposalState, useProposal } from './useProposal';

/** Fill in, see plan and decision, then propose. `input` is undefined while nothing is filled in. */
export function ProposalView(props: {
  readonly target: TargetReference;
  readonly input: ConfigurationChangeInput | undefined;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const { target, input, children, onClose } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const { state, refill, simulate, propose } = useProposal();
  const [reason, setReason] = useState('');
  const key = JSON.stringify([input, reason]);
  const [shownFor, setShownFor] = useState('');
  const isShown = shownFor === key;
  const simulation =
    isShown && 'simulation' in state ? state.simulation : undefined;
  const error = isShown && 'error' in state ? state.error : undefined;

  if (state.type === 'proposed') {
    return <Proposed state={state} onClose={onClose} />;
  }
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="3">
          {children}
          <TextAreaField
            label={t('edit.reason')}
            description={t('edit.reasonHint')}
            value={reason}
            onChange={setReason}
            maxLength={2_000}
          />
          {simulation && <Shown simulation={simulation} />}
          {error !== undefined && <ErrorState error={error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('propose.cancel')}
        </Button>
        {simulation && input ? (
          <ProposeButton
            oversight={simulation.decision.oversight}
            isPending={state.type === 'proposing'}
            onPress={() => propose({ target, input, reason }, simulation)}
          />
        ) : (
          <Button
            isDisabled={input === undefined}
            isPending={isShown && state.type === 'simulating'}
            onPress={() => {
              if (input) {
                refill();
                setShownFor(key);
                simulate({ target, input, reason });
              }
            }}
          >
            {t('propose.show')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function Shown({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslationRef(configurationTranslationRef);
  return (
    <div ref={bringIntoView}>
      <SimulationResult simulation={simulation} />
      <details>
        <summary>{t('propose.diff')}</summary>
        <ObjectDiff objects={simulation.plan.objects} />
      </details>
    </div>
  );
}

/** Below a long form, the decision would not be seen before one proposes. A DOM without layout has nothing to scroll. */
function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView?.({ block: 'nearest' });
}

/** Says what will happen: it runs now, or people are asked. */
function ProposeButton(props: {
  readonly oversight: Simulation['decision']['oversight'];
  readonly isPending: boolean;
  readonly onPress: () => void;
}) {
  const { oversight, isPending, onPress } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  if (oversight === 'forbid') {
    return <Button isDisabled>{t('propose.notAllowed')}</Button>;
  }
  return (
    <Button isPending={isPending} onPress={onPress}>
      {oversight === 'approve' ? t('propose.ask') : t('propose.now')}
    </Button>
  );
}

function Proposed(props: {
  readonly state: Extract<ProposalState, { type: 'proposed' }>;
  readonly onClose: () => void;
}) {
  const { change } = props.state;
  const { t } = useTranslationRef(configurationTranslationRef);
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
