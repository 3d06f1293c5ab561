/** Texts of the templates' pages and of the template's card. */
export const templateMessages = {
  title: 'Template',
  none: 'Not made from a template',
  noneHint:
    'What is deployed from a template keeps its version here, and says when a newer one is approved.',
  version: '{{template}}, version {{version}}',
  upgrade: 'Upgrade available: version {{version}} is approved.',
  seeUpgrade: 'See what the upgrade does to all instances ({{environment}})',
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
  outOfUse: {
    deprecate: 'Deprecate…',
    withdraw: 'Withdraw…',
    deprecateTitle: 'Deprecate this version of {{name}}',
    withdrawTitle: 'Withdraw the approval of this version of {{name}}',
    deprecateMeaning:
      'No new instances are made from it; what has it may stay and be changed.',
    withdrawMeaning:
      'It may not be used any more: whatever renders it is novel again, so people decide each time.',
    instances_zero: 'No instance has it.',
    instances_one: '{{count}} instance has it and should be upgraded.',
    instances_other: '{{count}} instances have it and should be upgraded.',
    propose: 'Propose it',
  },
  remove: {
    reason: 'What the template {{template}} brought is not needed any more.',
    propose: 'Propose to remove {{template}} from {{environment}}',
  },
  drift: {
    none: 'What runs is what its version of the template says.',
    differs_one: 'Drift from the template: {{count}} place differs',
    differs_other: 'Drift from the template: {{count}} places differ',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    unknown:
      'It cannot be told whether it still is as its template says. {{words}}',
    untold:
      'Nothing in the cluster says that it comes from this template, or the cluster does not answer. Look at what runs; deploy it again if it is gone.',
    otherVersion:
      'Drift from the template: what runs says that it comes from version {{version}}, which no change here brought.',
    table: 'Drift from the template in {{environment}}',
    what: 'What',
    rendered: 'The template says',
    live: 'There is',
    who: 'Who',
    nothing: 'nothing',
    thisObject: 'this object',
    laterChange: 'a later change here',
    notTold: 'not known',
    whatToDo:
      'Bring it back, or put what shall stay into a parameter or into a new version of the template: the next deploy of the template takes away what it does not say.',
    bringBack: 'Bring it back to its template in {{environment}}',
    reason: 'Back to what version {{version}} of its template says.',
  },
  states: {
    approved: 'Approved',
    deprecated: 'Deprecated',
    withdrawn: 'Withdrawn',
    'not-approved': 'Not approved',
  },
  list: {
    title: 'Templates',
    template: 'Template',
    type: 'Container type',
    state: 'State',
    search: 'Search templates',
    found: '{{found}} of {{total}} templates',
    keys: 'Press / to search, j and k to move between rows.',
    noMatch: 'No template matches',
    noMatchHint:
      'Search for other words or take a filter away. For what no template gives, say above what you need: a new one is drafted.',
    clear: 'Clear the filters',
    none: 'No template yet',
    noneHint:
      'Templates come from the folders that the installation names, and from approvals of drafted ones. When the portal has just started, they appear here by themselves.',
  },
  requirement: {
    title: 'What do you need?',
    hint: 'Say it in a sentence. Approved templates that fit are ranked, and each says why; when none fits, a new one is drafted for people to approve.',
    words: 'I need',
    example: 'Such as: a queue, 2 GiB, in prod',
    environment: 'Environment',
    asSaid: 'As the sentence says',
    find: 'Find templates',
    matches: 'Templates that fit',
    none: 'No approved template fits',
    noneHint:
      'None shares a word with what you need. Say it in other words, or draft a new template below.',
    noneApproved: 'No template is approved yet',
    noneApprovedHint:
      'The portal has just started, or their approvals still wait for people. The answer follows here by itself as soon as a template is approved; there is no need to ask again or to draft one.',
    notApproved_one:
      '{{count}} template is not approved yet, so it is not among these: {{titles}}. When people approve it, the answer follows by itself.',
    notApproved_other:
      '{{count}} templates are not approved yet, so they are not among these: {{titles}}. When people approve one, the answer follows by itself.',
    fit: 'fits {{percent}} %',
    fitLess_one: '{{count}} other fits much less',
    fitLess_other: '{{count}} others fit much less',
    branch: {
      standard:
        'Standard: everything is as approved beforehand, so mandates may let it run by itself.',
      'modified-within':
        'Modified inside the pre-approved ranges: it is checked and deployed, and people are told.',
      'modified-beyond':
        'Modified beyond what was approved beforehand: people are asked, with your words as the reason.',
    },
    use: 'Use {{title}}',
  },
  novel: {
    title: 'None of these is it',
    hint: 'A new template is drafted with a record of why it is needed and how it was designed. People approve it by its digest; from then on instances of it are standard.',
    open: 'Draft a new template',
    name: 'Title',
    called: 'It will be called {{name}}',
    description: 'What one gets, in a sentence',
    owner: 'Owner',
    from: 'Draft it from',
    sources: {
      nearest: 'The nearest approved template',
      compose: 'A compose file',
      manifests: 'Manifests of what runs already',
      file: 'A finished template file',
    },
    texts: {
      compose: 'Compose file',
      manifests: 'Manifests',
      file: 'Template file',
    },
    draft: 'Draft it',
    problems: 'To mend before it can be approved',
    notes: 'What was not taken over',
    file: 'Drafted template',
    record: 'Decision record',
    recordHint:
      'Requirement, what was considered, decision and what follows; kept beside the template.',
    show: 'Show what will be decided',
    propose: 'Ask for its approval',
  },
  page: {
    versions: 'Versions',
    version: 'Version',
    current: 'New instances get this one',
    since: 'Since',
    change: 'Change',
    openChange: 'Open the change',
    files: 'Files',
    download: 'Download',
    templateFile: 'Template',
    kroFile: 'For a cluster that runs kro',
    kroRule:
      'Install it with kubectl apply. What kro makes from it is changed through kro, not here.',
    noKroFile:
      'This version cannot be installed by kro: it is a Helm chart or a Kustomize base, or it can no longer be read. Take the newest one.',
    approvalReason: 'The version in the folder of templates.',
    instances: 'Instances',
    instance: 'Instance',
    noInstances: 'Nothing was made from it yet',
    noInstancesHint:
      'What is deployed from it is listed here with its version.',
  },
  upgrading: {
    title: 'Upgrade to version {{version}}',
    compatibility: 'Compatibility',
    sameParameters: 'Parameters and resources are the same.',
    effects: {
      breaking: 'Breaking',
      notable: 'Notable',
      compatible: 'Compatible',
    },
    wave: 'Wave {{number}}: {{environment}}',
    status: {
      unchanged: 'Nothing changes but the version',
      changes: 'Can be upgraded',
      blocked: 'Cannot be upgraded',
    },
    bump: 'Software: {{bump}} version',
    difference_one: 'What changes: {{count}} object',
    difference_other: 'What changes: {{count}} objects',
    rules:
      'One instance after the other, environment by environment. The first of each is the probe: each must hold its checks before the next starts, and a failure stops all that follow. Mandates decide about each.',
    propose: 'Propose the upgrade in waves',
    proposed: 'Proposed. Follow it here:',
    notProposed: 'Not proposed: {{part}}',
    proposeRest: 'Propose what is missing',
  },
} as const;
