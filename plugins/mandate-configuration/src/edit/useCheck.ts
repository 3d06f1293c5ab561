import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ConfigurationCheckView,
  ConfigurationEditInput,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { errorMessage } from '@mandate/plugin-mandate-react';
import { useEffect, useState } from 'react';
import { configurationApiRef } from '../configurationApiRef';

/** How long nobody types before a text is checked. */
const PAUSE_MS = 400;

type Found = Pick<ConfigurationCheckView, 'problems' | 'notices'>;

const nothing: Found = { problems: [], notices: [] };

/** What is wrong with edits, a moment after they were last changed; nothing while there are none. */
export function useCheck(
  target: TargetReference,
  edits: readonly ConfigurationEditInput[],
): Found {
  const api = useApi(configurationApiRef);
  const [found, setFound] = useState(nothing);
  const key = JSON.stringify([target, edits]);

  useEffect(() => {
    if (edits.length === 0) {
      setFound(nothing);
      return undefined;
    }
    const abort = new AbortController();
    const settle = (next: Found) => {
      if (!abort.signal.aborted) {
        setFound(next);
      }
    };
    const timer = setTimeout(() => {
      api
        .checkConfiguration({ ...target, edits }, { signal: abort.signal })
        .then(settle, error =>
          settle({
            problems: [
              { code: 'check', message: errorMessage(error), path: '' },
            ],
            notices: [],
          }),
        );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // The key stands for target and edits, which are new objects each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, key]);

  return found;
}
