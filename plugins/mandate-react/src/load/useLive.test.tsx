import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { MandateSignal } from '@mandate/plugin-mandate-common';
import { act, screen } from '@testing-library/react';
import { useLive } from './useLive';
import { loadedValue } from './useLoad';

const aboutChange = (changeId: string): MandateSignal => ({
  type: 'change',
  changeId,
  entityRef: 'component:default/checkout',
  state: 'running',
});

/** A signals API whose messages the test sends. */
function signals() {
  const receivers = new Set<(message: MandateSignal) => void>();
  return {
    api: {
      subscribe: (_channel: string, receive: (message: never) => void) => {
        // safety: the test sends only messages of the channel it asks for.
        const typed = receive as (message: MandateSignal) => void;
        receivers.add(typed);
        return { unsubscribe: () => receivers.delete(typed) };
      },
    },
    send: (...messages: MandateSignal[]) =>
      act(() =>
        messages.forEach(message => receivers.forEach(send => send(message))),
      ),
  };
}

function renderCounter(pollAfterMs?: number) {
  const { api, send } = signals();
  let reads = 0;
  function Counter() {
    const load = useLive({
      key: 'c1',
      fetchValue: async () => ++reads,
      concerns: message =>
        message.type === 'change' && message.changeId === 'c1',
      pollAfterMs: () => pollAfterMs,
    });
    return <output>{loadedValue(load) ?? 'none'}</output>;
  }
  renderInTestApp(<Counter />, { apis: [[signalApiRef, api]] });
  return send;
}

const elapse = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('useLive', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('reads again once for a burst of signals that concern it', async () => {
    const send = renderCounter();
    await elapse(1_000);
    expect(screen.getByRole('status')).toHaveTextContent('1');
    // The last message concerns another change: the ones before must not get lost behind it.
    send(aboutChange('c1'), aboutChange('c1'), aboutChange('other'));
    await elapse(1_000);
    expect(screen.getByRole('status')).toHaveTextContent('2');
  });

  it('does not read again for signals about something else', async () => {
    const send = renderCounter();
    await elapse(1_000);
    send(aboutChange('other'), { type: 'ledger', size: 3 });
    await elapse(1_000);
    expect(screen.getByRole('status')).toHaveTextContent('1');
  });

  it('polls where no signal comes, and not when the value can no longer change', async () => {
    renderCounter(10_000);
    await elapse(1_000);
    await elapse(10_000);
    expect(screen.getByRole('status')).toHaveTextContent('2');
    await elapse(10_000);
    expect(screen.getByRole('status')).toHaveTextContent('3');
  });

  it('goes on polling however often a poll fails', async () => {
    const answers = ['first', undefined, undefined, 'last'];
    let reads = 0;
    function Patient() {
      const load = useLive({
        key: 'c1',
        fetchValue: async () =>
          answers[reads++] ?? Promise.reject(new Error('away')),
        concerns: () => false,
        pollAfterMs: () => 10_000,
      });
      return <output>{loadedValue(load) ?? 'none'}</output>;
    }
    renderInTestApp(<Patient />);
    await elapse(1_000);
    expect(screen.getByRole('status')).toHaveTextContent('first');
    await elapse(10_000);
    await elapse(10_000);
    await elapse(10_000);
    expect(screen.getByRole('status')).toHaveTextContent('last');
  });

  it('recovers by itself when already the first tries fail', async () => {
    const refused = await ResponseError.fromResponse(
      new Response('{}', { status: 404 }),
    );
    const failures = [new Error('away'), new Error('away'), refused];
    let reads = 0;
    function Patient() {
      const load = useLive({
        key: 'c1',
        fetchValue: async () => {
          const failure = failures[reads++];
          return failure ? Promise.reject(failure) : 'there';
        },
        concerns: () => false,
        pollAfterMs: () => undefined,
      });
      return <output>{loadedValue(load) ?? load.status}</output>;
    }
    renderInTestApp(<Patient />);
    await elapse(1_000);
    expect(screen.getByRole('status')).toHaveTextContent('error');
    await elapse(5_000);
    expect(reads).toBe(2);
    await elapse(9_000);
    expect(reads).toBe(2);
    await elapse(1_000);
    expect(reads).toBe(3);
    await elapse(30_000);
    expect(screen.getByRole('status')).toHaveTextContent('there');
    await elapse(60_000);
    expect(reads).toBe(4);
  });

  it('goes on polling when each answer is the same', async () => {
    const away = new Error('away');
    const answers = ['same', away, away, 'same', 'same', 'last'];
    let reads = 0;
    function Patient() {
      const load = useLive({
        key: 'c1',
        fetchValue: async () => {
          const answer = answers[Math.min(reads++, answers.length - 1)];
          return typeof answer === 'string' ? answer : Promise.reject(answer);
        },
        concerns: () => false,
        pollAfterMs: () => 4_000,
      });
      return <output>{loadedValue(load) ?? 'none'}</output>;
    }
    renderInTestApp(<Patient />);
    await elapse(1_000);
    while (reads < answers.length) {
      await elapse(4_000);
    }
    expect(screen.getByRole('status')).toHaveTextContent('last');
  });
});
