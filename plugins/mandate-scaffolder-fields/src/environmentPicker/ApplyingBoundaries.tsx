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
        {value => <BoundaryFacts boundaries={value} query={props.query} />}
      </LoadView>
    </section>
  );
}

function BoundaryFacts(props: {
  readonly boundaries: Boundaries;
  readonly query: BoundaryQuery;
}) {
  const { boundaries, query } = props;
  const { kinds, limits, mandates, cluster, namespace } = boundaries;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const proposed = kinds.find(({ kind }) => kind === query.kind);
  const limitWords = limits.map(({ name, limit, hard }) => {
    const words = t(`limit.${name}`, {
      number: typeof limit === 'number' ? limit.toLocaleString() : limit,
    });
    return hard ? `${words} (${t('hard')})` : words;
  });
  return (
    <Facts>
      {proposed && (
        <Fact name={proposed.kind === 'deploy' ? t('deploy') : proposed.title}>
          <OversightBadge oversight={proposed.oversight} />
          <div>{proposed.words}</div>
        </Fact>
      )}
      {proposed?.budget && (
        <Fact name={t('budget')}>{proposed.budget.words}</Fact>
      )}
      <Fact name={t('limits')}>{limitWords.join(', ') || t('noLimits')}</Fact>
      <Fact name={t('mandates')}>
        {mandates.length === 0
          ? t('noMandate')
          : mandates.map(({ entityRef }, index) => (
              <Fragment key={entityRef}>
                {index > 0 && ', '}
                <MandateLink entityRef={entityRef} />
              </Fragment>
            ))}
        <div>
          {query.system === undefined
            ? t('whereAlone', { cluster })
            : t('where', { cluster, namespace })}
        </div>
      </Fact>
    </Facts>
  );
}
