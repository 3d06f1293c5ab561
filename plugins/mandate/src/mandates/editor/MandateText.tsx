import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, TextAreaField } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { parseMandate } from '@mandate/policy';
import { useMemo, useState } from 'react';
import { parse } from 'yaml';
import styles from '../../changes/ChangePage.module.css';
import { mandateTranslationRef } from '../../translation';
import { ReplaySection } from '../replay/ReplaySection';
import { ProposeMandate } from '../proposals/ProposeMandate';
import {
  mandateDocument,
  type MandateDocument,
  toYaml,
} from './mandateDocument';

/** What a text is: a mandate that can be proposed, the one in force, or what has to be mended first. */
type ReadText =
  | { readonly type: 'in-force' }
  | { readonly type: 'invalid'; readonly problems: readonly string[] }
  | { readonly type: 'valid'; readonly document: MandateDocument };

/** The whole mandate as text, for everything that has no field of its own. */
export function MandateText({ mandate }: { readonly mandate: MandateView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const inForce = useMemo(
    () => toYaml(mandateDocument(mandate, mandate.spec)),
    [mandate],
  );
  const [edited, setEdited] = useState<string>();
  const text = edited ?? inForce;
  const read = useMemo(
    () => readText(text, { inForce, name: mandate.name }),
    [text, inForce, mandate.name],
  );
  return (
    <details className={styles.disclosure}>
      <summary>{t('mandates.text.title')}</summary>
      <Flex direction="column" gap="4" py="3">
        <TextAreaField
          label={t('mandates.text.label')}
          description={t('mandates.text.hint')}
          value={text}
          onChange={setEdited}
          rows={24}
          spellCheck="false"
        />
        {read.type === 'invalid' && (
          <Alert
            status="warning"
            icon
            title={t('mandates.conditions.invalid')}
            description={
              <ul>
                {read.problems.map(problem => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            }
          />
        )}
        {read.type === 'valid' && (
          <>
            <Flex gap="2">
              <ProposeMandate mandate={mandate} document={read.document} />
              <Button variant="secondary" onPress={() => setEdited(undefined)}>
                {t('mandates.text.reset')}
              </Button>
            </Flex>
            <ReplaySection document={read.document} />
          </>
        )}
      </Flex>
    </details>
  );
}

function readText(
  text: string,
  of: { readonly inForce: string; readonly name: string },
): ReadText {
  if (text === of.inForce) {
    return { type: 'in-force' };
  }
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    return { type: 'invalid', problems: [String(error)] };
  }
  const parsed = parseMandate(written);
  if (!parsed.ok) {
    return {
      type: 'invalid',
      problems: parsed.errors.map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      ),
    };
  }
  const { name, title, spec } = parsed;
  if (name !== of.name) {
    return {
      type: 'invalid',
      problems: [`metadata.name: ${name} ≠ ${of.name}`],
    };
  }
  return {
    type: 'valid',
    document: mandateDocument(
      { name, title: title ?? name, description: descriptionIn(written) },
      spec,
    ),
  };
}

function descriptionIn(written: unknown): string | undefined {
  const { metadata } = written as { metadata?: { description?: unknown } };
  return typeof metadata?.description === 'string'
    ? metadata.description
    : undefined;
}
