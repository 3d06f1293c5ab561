/** Texts of the kill switch: stopping automation, and letting it go on. */
export const stoppingMessages = {
  button: 'Stop automation…',
  title: 'Stop automation?',
  description:
    'Changes that no person approved wait before their next step, on every replica, until somebody lifts this. Nothing is undone, and what people approve still runs. The owners are told at once.',
  submit: 'Stop automation',
  done: 'Automation is stopped.',
  environment: 'Environment',
  everywhere: 'All environments',
  narrow: 'Only for',
  narrowNothing: 'Everything there',
  narrowValue: 'Which',
  nameless:
    'Say which: what you want to stop has no name yet, and nothing was stopped.',
  by: {
    changes: 'A kind of change',
    entities: 'An entity',
    owners: 'What a group owns',
    systems: 'A system',
    containerTypes: 'A container type',
  },
  hint: {
    changes: 'deploy, restart, …; several with commas',
    entities: 'component:default/checkout; several with commas',
    owners: 'group:default/shop; several with commas',
    systems: 'system:default/shop; several with commas',
    containerTypes: 'core-service, utility, …; several with commas',
  },
  region: 'Automation is stopped',
  banner: 'Automation is stopped for {{words}}',
  why: 'Why: {{reason}}',
  who: 'Stopped by',
  waiting_zero: 'Nothing waits for it.',
  waiting_one: '{{count}} change waits.',
  waiting_other: '{{count}} changes wait.',
  meanwhile:
    'What people approve still runs. Lift it when the cause is gone; what waits goes on by itself.',
  lift: 'Let automation go on…',
  liftTitle: 'Let automation go on?',
  liftDescription:
    'Changes that wait go on at once, each after its gate has looked again. The owners are told.',
  liftSubmit: 'Let it go on',
  lifted: 'Automation may go on.',
} as const;
