import type { BoundaryQuery } from '@mandate/plugin-mandate-common';

/** What the form says so far about what will be made. */
export interface FormFacts {
  readonly formData: unknown;
  readonly ownerField?: string;
  readonly systemField?: string;
  readonly containerType?: string;
  /** The kind of change that the form proposes. */
  readonly kind?: string;
}

/** Asks what may be done in an environment, such as deploying, by the owner and system that the form holds; what is not filled in is left out. */
export function boundaryQuery(
  environment: string,
  facts: FormFacts,
): BoundaryQuery {
  const {
    formData,
    ownerField = 'owner',
    systemField = 'system',
    containerType,
    kind = 'deploy',
  } = facts;
  return {
    environment,
    kind,
    owner: reference('group', textOf(formData, ownerField)),
    system: reference('system', textOf(formData, systemField)),
    containerType,
  };
}

function textOf(formData: unknown, field: string): string | undefined {
  const value =
    typeof formData === 'object' && formData !== null
      ? Object.entries(formData).find(([name]) => name === field)?.[1]
      : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Pickers may leave out the kind and the namespace where they are the usual ones. */
function reference(kind: string, text: string | undefined): string | undefined {
  if (text === undefined || text.includes(':')) {
    return text;
  }
  return text.includes('/') ? `${kind}:${text}` : `${kind}:default/${text}`;
}
