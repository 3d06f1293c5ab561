import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import {
  CHANGE_MANDATE_KIND,
  type ChangeSummary,
  type MandateView,
  openChangeStates,
} from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  loadedValue,
  ObjectDiff,
  useChanges,
} from '@mandate/plugin-mandate-react';
import styles from '../../changes/ChangePage.module.css';
import { UnreadState } from '../../page/UnreadState';
import { mandateTranslationRef } from '../../translation';
import { mandateDocument } from '../editor/mandateDocument';
import { shortVersion } from '../versions/shortVersion';
import { ProposeMandate } from './ProposeMandate';

/** What waits to come into force for one mandate, and how the catalog differs from what is; nothing when nothing does. */
export function MandateProposals({
  mandate,
}: {
  readonly mandate: MandateView;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { entityRef } = mandate;
  const load = useChanges({
    kind: CHANGE_MANDATE_KIND,
    entityRef,
    states: [...openChangeStates],
  });
  const open = loadedValue(load)?.items ?? [];
  return (
    <>
      {mandate.leftCatalog && (
        <Alert
          status="warning"
          icon
          title={t('mandates.proposals.leftCatalog')}
          description={t('mandates.proposals.leftCatalogHint')}
        />
      )}
      <UnreadState load={load} title={t('unread.proposals')} />
      <CatalogVersion mandate={mandate} open={open} />
      {open.map(change => (
        <Alert
          key={change.id}
          status="info"
          icon
          title={t('mandates.proposals.open', { title: change.title })}
          description={change.statusWords}
          customActions={
            <ChangeLink id={change.id}>
              {t('mandates.proposals.seeChange')}
            </ChangeLink>
          }
        />
      ))}
    </>
  );
}

function CatalogVersion(props: {
  readonly mandate: MandateView;
  readonly open: readonly ChangeSummary[];
}) {
  const { mandate, open } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const { catalogVersion } = mandate;
  if (!catalogVersion) {
    return null;
  }
  const isOpen = open.some(({ id }) => id === catalogVersion.changeId);
  const document = mandateDocument(mandate, catalogVersion.spec);
  const { apiVersion, kind, metadata } = document;
  return (
    <Flex direction="column" gap="2">
      <Alert
        status="warning"
        icon
        title={t('mandates.proposals.catalogVersion')}
        description={
          isOpen
            ? t('mandates.proposals.catalogVersionOpen')
            : t('mandates.proposals.catalogVersionClosed')
        }
      />
      <details className={styles.disclosure}>
        <summary>{t('mandates.proposals.catalogDifference')}</summary>
        <ObjectDiff
          objects={[
            {
              apiVersion,
              kind,
              name: mandate.name,
              action: 'update',
              before: { apiVersion, kind, metadata, spec: mandate.spec },
              after: document,
            },
          ]}
        />
      </details>
      {!isOpen && (
        <Flex>
          <ProposeMandate
            mandate={mandate}
            document={document}
            label={t('mandates.proposals.proposeAgain', {
              version: shortVersion(catalogVersion.version),
            })}
          />
        </Flex>
      )}
    </Flex>
  );
}

/** All changes of mandates that wait, also of mandates that are not in force yet; nothing when none does. */
export function WaitingMandates() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useChanges({
    kind: CHANGE_MANDATE_KIND,
    states: [...openChangeStates],
    limit: 100,
  });
  const waiting = loadedValue(load)?.items ?? [];
  return waiting.length === 0 ? (
    <UnreadState load={load} title={t('unread.proposals')} />
  ) : (
    <Alert
      status="info"
      icon
      title={t('mandates.proposals.waiting')}
      description={
        <>
          <Text as="p">{t('mandates.proposals.waitingHint')}</Text>
          <ul>
            {waiting.map(({ id, title, statusWords }) => (
              <li key={id}>
                <ChangeLink id={id}>{title}</ChangeLink>: {statusWords}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
