import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Boundaries, BoundaryQuery } from '@mandate/plugin-mandate-common';
import {
  Fact,
  Facts,
  LoadView,
  MandateLink,
  OversightBadge,
  useBoundaries,
} from '@mandate/plugin-mandate-react';
import { Fragment } from 'react';
import { scaffolderFieldsTranslationRef } from '../translation';

/** What will apply to what the form makes: whether it runs by itself, the limits with their units, and whose mandate says so. */
export function ApplyingBoundaries(props: { readonly query: BoundaryQuery }) {
  const boundaries = useBoundaries(props.query);
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  return (
    <section aria-label={t('applies')} aria-live="polite">
      <LoadView load={boundaries}>
        {value => <BoundaryFacts boundaries={value} />}
      </LoadView>
    </section>
  );
}

function BoundaryFacts({ boundaries }: { readonly boundaries: Boundaries }) {
  const { kinds, limits, mandates, cluster, namespace } = boundaries;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const deploy = kinds.find(({ kind }) => kind === 'deploy');
  const limitWords = limits.map(({ name, limit, hard }) => {
    const words = t(`limit.${name}`, {
      number: typeof limit === 'number' ? limit.toLocaleString() : limit,
    });
    return hard ? `${words} (${t('hard')})` : words;
  });
  return (
    <Facts>
      {deploy && (
        <Fact name={t('deploy')}>
          <OversightBadge oversight={deploy.oversight} />
          <div>{deploy.words}</div>
        </Fact>
      )}
      {deploy?.budget && <Fact name={t('budget')}>{deploy.budget.words}</Fact>}
      <Fact name={t('limits')}>{limitWords.join(', ') || t('noLimits')}</Fact>
      <Fact name={t('mandates')}>
        {mandates.length === 0
          ? t('noMandate')
          : mandates.map(({ name }, index) => (
              <Fragment key={name}>
                {index > 0 && ', '}
                <MandateLink name={name} />
              </Fragment>
            ))}
        <div>{t('where', { cluster, namespace })}</div>
      </Fact>
    </Facts>
  );
}
