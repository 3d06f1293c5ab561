import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { Fact, Facts, Status } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import { kindsByOversight, type SummarisedOversight } from './kindsByOversight';
import { useMandateWords } from './useMandateWords';

const shown: readonly SummarisedOversight[] = [
  'autonomous',
  'notify',
  'approve',
  'forbid',
];

/** What a mandate covers and, for each oversight, which kinds of change: as much as a list can say of it. */
export function MandateSummary({ mandate }: { readonly mandate: MandateView }) {
  const { spec } = mandate;
  const { t } = useTranslationRef(mandateTranslationRef);
  const words = useMandateWords();
  const kinds = kindsByOversight(spec);
  return (
    <>
      {mandate.reviewOverdue && (
        <Status tone="danger">
          {t('mandates.review')} {t('mandates.reviewOverdue')}
        </Status>
      )}
      <Facts>
        <Fact name={t('mandates.scope')}>{words.scope(spec)}</Fact>
        {shown.map(oversight => {
          const { always, sometimes } = kinds[oversight];
          return (
            always.length + sometimes.length > 0 && (
              <Fact key={oversight} name={t(`mandates.summary.${oversight}`)}>
                {[
                  ...(always.length > 0 ? [words.kinds(always)] : []),
                  ...(sometimes.length > 0
                    ? [
                        t('mandates.summary.sometimes', {
                          kinds: words.kinds(sometimes),
                        }),
                      ]
                    : []),
                ].join('; ')}
              </Fact>
            )
          );
        })}
        <Fact name={t('mandates.otherwise')}>{words.otherwise(spec)}</Fact>
        <Fact name={t('mandates.limits')}>{words.limits(spec)}</Fact>
      </Facts>
    </>
  );
}
