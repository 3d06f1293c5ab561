import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { keymap } from '@codemirror/view';
import type { CelEnvironment, ExpressionIssue } from '@mandate/policy';
import { type RefObject, useCallback, useMemo } from 'react';
import { useEditorView } from '../editor/useEditorView';
import { celCompletion } from './celCompletion';
import { celHover } from './celHover';
import { celLanguage } from './celLanguage';

/** What a view of an expression shows and tells. */
export interface CelViewOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly environment: CelEnvironment;
  readonly issues: readonly ExpressionIssue[];
  readonly label: string;
  /** The id of the element that lists the issues. */
  readonly describedBy: string;
  readonly isReadOnly: boolean;
}

/** An editor's view that knows CEL in an environment. */
export function useCelView(options: CelViewOptions): RefObject<HTMLDivElement> {
  const { environment, issues, ...shown } = options;
  const extensions = useMemo(
    () => [
      closeBrackets(),
      keymap.of(closeBracketsKeymap),
      celLanguage(),
      celCompletion(environment),
      celHover(environment),
    ],
    [environment],
  );
  const diagnose = useCallback(
    () =>
      issues.map(({ start, end, severity, message }) => ({
        from: start,
        to: end,
        severity,
        message,
      })),
    [issues],
  );
  return useEditorView({ ...shown, extensions, diagnose });
}
