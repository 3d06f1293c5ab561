import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { type MandateDocument, mandateRefOf } from '../editor/mandateDocument';
import { ProposeMandate } from '../proposals/ProposeMandate';
import { ReplaySection } from '../replay/ReplaySection';
import type { DraftProblems } from './draft';
import { Problems } from './DraftText';

const nameWords = {
  missing: 'mandates.creation.nameMissing',
  malformed: 'mandates.creation.nameMalformed',
  taken: 'mandates.creation.nameTaken',
} as const;

/** What is left to mend; once nothing is, the replay and the proposal. */
export function DraftReadiness(props: {
  readonly draft: MandateDocument;
  readonly problems: DraftProblems;
  readonly isTextValid: boolean;
}) {
  const { draft, problems, isTextValid } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const words = [
    ...(isTextValid ? [] : [t('mandates.creation.textInvalid')]),
    ...(problems.name ? [t(nameWords[problems.name])] : []),
    ...problems.rules,
  ];
  if (words.length > 0) {
    return (
      <Section title={t('mandates.creation.notReady')}>
        <Flex direction="column" gap="3">
          <Alert
            role="status"
            status="warning"
            icon
            title={t('mandates.creation.toMend')}
            description={<Problems problems={words} />}
          />
          <Text as="p" color="secondary">
            {t('mandates.creation.tryHint')}
          </Text>
        </Flex>
      </Section>
    );
  }
  const { name, title } = draft.metadata;
  return (
    <Section title={t('mandates.creation.ready')}>
      <Flex direction="column" gap="4">
        <Flex>
          <ProposeMandate
            mandate={{
              entityRef: mandateRefOf(draft),
              title: title || name,
            }}
            document={draft}
            label={t('mandates.creation.propose')}
          />
        </Flex>
        <ReplaySection document={draft} />
      </Flex>
    </Section>
  );
}
