import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { Data } from '@mandate/plugin-mandate-react';
import { parseMandateSpec } from '@mandate/policy';
import { type ReactNode, useMemo, useState } from 'react';
import { saveAsFile } from '../../page/saveAsFile';
import { mandateTranslationRef } from '../../translation';
import { ProposeMandate } from '../proposals/ProposeMandate';
import { ReplaySection } from '../replay/ReplaySection';
import { mandateDocument, toYaml, withConditions } from './mandateDocument';
import type { Conditions } from './mandateDocument';

/** The edited mandate as text to be committed, once it is valid; else what has to be mended first. */
export function EditedMandate(props: {
  readonly mandate: MandateView;
  readonly conditions: Conditions;
  /** Counted from 1. */
  readonly faultyClauses: readonly number[];
}) {
  const { mandate, conditions, faultyClauses } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const spec = useMemo(
    () => withConditions(mandate, conditions),
    [mandate, conditions],
  );
  const document = useMemo(
    () => mandateDocument(mandate, spec),
    [mandate, spec],
  );
  const parsed = useMemo(() => parseMandateSpec(spec), [spec]);
  if (faultyClauses.length > 0) {
    return (
      <Alert
        status="warning"
        icon
        title={t('mandates.conditions.faulty', {
          clauses: faultyClauses.join(', '),
        })}
      />
    );
  }
  if (!parsed.ok) {
    return (
      <Alert
        status="warning"
        icon
        title={t('mandates.conditions.invalid')}
        description={parsed.errors.map(({ message }) => message).join('; ')}
      />
    );
  }
  return (
    <Flex direction="column" gap="4">
      <Document name={mandate.name} yaml={toYaml(document)}>
        <ProposeMandate mandate={mandate} document={document} />
      </Document>
      <ReplaySection document={document} />
    </Flex>
  );
}

function Document(props: {
  readonly name: string;
  readonly yaml: string;
  /** What can be done with it first of all. */
  readonly children: ReactNode;
}) {
  const { name, yaml, children } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [copied, setCopied] = useState<string>();
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="info"
        icon
        title={t('mandates.conditions.notSaved')}
        description={t('mandates.conditions.commit', { file: `${name}.yaml` })}
      />
      <Data label={t('mandates.conditions.document')} value={yaml} />
      <Flex gap="2" align="center">
        {children}
        <Button
          variant="secondary"
          onPress={async () => {
            await navigator.clipboard.writeText(yaml);
            setCopied(yaml);
          }}
        >
          {t('mandates.conditions.copy')}
        </Button>
        <Button
          variant="secondary"
          onPress={() => saveAsFile(`${name}.yaml`, yaml, 'text/yaml')}
        >
          {t('mandates.conditions.download', { file: `${name}.yaml` })}
        </Button>
        <span role="status">
          {copied === yaml && t('mandates.conditions.copied')}
        </span>
      </Flex>
    </Flex>
  );
}
