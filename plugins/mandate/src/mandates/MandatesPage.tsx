import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Link,
  SearchField,
  Text,
} from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  entityName,
  LoadView,
  newMandateRouteRef,
  useMandateHref,
  useMandates,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { MayPropose } from '../page/MayPropose';
import { KeyArea, Page } from '../page/Page';
import { LIST_ROW, useListKeys } from '../page/useListKeys';
import { useUrlFilters } from '../page/useUrlFilters';
import { StopAutomation } from '../stopping/StopAutomation';
import { mandateTranslationRef } from '../translation';
import { ForecastsSection } from './forecasts/ForecastsSection';
import { MandateSummary } from './MandateSummary';
import { WaitingMandates } from './proposals/MandateProposals';
import { RejectedVersion } from './RejectedVersion';
import { MandateReviews } from './reviews/MandateReviews';
import { FailureRates } from './trackRecord/FailureRates';

/** All mandates: what each covers and lets run alone; the rest is on a mandate's own page. Then the reviews, and how it went. */
export function MandatesPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const mandates = useMandates();
  const filters = useUrlFilters();
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area);
  const text = filters.get('text') ?? '';

  return (
    <Page>
      <KeyArea area={area}>
        <Flex gap="2" align="center">
          <SearchField
            aria-label={t('mandates.search')}
            placeholder={t('mandates.search')}
            value={text}
            onChange={value => filters.set('text', value)}
          />
          <NewMandateButton />
          <StopAutomation />
        </Flex>
        <WaitingMandates />
        <LoadView load={mandates} lines={9}>
          {all =>
            all.length === 0 ? (
              <EmptyState title={t('mandates.none')}>
                {t('mandates.noneHint')}
              </EmptyState>
            ) : (
              <FoundMandates
                mandates={all.filter(mandate => matches(mandate, text))}
                text={text}
              />
            )
          }
        </LoadView>
        <MandateReviews />
        <FailureRates />
        <ForecastsSection />
      </KeyArea>
    </Page>
  );
}

function NewMandateButton() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const newMandateRoute = useRouteRef(newMandateRouteRef);
  return newMandateRoute ? (
    <MayPropose>
      <ButtonLink href={newMandateRoute()}>
        {t('mandates.creation.open')}
      </ButtonLink>
    </MayPropose>
  ) : null;
}

function FoundMandates(props: {
  readonly mandates: readonly MandateView[];
  readonly text: string;
}) {
  const { mandates, text } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (mandates.length === 0) {
    return <EmptyState title={t('mandates.noMatch', { text })} />;
  }
  return (
    <Flex direction="column" gap="4" py="4">
      {mandates.map(mandate => (
        <MandateCard key={mandate.entityRef} mandate={mandate} />
      ))}
    </Flex>
  );
}

function MandateCard({ mandate }: { readonly mandate: MandateView }) {
  const { entityRef, title, description } = mandate;
  const href = useMandateHref()(entityRef);
  return (
    <Card {...{ [LIST_ROW]: '' }}>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          {href === undefined ? title : <Link href={href}>{title}</Link>}
        </Text>
        {description && (
          <Text as="p" color="secondary">
            {description}
          </Text>
        )}
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <RejectedVersion mandate={mandate} />
          <MandateSummary mandate={mandate} />
        </Flex>
      </CardBody>
    </Card>
  );
}

function matches(mandate: MandateView, text: string): boolean {
  const shown = JSON.stringify([
    entityName(mandate.entityRef),
    mandate.title,
    mandate.owner,
    mandate.spec.appliesTo,
    mandate.spec.grants,
  ]).toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => shown.includes(word));
}
