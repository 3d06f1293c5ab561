import { FIELD_MANAGER } from '@mandate/plugin-mandate-common';
import { listOf, mappingOf, textOf } from '../reflector/domain/fieldOf';
import { labelsOf, ownerOf, textsOf } from '../reflector/projections/metadata';

/** What of an object tells who manages it. */
export interface OwnerMarks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Field managers of what it should be; none once Mandate has applied it. */
  readonly managers: readonly string[];
  /** The owner that makes the object, if it has one. */
  readonly controller?: { readonly kind: string; readonly name: string };
}

/** The marks of a live object, with its managed fields. */
export function ownerMarks(object: unknown): OwnerMarks {
  const metadata = mappingOf(object, 'metadata');
  const controller = ownerOf(metadata) ?? customOwnerOf(metadata);
  return {
    labels: labelsOf(metadata),
    annotations: textsOf(mappingOf(metadata, 'annotations')),
    managers: intendingManagers(metadata),
    ...(controller ? { controller } : {}),
  };
}

/**
 * Managers that say what an object should be. What a tool wrote before it gave the object up stays in its managed
 * fields, so that none counts once Mandate has applied the object: from then on a conflict tells who else writes it.
 */
export function intendingManagers(metadata: unknown): readonly string[] {
  const entries = listOf(metadata, 'managedFields').filter(
    entry => textOf(entry, 'subresource') === undefined,
  );
  const isOurs = entries.some(
    entry =>
      textOf(entry, 'manager') === FIELD_MANAGER &&
      textOf(entry, 'operation') === 'Apply',
  );
  const names = isOurs
    ? []
    : entries
        .filter(intendsSomething)
        .map(entry => textOf(entry, 'manager') ?? '');
  return [...new Set(names)];
}

/** Whether it is about more than names, labels and what was observed. */
function intendsSomething(entry: unknown): boolean {
  return Object.keys(mappingOf(entry, 'fieldsV1')).some(
    name => name !== 'f:metadata' && name !== 'f:status',
  );
}

/**
 * An owner of a kind that Kubernetes has not itself. Some operators, such as Strimzi, do not call themselves controller
 * of what they make.
 */
function customOwnerOf(metadata: unknown) {
  const owner = listOf(metadata, 'ownerReferences').find(reference =>
    isCustom(textOf(reference, 'apiVersion') ?? ''),
  );
  return owner
    ? { kind: textOf(owner, 'kind') ?? '', name: textOf(owner, 'name') ?? '' }
    : undefined;
}

function isCustom(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return (
    version !== undefined && group.includes('.') && !/\.k8s\.io$/.test(group)
  );
}
