import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type {
  ConfigurationVersionView,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  ChangeLink,
  EmptyState,
  EntityName,
  LoadView,
  OversightBadge,
  RelativeTime,
  SimpleTable,
  Status,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useVersions } from '../load/queries';
import { configurationTranslationRef } from '../translation';
import { DifferenceTable } from './DifferenceTable';

const oversights = ['autonomous', 'notify', 'approve', 'forbid'] as const;

/** The versions: who, why and what was decided; each can be compared with the newest, and gone back to. */
export function HistorySection(props: {
  readonly target: TargetReference;
  readonly onRollBack:
    | ((version: ConfigurationVersionView) => void)
    | undefined;
}) {
  const { target, onRollBack } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const versions = useVersions(target);
  const [compared, setCompared] = useState<ConfigurationVersionView>();
  return (
    <LoadView load={versions} lines={6}>
      {all =>
        all.length === 0 ? (
          <EmptyState title={t('history.none')}>
            {t('history.noneHint')}
          </EmptyState>
        ) : (
          <Flex direction="column" gap="4">
            <SimpleTable
              label={t('history.label')}
              columns={[
                t('history.why'),
                t('history.who'),
                t('history.when'),
                t('history.decision'),
              ]}
            >
              {all.map((version, index) => (
                <VersionRow
                  key={version.commit}
                  version={version}
                  isNewest={index === 0}
                  onCompare={() => setCompared(version)}
                  onRollBack={onRollBack && (() => onRollBack(version))}
                />
              ))}
            </SimpleTable>
            {compared && (
              <section
                aria-label={t('history.since', { subject: compared.subject })}
              >
                <Text as="h3" variant="body-large" weight="bold">
                  {t('history.since', { subject: compared.subject })}
                </Text>
                <DifferenceTable
                  comparison={{
                    ...target,
                    before: compared.commit,
                    after: all[0].commit,
                  }}
                  left={compared.commit.slice(0, 12)}
                  right={t('history.newest')}
                />
              </section>
            )}
          </Flex>
        )
      }
    </LoadView>
  );
}

function VersionRow(props: {
  readonly version: ConfigurationVersionView;
  readonly isNewest: boolean;
  readonly onCompare: () => void;
  readonly onRollBack: (() => void) | undefined;
}) {
  const { version, isNewest, onCompare, onRollBack } = props;
  const { subject, reason, author, at, commit, changeId } = version;
  const { oversight, signature } = version;
  const { t } = useTranslationRef(configurationTranslationRef);
  const decided = oversights.find(one => one === oversight);
  return (
    <tr>
      <th scope="row">
        {reason ?? subject}
        {reason && <CellHint>{subject}</CellHint>}
        {isNewest && <Status tone="positive">{t('history.newest')}</Status>}
      </th>
      <td>
        {author.includes(':') ? <EntityName entityRef={author} /> : author}
        <CellHint>
          {commit.slice(0, 12)}, {t(`history.signature.${signature}`)}
        </CellHint>
      </td>
      <td>
        <RelativeTime at={at} />
      </td>
      <td>
        {changeId ? (
          <>
            {decided ? <OversightBadge oversight={decided} /> : oversight}{' '}
            <ChangeLink id={changeId}>{t('history.change')}</ChangeLink>
          </>
        ) : (
          t('history.outside')
        )}
        {!isNewest && (
          <Flex gap="2">
            <Button
              size="small"
              variant="secondary"
              aria-label={t('history.compareTo', { subject })}
              onPress={onCompare}
            >
              {t('history.compare')}
            </Button>
            {onRollBack && (
              <Button
                size="small"
                variant="secondary"
                aria-label={t('history.rollBackTo', { subject })}
                onPress={onRollBack}
              >
                {t('history.rollBack')}
              </Button>
            )}
          </Flex>
        )}
      </td>
    </tr>
  );
}
