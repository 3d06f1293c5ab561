/** Texts of the form for a new mandate. */
export const newMandateMessages = {
  open: 'New mandate…',
  title: 'New mandate',
  hint: 'Say what automation may do without asking. Nothing changes until the owner and the approvers of all mandates have agreed.',
  start: 'Start from',
  startHint:
    'What is usual for a type of container, or a mandate that you have.',
  startPlaceholder: 'Choose a starting point',
  chooseTitle: 'Where to start?',
  chooseHint:
    'Choose a starting point above. Everything in it can be changed before you propose it.',
  gone: 'There is no mandate {{name}} to start from. Choose another starting point.',
  usual: {
    'core-service': 'Core service: major upgrades ask, reviewed each quarter',
    utility: 'Utility: runs by itself, reviewed once a year',
    integration: 'Integration: new endpoints ask, reviewed twice a year',
    'specialised-function':
      'Specialised function: new functions ask, reviewed twice a year',
  },
  copy: 'Copy of {{title}}',
  about: 'What it is',
  name: 'Name',
  nameHint: 'Small letters, digits and dashes. It cannot be changed later.',
  nameMissing: 'Give the mandate a name.',
  nameMalformed: 'Use small letters, digits and dashes only.',
  nameTaken:
    'There is a mandate of this name already. Change that one, or take another name.',
  mandateTitle: 'Title',
  description: 'Description',
  owner: 'Owner',
  ownerHint: 'The group that answers for it, such as group:default/platform.',
  reviewer: 'Reviewed by',
  environments: 'Environments',
  environmentsHint: 'Names, separated by commas. Empty for all.',
  conditions: 'When each clause applies',
  text: 'The whole mandate as text',
  textHint:
    'Clauses, limits, budgets and everything else. What you write here shows above at once.',
  textInvalid:
    'Mend the text first, or go back to how it was; then the fields can be used again.',
  textReset: 'Back to the last valid text',
  ready: 'Ready to be proposed',
  notReady: 'Not ready yet',
  toMend: 'Before it can be proposed',
  tryHint:
    'Once nothing is left to mend, try the mandate on past changes here.',
  propose: 'Propose this mandate…',
} as const;
