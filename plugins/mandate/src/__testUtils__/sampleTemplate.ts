import type {
  TemplateVersionView,
  TemplateView,
} from '@mandate/plugin-mandate-common';

/** A template with one version. */
export function sampleTemplate(
  name: string,
  options: {
    readonly title?: string;
    readonly containerType?: string;
    readonly state?: TemplateVersionView['state'];
  } = {},
): TemplateView {
  const { title = name, containerType, state = 'approved' } = options;
  const digest = `sha256:${name}`;
  return {
    name,
    title,
    description: `What ${name} is for.`,
    containerType,
    stateful: false,
    owner: 'group:default/platform',
    current: digest,
    versions: [{ digest, state }],
    schema: {},
    groups: [],
  };
}
