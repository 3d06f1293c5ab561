import { ResponseError } from '@backstage/errors';
import { act, renderHook, waitFor } from '@testing-library/react';
import { useLoad } from './useLoad';

describe('useLoad', () => {
  it('is loading until the value is there', async () => {
    const { result } = renderHook(() => useLoad('a', async () => 1));
    expect(result.current.status).toBe('loading');
    await waitFor(() =>
      expect(result.current).toMatchObject({ status: 'loaded', value: 1 }),
    );
  });

  it('keeps the value while it is loaded again, and when that fails', async () => {
    const error = new Error('away');
    const answers = [Promise.resolve(1), Promise.reject(error)];
    const { result } = renderHook(() =>
      useLoad('a', () => answers.shift() ?? Promise.resolve(2)),
    );
    await waitFor(() => expect(result.current.status).toBe('loaded'));
    act(() => result.current.reload());
    expect(result.current).toMatchObject({ status: 'loaded', value: 1 });
    await waitFor(() =>
      expect(result.current).toMatchObject({
        status: 'error',
        error,
        value: 1,
      }),
    );
    act(() => result.current.reload());
    await waitFor(() =>
      expect(result.current).toMatchObject({ status: 'loaded', value: 2 }),
    );
  });

  it('never shows the value of another key', async () => {
    const { result, rerender } = renderHook(
      ({ id }) => useLoad(id, async () => `value of ${id}`),
      { initialProps: { id: 'a' } },
    );
    await waitFor(() => expect(result.current.status).toBe('loaded'));
    rerender({ id: 'b' });
    expect(result.current.status).toBe('loading');
    await waitFor(() =>
      expect(result.current).toMatchObject({ value: 'value of b' }),
    );
  });

  it('ignores a late answer to an earlier key', async () => {
    let answerFirst: (value: string) => void = () => {};
    const first = new Promise<string>(resolve => {
      answerFirst = resolve;
    });
    const { result, rerender } = renderHook(
      ({ id }) => useLoad(id, () => (id === 'a' ? first : Promise.resolve(id))),
      { initialProps: { id: 'a' } },
    );
    rerender({ id: 'b' });
    await waitFor(() => expect(result.current).toMatchObject({ value: 'b' }));
    await act(async () => answerFirst('a'));
    expect(result.current).toMatchObject({ status: 'loaded', value: 'b' });
  });

  it('does not ask again for what was refused', async () => {
    jest.useFakeTimers();
    try {
      const refused = await ResponseError.fromResponse(
        new Response('{}', { status: 403 }),
      );
      const fetchValue = jest.fn(async () => Promise.reject(refused));
      const { result } = renderHook(() => useLoad('a', fetchValue));
      await act(() => jest.advanceTimersByTimeAsync(600_000));
      expect(result.current.status).toBe('error');
      expect(fetchValue).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
    }
  });
});
