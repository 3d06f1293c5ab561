import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes on the heap that are reachable. */
export function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Collects all that is not reachable. */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') {
    gc();
    gc();
  }
}
