import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateRef,
} from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  ErrorState,
  mandateApiRef,
  templatesApiRef,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { MayPropose } from '../page/MayPropose';
import { mandateTranslationRef } from '../translation';

type AskState =
  | { readonly status: 'idle' }
  | { readonly status: 'working' }
  | { readonly status: 'asked'; readonly changeId: string }
  | { readonly status: 'failed'; readonly error: unknown };

/** Asks for the approval of a version that lies in a folder and that nobody approved yet: exactly the files it has now. */
export function AskApproval(props: {
  readonly name: string;
  readonly digest: string;
}) {
  const { name, digest } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const templates = useApi(templatesApiRef);
  const [state, setState] = useState<AskState>({ status: 'idle' });
  const ask = async () => {
    setState({ status: 'working' });
    try {
      const { text } = await templates.getTemplateVersion({ name, digest });
      const { id } = await api.propose({
        kind: APPROVE_TEMPLATE_KIND,
        target: {
          entityRef: templateRef(name),
          environment: PORTAL_ENVIRONMENT,
        },
        input: { action: 'approve', text },
        reason: t('templates.page.approvalReason'),
      });
      setState({ status: 'asked', changeId: id });
    } catch (error) {
      setState({ status: 'failed', error });
    }
  };
  if (state.status === 'asked') {
    return (
      <Text as="p" role="status">
        <ChangeLink id={state.changeId}>{t('templates.proposed')}</ChangeLink>
      </Text>
    );
  }
  return (
    <MayPropose>
      <Flex direction="column" gap="2">
        {state.status === 'failed' && <ErrorState error={state.error} />}
        <Flex>
          <Button
            variant="secondary"
            size="small"
            isPending={state.status === 'working'}
            onPress={ask}
          >
            {t('templates.novel.propose')}
          </Button>
        </Flex>
      </Flex>
    </MayPropose>
  );
}
