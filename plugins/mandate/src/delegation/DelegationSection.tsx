import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import type { DelegationView } from '@mandate/plugin-mandate-common';
import {
  entityName,
  errorMessage,
  LoadView,
  mandateApiRef,
  RelativeTime,
  Status,
  useMyDelegations,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useViewer } from '../changes/useViewer';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import { DelegationDialog } from './DelegationDialog';

/** Who votes for the viewer, for whom the viewer votes, and how to set it. */
export function DelegationSection() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const delegations = useMyDelegations();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={t('delegation.title')}>
      <Flex direction="column" gap="3" align="start">
        <Text as="p" color="secondary">
          {t('delegation.hint')}
        </Text>
        <LoadView load={delegations} lines={1}>
          {all =>
            all.length === 0 ? (
              <Text as="p">{t('delegation.none')}</Text>
            ) : (
              all.map(delegation => (
                <DelegationLine
                  key={delegation.id}
                  delegation={delegation}
                  onChanged={delegations.reload}
                />
              ))
            )
          }
        </LoadView>
        <Button variant="secondary" onPress={() => setIsOpen(true)}>
          {t('delegation.set')}
        </Button>
      </Flex>
      {isOpen && (
        <DelegationDialog
          onSet={delegations.reload}
          onClose={() => setIsOpen(false)}
        />
      )}
    </Section>
  );
}

function DelegationLine(props: {
  readonly delegation: DelegationView;
  readonly onChanged: () => void;
}) {
  const { delegation, onChanged } = props;
  const { id, delegate, delegator, from, until, isNow } = delegation;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const viewer = useViewer();
  const [problem, setProblem] = useState<string>();
  const isMine = viewer?.ref === delegator;

  const end = async () => {
    try {
      await api.revokeDelegation(id);
      toastApi.post({ title: t('delegation.ended'), status: 'success' });
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      onChanged();
    }
  };

  return (
    <>
      <Flex gap="2" align="center">
        <Status tone={isNow ? 'positive' : 'neutral'}>
          {isNow ? t('delegation.now') : t('delegation.later')}
        </Status>
        <Text>
          {isMine
            ? t('delegation.youLet', { delegate: entityName(delegate) })
            : t('delegation.youVoteFor', {
                delegator: entityName(delegator),
              })}{' '}
          {!isNow && (
            <>
              {t('delegation.from')} <RelativeTime at={from} />{' '}
            </>
          )}
          {t('delegation.until')} <RelativeTime at={until} />
        </Text>
        {isMine && (
          <Button size="small" variant="secondary" onPress={end}>
            {t('delegation.end')}
          </Button>
        )}
      </Flex>
      {problem && <Alert role="alert" status="danger" icon title={problem} />}
    </>
  );
}
