import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type {
  ChangeDetail,
  QuestionView,
} from '@mandate/plugin-mandate-common';
import {
  EntityName,
  ReasonDialog,
  RelativeTime,
} from '@mandate/plugin-mandate-react';
import { useId, useState } from 'react';
import { mandateTranslationRef } from '../translation';
import styles from './ChangePage.module.css';
import { useChangeOperations } from './useChangeOperations';

/** What was asked about a change and answered; the proposer answers here. Nothing when nobody asked. */
export function Questions(props: {
  readonly change: ChangeDetail;
  readonly onChanged: () => void;
}) {
  const { change, onChanged } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const operations = useChangeOperations(change, onChanged);
  const [answering, setAnswering] = useState<QuestionView>();
  const titleId = useId();
  if (change.questions.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="h4" weight="bold" id={titleId}>
        {t('discussion.title')}
      </Text>
      <ul className={styles.list} aria-labelledby={titleId}>
        {change.questions.map(question => (
          <Question
            key={question.id}
            question={question}
            onAnswer={
              change.allowed.answer.allowed
                ? () => setAnswering(question)
                : undefined
            }
          />
        ))}
      </ul>
      {answering && (
        <ReasonDialog
          title={t('discussion.answerTitle')}
          description={answering.text}
          actionLabel={t('discussion.answerSubmit')}
          onSubmit={text => operations.answer(answering.id, text)}
          onClose={() => setAnswering(undefined)}
        />
      )}
    </div>
  );
}

function Question(props: {
  readonly question: QuestionView;
  readonly onAnswer?: () => void;
}) {
  const { question, onAnswer } = props;
  const { askedBy, askedAt, text, answer } = question;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <li>
      <Text as="p">
        <EntityName entityRef={askedBy} /> {t('discussion.asks')}{' '}
        <RelativeTime at={askedAt} />: {text}
      </Text>
      {answer ? (
        <Text as="p">
          <EntityName entityRef={answer.by} /> {t('discussion.answers')}{' '}
          <RelativeTime at={answer.at} />: {answer.text}
        </Text>
      ) : (
        <Text as="p" color="secondary">
          {t('discussion.waits')}{' '}
          {onAnswer && (
            <Button size="small" variant="secondary" onPress={onAnswer}>
              {t('discussion.answer')}
            </Button>
          )}
        </Text>
      )}
    </li>
  );
}
