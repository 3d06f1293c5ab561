/** One cause of an error, as `Status.details.causes` carries it. */
export interface StatusCause {
  reason: string;
  message: string;
  field?: string;
}

/** What an error is about. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** An answer other than success, which goes to the client as a `Status` object. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: StatusDetails,
    readonly metadata: { readonly continue?: string } = {},
  ) {
    super(message);
  }

  /** The `Status` object of this error. */
  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.metadata,
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details && { details: this.details }),
      code: this.code,
    } as const;
  }
}

/** The part of a resource type that error messages need. */
export interface ErrorSubject {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

/** One fault of an object, found by validation. */
export interface FieldFault {
  readonly field: string;
  readonly reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueTypeInvalid';
  /** What follows the field's name in the message, for example `Required value`. */
  readonly message: string;
}

export function notFound(subject: ErrorSubject, name: string): ApiError {
  return new ApiError(
    404,
    'NotFound',
    `${qualified(subject)} "${name}" not found`,
    { name, ...detailsOf(subject) },
  );
}

export function alreadyExists(subject: ErrorSubject, name: string): ApiError {
  return new ApiError(
    409,
    'AlreadyExists',
    `${qualified(subject)} "${name}" already exists`,
    { name, ...detailsOf(subject) },
  );
}

export function conflict(
  subject: ErrorSubject,
  name: string,
  why: string,
): ApiError {
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(subject)} "${name}": ${why}`,
    { name, ...detailsOf(subject) },
  );
}

export function forbidden(
  subject: ErrorSubject,
  name: string,
  why: string,
): ApiError {
  return new ApiError(
    403,
    'Forbidden',
    `${qualified(subject)}${name && ` "${name}"`} is forbidden: ${why}`,
    { ...(name && { name }), ...detailsOf(subject) },
  );
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function expired(message: string): ApiError {
  return new ApiError(410, 'Expired', message);
}

/** The 422 answer to an object that fails validation; names every fault. */
export function invalid(
  subject: ErrorSubject,
  name: string,
  faults: readonly FieldFault[],
): ApiError {
  const texts = faults.map(fault => `${fault.field}: ${fault.message}`);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const kind = subject.group
    ? `${subject.kind}.${subject.group}`
    : subject.kind;
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, {
    name,
    ...(subject.group && { group: subject.group }),
    kind: subject.kind,
    causes: faults.map(({ field, reason, message }) => ({
      reason,
      message,
      field,
    })),
  });
}

function qualified(subject: ErrorSubject): string {
  return subject.group ? `${subject.plural}.${subject.group}` : subject.plural;
}

function detailsOf(subject: ErrorSubject): StatusDetails {
  return {
    ...(subject.group && { group: subject.group }),
    kind: subject.plural,
  };
}
