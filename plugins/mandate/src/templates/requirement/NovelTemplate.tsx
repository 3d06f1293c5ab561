import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type {
  TemplateDraftRequest,
  TemplateDraftView,
} from '@mandate/plugin-mandate-common';
import { ErrorState, templatesApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { DraftForm } from './DraftForm';
import { DraftReview } from './DraftReview';
import type { Requirement } from './RequirementForm';

type Drafting =
  | { readonly status: 'closed' }
  | { readonly status: 'asking' }
  | { readonly status: 'busy' }
  | { readonly status: 'failed'; readonly error: unknown }
  | {
      readonly status: 'drafted';
      readonly request: TemplateDraftRequest;
      readonly draft: TemplateDraftView;
    };

/** For a need that no approved template meets: a draft with the record of its design, which people then approve. */
export function NovelTemplate(props: {
  readonly asked: Requirement;
  /** Whether there is a template to start from. */
  readonly isNearest: boolean;
}) {
  const { asked, isNearest } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(templatesApiRef);
  const [drafting, setDrafting] = useState<Drafting>({ status: 'closed' });
  const draft = async (request: TemplateDraftRequest) => {
    setDrafting({ status: 'busy' });
    try {
      const drafted = await api.draftTemplate(request);
      setDrafting({ status: 'drafted', request, draft: drafted });
    } catch (error) {
      setDrafting({ status: 'failed', error });
    }
  };
  return (
    <Section title={t('templates.novel.title')}>
      <Flex direction="column" gap="3">
        <Text as="p" color="secondary">
          {t('templates.novel.hint')}
        </Text>
        {drafting.status === 'closed' ? (
          <Flex>
            <Button
              variant="secondary"
              onPress={() => setDrafting({ status: 'asking' })}
            >
              {t('templates.novel.open')}
            </Button>
          </Flex>
        ) : (
          <Flex direction="column" gap="4">
            <DraftForm
              requirement={asked.words}
              isNearest={isNearest}
              isBusy={drafting.status === 'busy'}
              onDraft={draft}
            />
            {drafting.status === 'failed' && (
              <ErrorState error={drafting.error} />
            )}
            {drafting.status === 'drafted' && (
              <DraftReview
                key={drafting.draft.text}
                request={drafting.request}
                draft={drafting.draft}
              />
            )}
          </Flex>
        )}
      </Flex>
    </Section>
  );
}
