import type { ChangeDetail, MandateApi } from '@mandate/plugin-mandate-common';
import { collectApprovals } from './collectApprovals';

// safety: only that there is one matters here, not what is in it.
const change = { id: 'c1' } as ChangeDetail;

describe('collectApprovals', () => {
  it('goes on where a page holds less than was asked for', async () => {
    const listApprovals = jest
      .fn<ReturnType<MandateApi['listApprovals']>, [object?]>()
      .mockResolvedValueOnce({ items: [], nextCursor: 'a' })
      .mockResolvedValueOnce({ items: [change], nextCursor: 'b' })
      .mockResolvedValueOnce({ items: [change] });
    await expect(
      collectApprovals({ listApprovals }, { mine: true, limit: 3 }, {}),
    ).resolves.toEqual({ items: [change, change] });
    expect(listApprovals.mock.calls.map(([filter]) => filter)).toEqual([
      { mine: true, limit: 3 },
      { mine: true, limit: 3, cursor: 'a' },
      { mine: true, limit: 2, cursor: 'b' },
    ]);
  });

  it('gives up after some requests, and says that there is more', async () => {
    const listApprovals = jest.fn(async () => ({ items: [], nextCursor: 'a' }));
    await expect(
      collectApprovals({ listApprovals }, { mine: true }, {}),
    ).resolves.toEqual({ items: [], nextCursor: 'a' });
    expect(listApprovals).toHaveBeenCalledTimes(10);
  });
});
