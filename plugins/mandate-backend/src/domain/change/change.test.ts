import { targetNamed } from '../../service/run/testing/testTargets';
import { lockKeys, lockWords } from './change';

const orders = { ...targetNamed('orders'), conflictSets: ['queue', 'ledger'] };
const billing = { ...targetNamed('billing'), conflictSets: ['queue'] };

describe('the locks of a change', () => {
  it('are of its target and of each conflict set it belongs to, so that two targets of one set exclude each other', () => {
    const shared = lockKeys(orders).filter(key =>
      lockKeys(billing).includes(key),
    );
    expect(shared.map(lockWords)).toEqual(["the set 'queue'"]);
    expect(lockKeys(orders)).toHaveLength(3);
  });

  it('are taken in one order by all changes, so that none waits for another in a circle', () => {
    const reordered = { ...orders, conflictSets: ['ledger', 'queue'] };
    expect(lockKeys(reordered)).toEqual(lockKeys(orders));
  });
});
