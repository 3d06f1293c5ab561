import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { Data } from '@mandate/plugin-mandate-react';
import { parseMandateSpec } from '@mandate/policy';
import { type ReactNode, useMemo, useRef, useState } from 'react';
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

/** The text that was copied, or that was selected for the person to copy it. */
interface Copied {
  readonly yaml: string;
  readonly by: 'portal' | 'person';
}

function Document(props: {
  readonly name: string;
  readonly yaml: string;
  /** What can be done with it first of all. */
  readonly children: ReactNode;
}) {
  const { name, yaml, children } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const text = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<Copied>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(yaml);
      setCopied({ yaml, by: 'portal' });
    } catch {
      // Browsers give no clipboard to pages without TLS, and people can refuse it.
      if (text.current) {
        document.getSelection()?.selectAllChildren(text.current);
      }
      setCopied({ yaml, by: 'person' });
    }
  };
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="info"
        icon
        title={t('mandates.conditions.notSaved')}
        description={t('mandates.conditions.commit', { file: `${name}.yaml` })}
      />
      <div ref={text}>
        <Data label={t('mandates.conditions.document')} value={yaml} />
      </div>
      <Flex gap="2" align="center">
        {children}
        <Button variant="secondary" onPress={copy}>
          {t('mandates.conditions.copy')}
        </Button>
        <Button
          variant="secondary"
          onPress={() => saveAsFile(`${name}.yaml`, yaml, 'text/yaml')}
        >
          {t('mandates.conditions.download', { file: `${name}.yaml` })}
        </Button>
        <span role="status">
          {copied?.yaml === yaml &&
            (copied.by === 'portal'
              ? t('mandates.conditions.copied')
              : t('mandates.conditions.selected'))}
        </span>
      </Flex>
    </Flex>
  );
}
