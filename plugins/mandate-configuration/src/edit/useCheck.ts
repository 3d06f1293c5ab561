import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ConfigurationEditInput,
  ConfigurationProblemView,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { errorMessage } from '@mandate/plugin-mandate-react';
import { useEffect, useState } from 'react';
import { configurationApiRef } from '../configurationApiRef';

/** How long nobody types before a text is checked. */
const PAUSE_MS = 400;

/** What is wrong with an edit, a moment after it was last changed; nothing while there is none. */
export function useCheck(
  target: TargetReference,
  edit: ConfigurationEditInput | undefined,
): readonly ConfigurationProblemView[] {
  const api = useApi(configurationApiRef);
  const [problems, setProblems] = useState<readonly ConfigurationProblemView[]>(
    [],
  );
  const key = JSON.stringify([target, edit]);

  useEffect(() => {
    if (edit === undefined) {
      setProblems([]);
      return undefined;
    }
    const abort = new AbortController();
    const settle = (found: readonly ConfigurationProblemView[]) => {
      if (!abort.signal.aborted) {
        setProblems(found);
      }
    };
    const timer = setTimeout(() => {
      api
        .checkConfiguration(
          { ...target, edits: [edit] },
          { signal: abort.signal },
        )
        .then(
          answer => settle(answer.problems),
          error =>
            settle([{ code: 'check', message: errorMessage(error), path: '' }]),
        );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // The key stands for target and edit, which are new objects each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, key]);

  return problems;
}
