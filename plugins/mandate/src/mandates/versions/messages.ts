/** Texts of the versions of a mandate. */
export const mandateVersionMessages = {
  title: 'Versions',
  version: 'Version',
  since: 'In force since',
  act: 'Compare',
  inForce: 'in force',
  compare: 'What changed since',
  compareWith: 'What changed since version {{version}}',
  hide: 'Hide',
  again: 'Version {{version}}, to be taken up again',
  propose: 'Roll back to version {{version}}…',
  commit:
    'The version in force stays as it is until rolling back is approved. Where the catalog reads mandates from git, commit this text in place of {{file}} too.',
} as const;
