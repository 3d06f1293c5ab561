/** What a commit of a change says at its end, where nobody but the portal writes. */
export interface CommitTrailer {
  readonly changeId: string;
  readonly oversight: string;
  /** The step's idempotency key; the commit that takes it back says the same with `undoes`. */
  readonly key: string;
  readonly undoes: boolean;
}

const MARK = /^Mandate-(Change|Decision|Effect|Undo): (\S+)$/;

/** A commit's message: a line, why, and where it comes from. */
export function commitMessage(options: {
  readonly subject: string;
  readonly reason?: string;
  readonly trailer: CommitTrailer;
}): string {
  const { subject, reason, trailer } = options;
  return [
    oneLine(subject),
    ...(reason?.trim() ? [reason.trim()] : []),
    [
      `Mandate-Change: ${trailer.changeId}`,
      `Mandate-Decision: ${trailer.oversight}`,
      `Mandate-${trailer.undoes ? 'Undo' : 'Effect'}: ${trailer.key}`,
    ].join('\n'),
  ].join('\n\n');
}

/**
 * What the end of a message says, and the reason before it. Only the last paragraph counts: a reason that is worded like
 * one is a reason.
 */
export function readCommitBody(body: string): {
  readonly reason?: string;
  readonly trailer?: CommitTrailer;
} {
  const paragraphs = body.trim().split(/\n{2,}/);
  const last = paragraphs.at(-1) ?? '';
  const marks = new Map(
    last.split('\n').flatMap(line => {
      const match = MARK.exec(line);
      return match ? [[match[1], match[2]] as const] : [];
    }),
  );
  const changeId = marks.get('Change');
  const undone = marks.get('Undo');
  const key = marks.get('Effect') ?? undone;
  if (changeId === undefined || key === undefined) {
    return body.trim() ? { reason: body.trim() } : {};
  }
  const reason = paragraphs.slice(0, -1).join('\n\n');
  return {
    ...(reason ? { reason } : {}),
    trailer: {
      changeId,
      key,
      undoes: undone !== undefined,
      oversight: marks.get('Decision') ?? 'unknown',
    },
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
