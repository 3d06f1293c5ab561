import { Probe } from '../model/workloads';

const TIMEOUT_MS = 1_000;
const MANY_S = 10;
const FAILURES = 3;

/**
 * Asks a port on loopback again and again, as a node's agent does.
 *
 * @returns a function that ends it
 */
export function probe(
  {
    httpGet,
    periodSeconds = MANY_S,
    initialDelaySeconds = 0,
    failureThreshold = FAILURES,
  }: Probe,
  port: number,
  report: (isGood: boolean) => void,
): () => void {
  let failures = 0;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined = undefined;
  const ask = async () => {
    const isGood = await answersWell(httpGet?.path ?? '/', port);
    failures = isGood ? 0 : failures + 1;
    if (!isOver && (isGood || failures >= failureThreshold)) {
      report(isGood);
    }
    if (!isOver) {
      timer = setTimeout(ask, periodSeconds * 1_000);
      timer.unref();
    }
  };
  timer = setTimeout(ask, initialDelaySeconds * 1_000);
  timer.unref();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

async function answersWell(path: string, port: number): Promise<boolean> {
  try {
    const { status, body } = await fetch(
      new URL(path.replace(/^\/*/, '/'), `http://127.0.0.1:${port}`),
      { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    await body?.cancel();
    return status >= 200 && status < 400;
  } catch {
    return false;
  }
}
