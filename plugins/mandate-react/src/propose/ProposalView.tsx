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
  ChangeDetail,
  ProposeRequest,
  Simulation,
} from '@mandate/plugin-mandate-common';
import { type ReactNode, useState } from 'react';
import { ChangeLink } from '../components/ChangeLink';
import { ErrorState } from '../components/ErrorState';
import { SimulationResult } from '../components/SimulationResult';
import { ObjectDiff } from '../diff/ObjectDiff';
import { StateBadge } from '../status/StateBadge';
import { mandateReactTranslationRef } from '../translation';
import { useProposal } from './useProposal';

/**
 * Body and footer of a dialog that proposes a change: fill in, see plan and decision, then propose.
 *
 * @public
 */
export function ProposalView(props: {
  /** What is filled in so far; undefined while that is nothing that can be proposed. */
  readonly request: ProposeRequest | undefined;
  /** The button's words where it runs without anybody being asked, such as "Restart now". */
  readonly nowLabel: string;
  /** Who sees the reason. */
  readonly reasonHint?: string;
  /** The fields, above the reason. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const { request, nowLabel, reasonHint, children, onClose } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const [reason, setReason] = useState('');
  const why = reason.trim();
  const { state, simulate, propose } = useProposal(
    request && { ...request, ...(why && { reason: why }) },
  );
  const simulation = 'simulation' in state ? state.simulation : undefined;
  const error = 'error' in state ? state.error : undefined;

  if (state.type === 'proposed') {
    return <Proposed change={state.change} onClose={onClose} />;
  }
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="3">
          {children}
          <TextAreaField
            label={t('propose.reason')}
            description={reasonHint ?? t('propose.reasonHint')}
            value={reason}
            onChange={setReason}
            maxLength={2_000}
          />
          {simulation && <Shown simulation={simulation} />}
          {error !== undefined && (
            <ErrorState error={error} title={t('propose.failed')} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('propose.cancel')}
        </Button>
        {simulation ? (
          <ProposeButton
            oversight={simulation.decision.oversight}
            nowLabel={nowLabel}
            isPending={state.type === 'proposing'}
            onPress={() => propose(simulation)}
          />
        ) : (
          <Button
            isDisabled={request === undefined}
            isPending={state.type === 'simulating'}
            onPress={simulate}
          >
            {t('propose.show')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function Shown({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
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
  readonly nowLabel: string;
  readonly isPending: boolean;
  readonly onPress: () => void;
}) {
  const { oversight, nowLabel, isPending, onPress } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  if (oversight === 'forbid') {
    return <Button isDisabled>{t('propose.notAllowed')}</Button>;
  }
  return (
    <Button isPending={isPending} onPress={onPress}>
      {oversight === 'approve' ? t('propose.ask') : nowLabel}
    </Button>
  );
}

function Proposed(props: {
  readonly change: ChangeDetail;
  readonly onClose: () => void;
}) {
  const { change, onClose } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
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
        <Button variant="secondary" onPress={onClose}>
          {t('propose.close')}
        </Button>
      </DialogFooter>
    </>
  );
}
