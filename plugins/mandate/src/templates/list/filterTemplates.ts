import type { TemplateView } from '@mandate/plugin-mandate-common';
import { currentStateOf } from '../currentStateOf';

/** What a list of templates is narrowed by; what is not said narrows nothing. */
export interface TemplatesFilter {
  /** Words that must all occur in what the list shows. */
  readonly text?: string;
  readonly containerType?: string;
  /** Of the version that new instances get. */
  readonly state?: string;
}

/** The templates that a filter leaves, in their order. */
export function filterTemplates(
  templates: readonly TemplateView[],
  { text = '', containerType, state }: TemplatesFilter,
): readonly TemplateView[] {
  const words = text.toLocaleLowerCase().split(/\s+/);
  return templates.filter(template => {
    const shown = shownText(template);
    return (
      words.every(word => shown.includes(word)) &&
      (containerType === undefined ||
        template.containerType === containerType) &&
      (state === undefined || currentStateOf(template) === state)
    );
  });
}

function shownText(template: TemplateView): string {
  const { name, title, description, containerType, owner } = template;
  return [name, title, description, containerType, owner]
    .join(' ')
    .toLocaleLowerCase();
}
