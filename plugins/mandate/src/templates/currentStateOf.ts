import type {
  TemplateVersionView,
  TemplateView,
} from '@mandate/plugin-mandate-common';

/** The state of the version that new instances get. */
export function currentStateOf({
  current,
  versions,
}: Pick<TemplateView, 'current' | 'versions'>): TemplateVersionView['state'] {
  return (
    versions.find(({ digest }) => digest === current)?.state ?? 'not-approved'
  );
}
