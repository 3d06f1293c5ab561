import {
  instanceProposal,
  type ProposeRequest,
  type TemplateView,
} from '@mandate/plugin-mandate-common';

/** Fields of a form that an instance cannot be proposed without. */
const NEEDED = ['name', 'owner', 'environment'] as const;

/** What the form would propose now, or which of its fields are still empty. */
export type PreviewRequest =
  | { readonly type: 'request'; readonly request: ProposeRequest }
  | { readonly type: 'missing'; readonly fields: readonly string[] };

/** Reads a form of a template as `mandate:provision` would. */
export function previewRequest(
  formData: unknown,
  template: TemplateView,
): PreviewRequest {
  const fields = new Map(
    typeof formData === 'object' && formData !== null
      ? Object.entries(formData)
      : [],
  );
  const text = (name: string): string | undefined => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [name, owner, environment] = NEEDED.map(text);
  if (!name || !owner || !environment) {
    return { type: 'missing', fields: NEEDED.filter(one => !text(one)) };
  }
  return {
    type: 'request',
    request: instanceProposal(
      {
        template: template.name,
        name,
        owner,
        environment,
        system: text('system'),
        description: text('description'),
        reason: text('reason'),
        parameters: Object.fromEntries(
          parametersOf(template).map(one => [one, fields.get(one)]),
        ),
      },
      template,
    ),
  };
}

function parametersOf({ schema }: TemplateView): readonly string[] {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null
    ? Object.keys(properties)
    : [];
}
