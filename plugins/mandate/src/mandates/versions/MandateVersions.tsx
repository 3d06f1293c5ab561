import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  MandateVersionView,
  MandateView,
} from '@mandate/plugin-mandate-common';
import {
  loadedValue,
  RelativeTime,
  SimpleTable,
  useMandateVersions,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Section } from '../../page/Section';
import { UnreadState } from '../../page/UnreadState';
import { mandateTranslationRef } from '../../translation';
import { OlderVersion } from './OlderVersion';
import { shortVersion } from './shortVersion';

/** The versions of a mandate, and what changed since one of them. Nothing while there was only one. */
export function MandateVersions({
  mandate,
}: {
  readonly mandate: MandateView;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useMandateVersions(mandate.entityRef);
  const versions = loadedValue(load) ?? [];
  const [compared, setCompared] = useState<string>();
  const older = versions.find(({ inForceSince }) => inForceSince === compared);
  if (versions.length < 2) {
    return <UnreadState load={load} title={t('unread.versions')} />;
  }
  return (
    <Section title={t('mandates.versions.title')}>
      <SimpleTable
        label={t('mandates.versions.title')}
        columns={[
          t('mandates.versions.version'),
          t('mandates.versions.since'),
          t('mandates.versions.act'),
        ]}
      >
        {versions.map((version, index) => (
          <VersionRow
            key={version.inForceSince}
            version={version}
            isInForce={index === 0}
            isCompared={version === older}
            onCompare={setCompared}
          />
        ))}
      </SimpleTable>
      {older && <OlderVersion mandate={mandate} older={older} />}
    </Section>
  );
}

function VersionRow(props: {
  readonly version: MandateVersionView;
  readonly isInForce: boolean;
  readonly isCompared: boolean;
  readonly onCompare: (since: string | undefined) => void;
}) {
  const { version, isInForce, isCompared, onCompare } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <tr>
      <th scope="row" title={version.version}>
        {shortVersion(version.version)}
      </th>
      <td>
        <RelativeTime at={version.inForceSince} />
      </td>
      <td>
        {isInForce ? (
          t('mandates.versions.inForce')
        ) : (
          <Button
            size="small"
            variant="secondary"
            aria-expanded={isCompared}
            onPress={() =>
              onCompare(isCompared ? undefined : version.inForceSince)
            }
          >
            {isCompared
              ? t('mandates.versions.hide')
              : t('mandates.versions.compare')}
          </Button>
        )}
      </td>
    </tr>
  );
}
