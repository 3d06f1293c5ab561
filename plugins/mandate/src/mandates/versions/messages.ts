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
  commit:
    'The version in force stays as it is. This one comes back when its text is committed in place of {{file}}, reviewed like any other change.',
} as const;
