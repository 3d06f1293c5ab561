import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Every mistake of an input with its place, one a line. Where one of several forms would do, it tells what is wrong with the form
 * that is closest; where several are equally close, with each of them.
 */
export function inputMistakes({ issues }: z.ZodError): string {
  return z.prettifyError({ issues: issues.flatMap(closest) });
}

function closest(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return [issue];
  }
  const forms = issue.errors.map(form =>
    form.flatMap(one =>
      closest({ ...one, path: [...issue.path, ...one.path] }),
    ),
  );
  const fewest = Math.min(...forms.map(form => form.length));
  const nearest = forms.filter(form => form.length === fewest);
  return nearest.length === 1
    ? nearest[0]
    : [{ ...issue, message: alternatives(nearest) }];
}

function alternatives(forms: readonly (readonly Issue[])[]): string {
  const words = forms.map(form =>
    form.map(({ path, message }) => placed(path, message)).join(', '),
  );
  return `One of these must be right: ${[...new Set(words)].join('; or ')}`;
}

function placed(path: readonly PropertyKey[], message: string): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}
