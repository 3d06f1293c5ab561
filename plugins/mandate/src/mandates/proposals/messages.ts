/** Texts of proposing versions of mandates, and of those that wait. */
export const mandateProposalMessages = {
  propose: 'Propose this version…',
  proposeAgain: 'Propose version {{version}} again…',
  title: 'Propose this version of {{mandate}}',
  description:
    'The mandate’s owner and the approvers of all mandates decide. Until they have, what is in force stays as it is.',
  submit: 'Propose it',
  proposed: 'Proposed: {{title}}',
  waiting: 'Waiting for approval',
  waitingHint:
    'A version of a mandate comes into force when it is approved. These are not in force yet.',
  open: 'A change of this mandate waits: {{title}}',
  catalogVersion: 'The catalog shows another version than the one in force',
  catalogVersionOpen:
    'It comes into force when it is approved; until then this one holds.',
  catalogVersionClosed:
    'It was proposed and is not in force: it was not approved, or another version was put in force here since.',
  catalogDifference: 'What it would change',
  leftCatalog: 'This mandate left the catalog and grants nothing by itself',
  leftCatalogHint:
    'What it limits and forbids holds until its removal is approved. It comes back as it was when the catalog has it again.',
  seeChange: 'See the change',
} as const;
