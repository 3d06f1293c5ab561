import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { Flex } from '@backstage/ui';
import { useMemo, useState } from 'react';
import styles from '../../changes/ChangePage.module.css';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { ClauseCondition } from '../editor/ClauseCondition';
import {
  conditionsOf,
  type MandateDocument,
  withConditions,
} from '../editor/mandateDocument';
import { draftProblems } from './draft';
import { DraftReadiness } from './DraftReadiness';
import { DraftText } from './DraftText';
import { MandateFields } from './MandateFields';

/** The form of a new mandate on the left; what is left to mend, the replay and the proposal on the right. */
export function MandateForm(props: {
  readonly first: MandateDocument;
  readonly mandates: readonly MandateView[];
}) {
  const { first, mandates } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [draft, setDraft] = useState(first);
  const [isTextValid, setIsTextValid] = useState(true);
  const problems = useMemo(
    () => draftProblems(draft, mandates),
    [draft, mandates],
  );
  const conditions = conditionsOf(draft);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Section title={t('mandates.creation.about')}>
          <MandateFields
            draft={draft}
            problem={problems.name}
            isDisabled={!isTextValid}
            onChange={setDraft}
          />
        </Section>
        <Section title={t('mandates.creation.conditions')}>
          <Flex direction="column" gap="4">
            {draft.spec.grants.map((grant, index) => (
              <ClauseCondition
                // Clauses have no name; their place is their identity.
                // eslint-disable-next-line react/no-array-index-key
                key={index}
                grant={grant}
                index={index}
                value={conditions[index]}
                onChange={condition =>
                  setDraft({
                    ...draft,
                    spec: withConditions(
                      draft,
                      conditions.map((other, at) =>
                        at === index ? condition : other,
                      ),
                    ),
                  })
                }
              />
            ))}
          </Flex>
        </Section>
        <DraftText
          draft={draft}
          onChange={setDraft}
          onValidity={setIsTextValid}
        />
      </div>
      <div className={styles.column}>
        <DraftReadiness
          draft={draft}
          problems={problems}
          isTextValid={isTextValid}
        />
      </div>
    </div>
  );
}
