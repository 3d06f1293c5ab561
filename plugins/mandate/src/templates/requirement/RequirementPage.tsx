import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  LoadView,
  templatesApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useSearchParams } from 'react-router-dom';
import { Page } from '../../page/Page';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { Matches } from './Matches';
import { NovelTemplate } from './NovelTemplate';
import { type Requirement, RequirementForm } from './RequirementForm';
import { TemplatesTable } from './TemplatesTable';

/** From what somebody needs to a template: one that fits, or the draft of a new one. */
export function RequirementPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const [search, setSearch] = useSearchParams();
  const asked: Requirement = {
    words: search.get('need') ?? '',
    environment: search.get('environment') ?? undefined,
  };
  return (
    <Page>
      <Flex direction="column" gap="4">
        <Section title={t('templates.requirement.title')}>
          <Text as="p" color="secondary">
            {t('templates.requirement.hint')}
          </Text>
          <RequirementForm
            asked={asked}
            onAsk={({ words, environment }) =>
              setSearch(
                environment ? { need: words, environment } : { need: words },
              )
            }
          />
        </Section>
        {asked.words === '' ? (
          <TemplatesTable />
        ) : (
          <Answer key={`${asked.words} ${asked.environment}`} asked={asked} />
        )}
      </Flex>
    </Page>
  );
}

function Answer({ asked }: { readonly asked: Requirement }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(templatesApiRef);
  const matches = useLoad(JSON.stringify(asked), signal =>
    api.matchTemplates(asked, { signal }),
  );
  return (
    <>
      <Section title={t('templates.requirement.matches')}>
        <LoadView load={matches} lines={6}>
          {found => <Matches matches={found} asked={asked} />}
        </LoadView>
      </Section>
      {matches.status !== 'loading' && (
        <NovelTemplate
          asked={asked}
          isNearest={(matches.value ?? []).length > 0}
        />
      )}
    </>
  );
}
