import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DecisionPreview } from './DecisionPreview';
import { decisionPreviewSchema } from './decisionPreviewSchema';

/** `ui:field: MandateDecisionPreview`: what would happen to what the form says, before it is sent. */
export const decisionPreviewField = createFormField({
  name: 'MandateDecisionPreview',
  component: DecisionPreview,
  schema: decisionPreviewSchema,
});
