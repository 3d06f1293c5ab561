/** What each field of a mandate's `spec` means; a test keeps it in step with the schema. */
export const fieldMeanings: Readonly<Record<string, string>> = {
  owner:
    'The group that answers for the mandate. It approves what nothing else says, is told of what runs with `notify`, and alone widens what failures narrowed.',
  appliesTo:
    'Which targets it covers: every attribute that is given must match one of its values; `{}` covers all.',
  'appliesTo.containerTypes':
    'Values of the annotation `mandate.dev/container-type`.',
  'appliesTo.environments': 'Names of environments, as configured.',
  'appliesTo.kinds': 'Kinds of catalog entities, such as `component`.',
  'appliesTo.owners': "References of the targets' owners.",
  'appliesTo.systems': 'References of systems.',
  'appliesTo.tags': 'Tags of catalog entities.',
  'appliesTo.labels':
    'Labels of catalog entities, each with one value or a list of values.',
  'appliesTo.namespaces': 'Namespaces of clusters.',
  'appliesTo.clusters': 'Names of clusters.',
  'appliesTo.entities': 'References of single entities.',
  limits:
    'What a change must leave the target within. Beyond a limit, or when the figure is not known, people decide (see `beyondLimits`).',
  'limits.replicas': 'Pods of the target, after the change.',
  'limits.cpuCores': 'CPU cores requested by all its pods.',
  'limits.memoryGiB': 'Memory requested by all its pods, in GiB.',
  'limits.storageGiB': 'Storage of all its volumes, in GiB.',
  'limits.bandwidthMbps': 'Network bandwidth, in Mbit/s.',
  'limits.monthlyCost': 'Cost a month, in the configured currency.',
  'limits.versionBump': 'The largest step of the version.',
  'limits.registries': 'Where images may come from.',
  'limits.arguments': 'Limits on single arguments of changes.',
  'limits.arguments[].changes':
    'Kinds of change whose argument it is; `*` alone is every kind.',
  'limits.arguments[].name': 'Name of the argument.',
  'limits.arguments[].minimum': 'The least value.',
  'limits.arguments[].maximum': 'The greatest value.',
  'limits.arguments[].oneOf': 'The values that are allowed.',
  'limits.hard':
    'Limits beyond which nothing is allowed, not even by approval.',
  budgets:
    'How much may happen without a person in a sliding window. It counts from the first effect of a change.',
  'budgets[].changes':
    'Kinds of change that use it up; `*` alone is every kind.',
  'budgets[].measure':
    'What is counted: changes (the default), the cost a month that they add, or the services that depend on what they touch.',
  'budgets[].perTarget': 'The amount for each target.',
  'budgets[].perMandate': 'The amount for all targets together.',
  'budgets[].perOwner': 'The amount for all targets of an owner.',
  'budgets[].perProposer': 'The amount for each proposer.',
  'budgets[].window':
    'The length of the window: an ISO 8601 duration without months or years.',
  grants: 'The clauses. Of those that apply to a change the strictest decides.',
  'grants[].changes': 'Kinds of change; `*` alone is every kind.',
  'grants[].when':
    'A condition in CEL over the facts below; without it the clause always applies. An error in it asks people.',
  'grants[].oversight':
    'How closely people watch: it runs alone, alone with people told, after approval, or not at all.',
  'grants[].approvals': 'Who approves; all are needed. The owner by default.',
  'grants[].approvals[].group': 'Reference of the group.',
  'grants[].approvals[].count': 'How many of its members.',
  'grants[].approvals[].rejection':
    'Whether one member rejects alone (`single`, the default), or as many as have to approve (`quorum`).',
  'grants[].approvals[].stage':
    'Requirements of later stages are asked when those of earlier ones are filled; 1 by default.',
  'grants[].approvals[].escalate':
    'Groups that may vote in its place once it has taken too long.',
  'grants[].approvals[].escalate[].after':
    'How long after the plan was decided on, as ISO 8601 duration.',
  'grants[].approvals[].escalate[].to': 'Reference of that group.',
  'grants[].expires':
    'After which time an unfinished approval ends, as ISO 8601 duration.',
  'grants[].notify': 'Whom to tell beside the owner.',
  'grants[].soak':
    'How long the checks must hold after the change, as ISO 8601 duration.',
  otherwise:
    'What happens when no clause applies; by default one of the owner approves. It is never freer than `approve`.',
  beyondLimits:
    'What happens beyond a limit; by default as `otherwise`. It is never freer than `approve`.',
  review:
    'When the mandate is to be reviewed. Once that is overdue it grants nothing autonomous until it is reviewed.',
  'review.every': 'The time between reviews, as ISO 8601 duration.',
  'review.by': 'The group that reviews it.',
  'review.lastDone':
    'When it was last reviewed, as date or instant, if not in the portal.',
};

/** Fields of `otherwise` and `beyondLimits` mean the same as those of a clause. */
export function meaningOf(path: string): string | undefined {
  return (
    fieldMeanings[path] ??
    fieldMeanings[path.replace(/^(otherwise|beyondLimits)\./, 'grants[].')]
  );
}
