/** Waits no longer than the signal lasts: code that ignores its signal must not hold up the caller. */
export function withinSignal<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
    work.then(resolve, reject);
  });
}
