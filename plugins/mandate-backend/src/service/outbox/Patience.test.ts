import { Patience } from './Patience';

describe('the patience with somebody who hangs', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ends, and is not begun again at once, nor taken from others', async () => {
    const patience = new Patience(10_000);
    const signals: AbortSignal[] = [];
    const hang = jest.fn((signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<void>(() => {});
    });
    const first = patience.wait('Mail', hang).catch(String);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await first).toContain('Mail did not answer within 10 s.');
    expect(signals[0]?.aborted).toBe(true);
    await expect(patience.wait('Mail', hang)).rejects.toThrow(
      'Mail did not answer a moment ago, and is asked again later.',
    );
    expect(hang).toHaveBeenCalledTimes(1);
    await expect(patience.wait('Chat', async () => 'sent')).resolves.toBe(
      'sent',
    );
    jest.advanceTimersByTime(10_000);
    await expect(patience.wait('Mail', async () => 'sent')).resolves.toBe(
      'sent',
    );
  });
});
