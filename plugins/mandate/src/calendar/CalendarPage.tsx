import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { Calendar } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EmptyState,
  LoadView,
  Status,
  useCalendar,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Page } from '../page/Page';
import { Section } from '../page/Section';
import { type UrlFilters, useUrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';
import { CalendarChart } from './CalendarChart';
import { ChangesTable, WindowsTable } from './CalendarTables';
import { ReviewsSection } from './ReviewsSection';
import { shifted, type Stretch, stretchOf, type View, views } from './stretch';

/** When changes may start, what is planned and running, what is in each other's way, and what has to be reviewed. */
export function CalendarPage() {
  const filters = useUrlFilters();
  // Kept: a calendar that moves with each second would be asked for again each time.
  const [openedAtMs] = useState(() => Date.now());
  const view = views.find(one => one === filters.get('view')) ?? 'week';
  const stretch = stretchOf(view, filters.get('from'), openedAtMs);
  const calendar = useCalendar({
    from: new Date(stretch.fromMs).toISOString(),
    until: new Date(stretch.untilMs).toISOString(),
  });
  return (
    <Page>
      <ReviewsSection />
      {/* Outside of what is loaded: focus stays while another stretch loads, and one gets away from one that fails. */}
      <Controls view={view} stretch={stretch} filters={filters} />
      <LoadView load={calendar} lines={9}>
        {value => (
          <>
            <Headline calendar={value} />
            <Conflicts calendar={value} />
            <CalendarView calendar={value} stretch={stretch} />
          </>
        )}
      </LoadView>
    </Page>
  );
}

function Headline({ calendar }: { readonly calendar: Calendar }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const frozen = calendar.windows.filter(
    ({ type, isNow }) => type === 'freeze' && isNow,
  );
  return (
    <Text as="h2" variant="title-small" weight="bold">
      <Status tone={frozen.length > 0 ? 'warning' : 'positive'}>
        {frozen.length > 0
          ? `${t('calendar.nowFrozen', { count: frozen.length })}: ${frozen
              .map(({ title }) => title)
              .join(', ')}`
          : t('calendar.nowOpen')}
      </Status>
    </Text>
  );
}

function Controls(props: {
  readonly view: View;
  readonly stretch: Stretch;
  readonly filters: UrlFilters;
}) {
  const { view, stretch, filters } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const move = (by: 1 | -1) => filters.set('from', shifted(stretch, view, by));
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <ToggleButtonGroup
        aria-label={t('calendar.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={keys => filters.set('view', [...keys].map(String))}
      >
        {views.map(one => (
          <ToggleButton key={one} id={one}>
            {t(`calendar.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Button variant="secondary" onPress={() => move(-1)}>
        {t('calendar.before')}
      </Button>
      <Button variant="secondary" onPress={() => filters.set('from', '')}>
        {t('calendar.today')}
      </Button>
      <Button variant="secondary" onPress={() => move(1)}>
        {t('calendar.after')}
      </Button>
    </Flex>
  );
}

function CalendarView(props: {
  readonly calendar: Calendar;
  readonly stretch: Stretch;
}) {
  const { calendar, stretch } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (calendar.windows.length === 0 && calendar.changes.length === 0) {
    return (
      <EmptyState title={t('calendar.nothing')}>
        {t('calendar.nothingHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <CalendarChart calendar={calendar} stretch={stretch} />
      <Section title={t('calendar.windows')}>
        <WindowsTable windows={calendar.windows} />
      </Section>
      <Section title={t('calendar.changes')}>
        <ChangesTable changes={calendar.changes} />
      </Section>
    </>
  );
}

function Conflicts({ calendar }: { readonly calendar: Calendar }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (calendar.conflicts.length === 0) {
    return null;
  }
  const titles = new Map(calendar.changes.map(({ id, title }) => [id, title]));
  return (
    <Flex
      direction="column"
      gap="2"
      role="region"
      aria-label={t('calendar.conflicts')}
    >
      {calendar.conflicts.map(({ words, changes }) => (
        <Alert
          key={changes.join(' ')}
          status="warning"
          icon
          title={words}
          description={
            <Flex gap="3">
              {changes.map(id => (
                <ChangeLink key={id} id={id}>
                  {t('calendar.openChange', { title: titles.get(id) ?? id })}
                </ChangeLink>
              ))}
            </Flex>
          }
        />
      ))}
    </Flex>
  );
}
