import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Flex, Text } from '@backstage/ui';
import type { Simulation } from '@mandate/plugin-mandate-common';
import {
  ErrorState,
  mandateApiRef,
  SimulationResult,
  templatesApiRef,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { scaffolderFieldsTranslationRef } from '../translation';
import type { decisionPreviewSchema } from './decisionPreviewSchema';
import { previewRequest } from './previewRequest';

type Preview =
  | { readonly status: 'idle' }
  | { readonly status: 'busy' }
  | { readonly status: 'missing'; readonly fields: readonly string[] }
  | {
      readonly status: 'shown';
      readonly simulation: Simulation;
      /** The form that it is about. */
      readonly of: string;
    }
  | { readonly status: 'failed'; readonly error: unknown };

/**
 * Shows what would happen to what the form says: checks, effect, cost, and who would be asked. It asks for nothing and
 * proposes nothing until somebody presses the button.
 */
export function DecisionPreview(props: typeof decisionPreviewSchema.TProps) {
  const { schema, uiSchema, formContext } = props;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const mandate = useApi(mandateApiRef);
  const templates = useApi(templatesApiRef);
  const [preview, setPreview] = useState<Preview>({ status: 'idle' });
  const formData: unknown = formContext?.formData;
  const form = JSON.stringify(formData);
  const name = uiSchema?.['ui:options']?.template ?? '';

  const show = async () => {
    setPreview({ status: 'busy' });
    try {
      const asked = previewRequest(formData, await templates.getTemplate(name));
      setPreview(
        asked.type === 'missing'
          ? { status: 'missing', fields: asked.fields }
          : {
              status: 'shown',
              simulation: await mandate.simulate(asked.request),
              of: form,
            },
      );
    } catch (error) {
      setPreview({ status: 'failed', error });
    }
  };

  return (
    // The box tells BUI its background, so that the button on it is seen.
    <Box
      bg="neutral"
      p="3"
      role="group"
      aria-label={schema.title ?? t('preview.label')}
    >
      <Flex direction="column" gap="3">
        <Text as="h4" weight="bold">
          {schema.title ?? t('preview.label')}
        </Text>
        <Text as="p" color="secondary">
          {schema.description ?? t('preview.description')}
        </Text>
        <Flex>
          <Button
            variant="secondary"
            isPending={preview.status === 'busy'}
            onPress={show}
          >
            {t('preview.show')}
          </Button>
        </Flex>
        {preview.status === 'missing' && (
          <Text as="p" role="alert" color="danger">
            {t('preview.missing', { fields: preview.fields.join(', ') })}
          </Text>
        )}
        {preview.status === 'failed' && <ErrorState error={preview.error} />}
        {preview.status === 'shown' &&
          (preview.of === form ? (
            <SimulationResult simulation={preview.simulation} />
          ) : (
            <Text as="p" color="secondary" role="status">
              {t('preview.stale')}
            </Text>
          ))}
      </Flex>
    </Box>
  );
}
