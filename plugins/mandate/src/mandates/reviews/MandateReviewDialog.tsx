import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup } from '@backstage/ui';
import type {
  MandateReviewRequest,
  MandateReviewView,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef, ReasonDialog } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../../translation';
import { durationWords } from '../durationWords';

type Verdict = MandateReviewRequest['verdict'];
const verdicts: readonly Verdict[] = ['confirmed', 'change-needed'];

/** Asks for a verdict on the version that the reviewer sees, and why. */
export function MandateReviewDialog(props: {
  readonly review: MandateReviewView;
  readonly onReviewed: () => void;
  readonly onClose: () => void;
}) {
  const { review, onReviewed, onClose } = props;
  const { entityRef, title, version, every } = review;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const [verdict, setVerdict] = useState<Verdict>('confirmed');

  const record = async (comment: string) => {
    await api.reviewMandate(entityRef, { verdict, comment, version });
    toastApi.post({ title: t('mandates.reviews.recorded'), status: 'success' });
    onReviewed();
  };

  return (
    <ReasonDialog
      title={t('mandates.reviews.dialogTitle', { title })}
      description={t('mandates.reviews.description')}
      actionLabel={t('mandates.reviews.submit')}
      onSubmit={record}
      onClose={onClose}
    >
      <RadioGroup
        label={t('mandates.reviews.verdict')}
        value={verdict}
        onChange={value =>
          setVerdict(verdicts.find(one => one === value) ?? 'confirmed')
        }
      >
        {verdicts.map(one => (
          <Radio key={one} value={one}>
            {t(`mandates.reviews.${one}`, { every: durationWords(every) })}
          </Radio>
        ))}
      </RadioGroup>
    </ReasonDialog>
  );
}
