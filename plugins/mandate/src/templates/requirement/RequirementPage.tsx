import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { LoadView, loadedValue } from '@mandate/plugin-mandate-react';
import { useSearchParams } from 'react-router-dom';
import { Page } from '../../page/Page';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { currentStateOf } from '../currentStateOf';
import { TemplatesTable } from '../list/TemplatesTable';
import { useTemplateMatches, useTemplates } from '../useTemplates';
import { Matches } from './Matches';
import { NotYetApproved } from './NotYetApproved';
import { NovelTemplate } from './NovelTemplate';
import { type Requirement, RequirementForm } from './RequirementForm';

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
          <Flex direction="column" gap="3">
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
          </Flex>
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
  const matches = useTemplateMatches(asked);
  const templates = loadedValue(useTemplates());
  const isEarly =
    templates?.every(one => currentStateOf(one) !== 'approved') ?? false;
  return (
    <>
      <Section title={t('templates.requirement.matches')}>
        <Flex direction="column" gap="4">
          {templates && <NotYetApproved templates={templates} />}
          <LoadView load={matches} lines={6}>
            {found =>
              // That none fits would be said of templates that nobody has compared yet.
              found.length === 0 && isEarly ? null : (
                <Matches matches={found} asked={asked} />
              )
            }
          </LoadView>
        </Flex>
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
