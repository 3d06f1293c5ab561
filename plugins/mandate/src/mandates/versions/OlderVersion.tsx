import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  MandateVersionView,
  MandateView,
} from '@mandate/plugin-mandate-common';
import { Data, ObjectDiff } from '@mandate/plugin-mandate-react';
import { useMemo } from 'react';
import { mandateTranslationRef } from '../../translation';
import { mandateDocument, toYaml } from '../editor/mandateDocument';
import { ProposeMandate } from '../proposals/ProposeMandate';
import { ReplaySection } from '../replay/ReplaySection';
import { shortVersion } from './shortVersion';

/** What changed since an older version, and that version as text to be committed again, with its trial on the past. */
export function OlderVersion(props: {
  readonly mandate: MandateView;
  readonly older: MandateVersionView;
}) {
  const { mandate, older } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const document = useMemo(
    () => mandateDocument(mandate, older.spec),
    [mandate, older.spec],
  );
  const { apiVersion, kind, metadata } = document;
  const version = shortVersion(older.version);
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" weight="bold">
        {t('mandates.versions.compareWith', { version })}
      </Text>
      <ObjectDiff
        objects={[
          {
            apiVersion,
            kind,
            name: mandate.name,
            action: 'update',
            before: document,
            after: { apiVersion, kind, metadata, spec: mandate.spec },
          },
        ]}
      />
      <Text as="h4" weight="bold">
        {t('mandates.versions.again', { version })}
      </Text>
      <Text as="p" color="secondary">
        {t('mandates.versions.commit', { file: `${mandate.name}.yaml` })}
      </Text>
      <Flex>
        <ProposeMandate
          mandate={mandate}
          document={document}
          label={t('mandates.versions.propose', { version })}
        />
      </Flex>
      <Data
        label={t('mandates.conditions.document')}
        value={toYaml(document)}
      />
      <ReplaySection document={document} />
    </Flex>
  );
}
