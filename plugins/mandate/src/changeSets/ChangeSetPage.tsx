import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import {
  EntityName,
  LoadView,
  RelativeTime,
  useChangeSet,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { useParams } from 'react-router-dom';
import { KeyArea, Page } from '../page/Page';
import { Section } from '../page/Section';
import { ChangesTable } from '../changes/ChangesTable';
import { useListKeys } from '../page/useListKeys';
import { mandateTranslationRef } from '../translation';
import { ChangeSetProgress } from './ChangeSetProgress';
import { ChangeSetVoting } from './ChangeSetVoting';

/** One set: how far it is, its rules, and each of its changes in their order. */
export function ChangeSetPage() {
  const { id = '' } = useParams();
  const set = useChangeSet(id);
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area);
  return (
    <Page>
      <KeyArea area={area}>
        <LoadView load={set} lines={9}>
          {value => (
            <Flex direction="column" gap="4">
              <SetHeader set={value} />
              <ChangeSetVoting set={value} onVoted={set.reload} />
              <SetRules set={value} />
              <SetMembers set={value} />
            </Flex>
          )}
        </LoadView>
      </KeyArea>
    </Page>
  );
}

function SetHeader({ set }: { readonly set: ChangeSetView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { title, progress, proposer, createdAt } = set;
  return (
    <header>
      <Text as="h2" variant="title-medium" weight="bold">
        {title}
      </Text>
      <Text as="p">
        <ChangeSetProgress set={set} /> · {progress.words}
      </Text>
      <Text as="p" color="secondary">
        {t('changes.proposer')} <EntityName entityRef={proposer} />{' '}
        <RelativeTime at={createdAt} />
      </Text>
    </header>
  );
}

function SetRules({ set }: { readonly set: ChangeSetView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { ordered, stopOnFailure, progress } = set;
  return (
    <Section title={t('changeSets.rules')}>
      {progress.state === 'stopped' && (
        <Alert
          status="danger"
          icon
          title={t('changeSets.stopped')}
          description={t('changeSets.afterStop')}
        />
      )}
      <Text as="p">
        {ordered ? t('changeSets.ordered') : t('changeSets.unordered')}
      </Text>
      <Text as="p">
        {stopOnFailure ? t('changeSets.stops') : t('changeSets.continues')}
      </Text>
    </Section>
  );
}

function SetMembers({ set }: { readonly set: ChangeSetView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <ChangesTable
      label={t('changeSets.changes')}
      columns={['position', 'change', 'state', 'oversight', 'risk', 'plan']}
      changes={set.changes}
    />
  );
}
