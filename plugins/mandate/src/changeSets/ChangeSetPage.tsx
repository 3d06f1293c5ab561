import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EntityName,
  LoadView,
  OversightBadge,
  RelativeTime,
  StateBadge,
  useChangeSet,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { useParams } from 'react-router-dom';
import { KeyArea, Page } from '../page/Page';
import { Section } from '../page/Section';
import styles from '../page/table.module.css';
import { LIST_ROW, useListKeys } from '../page/useListKeys';
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
      <Flex gap="2" align="center">
        <ChangeSetProgress set={set} />
        <Text as="p">{progress.words}</Text>
      </Flex>
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
          description={progress.words}
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
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('changeSets.changes')}>
        <thead>
          <tr>
            <th scope="col">{t('changeSets.position')}</th>
            <th scope="col">{t('changes.change')}</th>
            <th scope="col">{t('changes.state')}</th>
            <th scope="col">{t('changes.oversight')}</th>
            <th scope="col">{t('changeSets.plan')}</th>
          </tr>
        </thead>
        <tbody>
          {set.changes.map((change, index) => (
            <tr key={change.id} {...{ [LIST_ROW]: '' }}>
              <td>{index + 1}</td>
              <th scope="row">
                <ChangeLink id={change.id}>{change.title}</ChangeLink>
              </th>
              <td>
                <StateBadge state={change.state} />
                <div className={styles.hint}>{change.statusWords}</div>
              </td>
              <td>
                {change.oversight && (
                  <OversightBadge oversight={change.oversight} />
                )}
              </td>
              <td>{change.plan}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
