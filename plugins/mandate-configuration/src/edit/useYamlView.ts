import {
  autocompletion,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { lineNumbers } from '@codemirror/view';
import type { ConfigurationProblemView } from '@mandate/plugin-mandate-common';
import {
  editorHighlighting,
  useEditorView,
} from '@mandate/plugin-mandate-react';
import { type RefObject, useCallback, useMemo, useRef } from 'react';
import { useYamlHint } from './useYamlHint';
import { yamlChoices } from './yamlCompletion';
import { yamlHover } from './yamlHover';
import type { YamlKnowledge } from './yamlSchema';

/** What an editor's view shows and tells. */
export interface YamlViewOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly knowledge: YamlKnowledge;
  readonly problems: readonly ConfigurationProblemView[];
  readonly label: string;
  /** The ids of the elements that tell its keys and list the problems. */
  readonly describedBy: string;
}

/** An editor's view that knows YAML, and at each place what the schema allows there. */
export function useYamlView(
  options: YamlViewOptions,
): RefObject<HTMLDivElement> {
  const { knowledge, problems, ...shown } = options;
  // What is known changes while somebody writes; a new view would lose the cursor and what can be undone.
  const latest = useRef(knowledge);
  latest.current = knowledge;
  const hintAt = useYamlHint(knowledge);
  const latestHint = useRef(hintAt);
  latestHint.current = hintAt;
  const extensions = useMemo(
    () => [
      lineNumbers(),
      StreamLanguage.define(yaml),
      editorHighlighting,
      autocompletion({ override: [completeFrom(() => latest.current)] }),
      yamlHover((text, offset) => latestHint.current(text, offset)),
    ],
    [],
  );
  const diagnose = useCallback(
    (text: Text) => problems.map(problem => diagnostic(text, problem)),
    [problems],
  );
  return useEditorView({ ...shown, extensions, diagnose });
}

function diagnostic(
  text: Text,
  { message, origin }: ConfigurationProblemView,
): Diagnostic {
  const line = text.line(Math.min(Math.max(origin?.line ?? 1, 1), text.lines));
  const from = Math.min(
    line.from + Math.max(origin?.column ?? 1, 1) - 1,
    line.to,
  );
  return { from, to: line.to, severity: 'error', message };
}

/** Offers what fits at the cursor while a word is written, or when asked for by Ctrl+Space. */
function completeFrom(knowledge: () => YamlKnowledge): CompletionSource {
  return ({ state, pos, explicit }) => {
    const found = yamlChoices(state.doc.toString(), pos, knowledge());
    return !found || (found.from === pos && !explicit)
      ? null
      : {
          from: found.from,
          options: found.choices.map(({ label, type, detail, insert }) => ({
            label,
            type,
            detail,
            apply: insert,
          })),
        };
  };
}
