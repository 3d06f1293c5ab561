/** CEL: the subject (`variables.spec`, or a container `c`) sets a profile type other than the two allowed ones. */
export function hasForbiddenSeccompType(subject: string): string {
  return `!(${typeOf(subject)} in ['RuntimeDefault', 'Localhost'])`;
}

/** CEL of a sentence saying so. */
export function forbiddenSeccompSentence(subject: string): string {
  return (
    `'must not set securityContext.seccompProfile.type to "' + ${typeOf(
      subject,
    )} + ` + `'": use RuntimeDefault or Localhost'`
  );
}

/** CEL: the subject sets a profile at all. */
export function setsSeccompProfile(subject: string): string {
  return `${subject}.?securityContext.?seccompProfile.hasValue()`;
}

/** Without a profile there is nothing to forbid; a profile without a type is none of the allowed ones. */
function typeOf(subject: string): string {
  return (
    `${subject}.?securityContext.?seccompProfile` +
    `.optMap(profile, profile.?type.orValue('')).orValue('RuntimeDefault')`
  );
}
