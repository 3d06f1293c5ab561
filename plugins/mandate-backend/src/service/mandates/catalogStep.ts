import type { CatalogMandate } from '../../database/catalogMandates/CatalogMandateStore';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { later, versionInForce } from '../mandateChanges/putInForce';
import type { MandateInCatalog } from './readMandate';

/** A mandate as it is kept: what is in force, and what the catalog showed last. */
export interface KnownMandate {
  /** Entity ref. */
  readonly name: string;
  readonly stored: StoredMandate | undefined;
  readonly shown: CatalogMandate | undefined;
}

/** What a look at the catalog does to a mandate, and how it is told. */
export interface CatalogStep {
  readonly stored?: StoredMandate;
  readonly shown?: CatalogMandate;
  readonly announcement: { readonly words: string; readonly version: string };
}

/** What the catalog's mandate changes; undefined when it is known already. */
export function stepOf(
  known: KnownMandate,
  reading: MandateInCatalog,
  options: { readonly now: number; readonly trustFirstVersion: boolean },
): CatalogStep | undefined {
  const { stored, shown } = known;
  const rejected =
    reading.errors.length > 0
      ? { rejected: { errors: reading.errors, sinceMs: options.now } }
      : {};
  const isRejectionKnown =
    (stored?.rejected?.errors.join('\n') ?? '') === reading.errors.join('\n');
  if (reading.type === 'invalid') {
    return stored && isRejectionKnown
      ? undefined
      : {
          stored: {
            ...named(known, reading),
            ...stored,
            ...rejected,
          },
          announcement: unreadable(known, reading),
        };
  }
  const isNew = shown?.shown?.version !== reading.version;
  const isSettled =
    !isNew &&
    isRejectionKnown &&
    shown.title === reading.title &&
    shown.description === reading.description;
  if (isSettled) {
    return undefined;
  }
  const { version, spec } = reading;
  const next: CatalogMandate = {
    ...named(known, reading),
    shown: { version, spec },
    sinceMs: isNew ? options.now : shown.sinceMs,
    ...(!isNew && { changeId: shown.changeId }),
  };
  const isFirst = stored?.inForce === undefined;
  if (isFirst && options.trustFirstVersion) {
    const { reviewedAtMs } = reading;
    return {
      shown: next,
      stored: {
        ...named(known, reading),
        inForce: { version, spec, reviewedAtMs, sinceMs: options.now },
        ...rejected,
      },
      announcement: {
        words: `Mandate ${reading.title} is in force. Nobody approved it: mandate.mandates.trustFirstVersion lets the first version of each mandate come into force.`,
        version,
      },
    };
  }
  const isInForce = versionInForce(stored) === version;
  return {
    shown: next,
    ...((stored || reading.errors.length > 0) && {
      stored: {
        ...stored,
        ...(isInForce || isFirst ? named(known, reading) : inForceName(known)),
        ...(isInForce && stored?.inForce
          ? {
              inForce: {
                ...stored.inForce,
                reviewedAtMs: later(
                  reading.reviewedAtMs,
                  stored.inForce.reviewedAtMs,
                ),
              },
              leftCatalogAtMs: undefined,
            }
          : {}),
        rejected: undefined,
        ...rejected,
      },
    }),
    announcement:
      reading.errors.length > 0
        ? unreadable(known, reading)
        : shownWords(known, reading.title, { isNew, isInForce, version }),
  };
}

/** What it means that the catalog has a mandate no longer. */
export function stepOfMissing(
  { name, stored, shown }: KnownMandate & { readonly shown: CatalogMandate },
  now: number,
): CatalogStep {
  const version = versionInForce(stored);
  return {
    shown: {
      name,
      title: shown.title,
      description: shown.description,
      sinceMs: now,
    },
    ...(stored &&
      version !== undefined && { stored: { ...stored, leftCatalogAtMs: now } }),
    announcement: {
      words:
        version === undefined
          ? `Mandate ${shown.title} left the catalog. It was not in force.`
          : `Mandate ${shown.title} left the catalog. Until its removal is approved it grants nothing by itself, and what it limits and forbids holds.`,
      version: version ?? '',
    },
  };
}

function named(
  { name }: KnownMandate,
  { title, description }: Pick<MandateInCatalog, 'title' | 'description'>,
) {
  return { name, title, description };
}

/** A version that is not in force renames nothing. */
function inForceName({ name, stored }: KnownMandate) {
  return { name, title: stored?.title ?? name };
}

function shownWords(
  { stored }: KnownMandate,
  title: string,
  of: {
    readonly isNew: boolean;
    readonly isInForce: boolean;
    readonly version: string;
  },
): CatalogStep['announcement'] {
  const inForce = versionInForce(stored);
  if (!of.isInForce) {
    return {
      words: `The catalog has ${
        inForce === undefined ? 'the' : 'a new version of'
      } mandate ${title}. It comes into force when it is approved${
        inForce === undefined ? '.' : '; until then the older one holds.'
      }`,
      version: inForce ?? '',
    };
  }
  return {
    words: of.isNew
      ? `The catalog shows the version of mandate ${title} that is in force.`
      : `Mandate ${title} has another title or description, or can be read again.`,
    version: of.version,
  };
}

function unreadable(
  { stored }: KnownMandate,
  { title, errors }: MandateInCatalog,
): CatalogStep['announcement'] {
  const inForce = versionInForce(stored);
  return {
    words: `A new version of mandate ${title} cannot be read. ${
      inForce === undefined
        ? 'It is not in force.'
        : 'The older version stays in force.'
    } ${errors[0] ?? ''}`,
    version: inForce ?? '',
  };
}
