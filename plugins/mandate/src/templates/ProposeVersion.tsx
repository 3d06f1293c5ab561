import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { TemplateInstanceView } from '@mandate/plugin-mandate-common';
import { ChangeLink, mandateApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';

type ProposalState =
  | { readonly status: 'idle' }
  | { readonly status: 'working' }
  | { readonly status: 'proposed'; readonly changeId: string }
  | { readonly status: 'failed'; readonly words: string };

/** Proposes to deploy a version of the instance's template, with the parameters it has. */
export function ProposeVersion(props: {
  readonly instance: TemplateInstanceView;
  readonly digest: string;
  readonly reason: string;
  /** What the button says. */
  readonly label: string;
}) {
  const { instance, digest, reason, label } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [state, setState] = useState<ProposalState>({ status: 'idle' });
  const propose = async () => {
    setState({ status: 'working' });
    try {
      const { id } = await api.propose({
        kind: 'deploy',
        target: {
          entityRef: instance.entityRef,
          environment: instance.environment,
        },
        input: {
          template: { name: instance.template, digest, parameters: {} },
        },
        reason,
      });
      setState({ status: 'proposed', changeId: id });
    } catch (error) {
      setState({
        status: 'failed',
        words: error instanceof Error ? error.message : String(error),
      });
    }
  };
  if (state.status === 'proposed') {
    return (
      <Text as="p" role="status">
        <ChangeLink id={state.changeId}>{t('templates.proposed')}</ChangeLink>
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      {state.status === 'failed' && (
        <Text as="p" color="danger" role="alert">
          {state.words}
        </Text>
      )}
      <Flex>
        <Button
          variant="secondary"
          isDisabled={state.status === 'working'}
          onPress={propose}
        >
          {label}
        </Button>
      </Flex>
    </Flex>
  );
}
