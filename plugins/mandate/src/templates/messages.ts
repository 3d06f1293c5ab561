/** Texts of the template's card. */
export const templateMessages = {
  title: 'Template',
  none: 'Not made from a template',
  noneHint:
    'What is deployed from a template keeps its version here, and says when a newer one is approved.',
  version: '{{template}}, version {{version}}',
  upgrade: 'Upgrade available: version {{version}} is approved.',
  reason: 'Upgrade to the approved version {{version}} of its template.',
  propose: 'Propose the upgrade in {{environment}}',
  proposed: 'Proposed: open the change',
  state: {
    deprecated:
      'This version is deprecated: no new instances are made from it.',
    withdrawn:
      'The approval of this version was withdrawn. Upgrade it, or ask its owner.',
    'not-approved': 'This version is not approved.',
  },
} as const;
