import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { TemplateInstanceView } from '@mandate/plugin-mandate-common';
import { ChangeLink, mandateApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { MayPropose } from '../page/MayPropose';
import { mandateTranslationRef } from '../translation';

type ProposalState =
  | { readonly status: 'idle' }
  | { readonly status: 'working' }
  | { readonly status: 'proposed'; readonly changeId: string }
  | { readonly status: 'failed'; readonly words: string };

/** What is proposed for an instance. */
export type InstanceChange =
  /** To deploy a version of its template, with the parameters it has. */
  | { readonly kind: 'deploy'; readonly digest: string }
  /** To delete what its template brought. */
  | { readonly kind: 'delete' };

/** A button that proposes a change of an instance. */
export function ProposeForInstance(props: {
  readonly instance: TemplateInstanceView;
  readonly change: InstanceChange;
  readonly reason: string;
  /** What the button says. */
  readonly label: string;
}) {
  const { instance, change, reason, label } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [state, setState] = useState<ProposalState>({ status: 'idle' });
  const propose = async () => {
    setState({ status: 'working' });
    try {
      const { id } = await api.propose({
        kind: change.kind,
        target: {
          entityRef: instance.entityRef,
          environment: instance.environment,
        },
        input: inputOf(change, instance),
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
    <MayPropose>
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
    </MayPropose>
  );
}

function inputOf(change: InstanceChange, { template }: TemplateInstanceView) {
  return change.kind === 'deploy'
    ? { template: { name: template, digest: change.digest, parameters: {} } }
    : { action: 'remove', template };
}
