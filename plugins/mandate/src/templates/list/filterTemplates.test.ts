import { sampleTemplate } from '../../__testUtils__/sampleTemplate';
import { filterTemplates } from './filterTemplates';

const queue = sampleTemplate('message-queue', {
  title: 'Message queue',
  containerType: 'integration',
});
const cache = sampleTemplate('valkey-cache', {
  title: 'Valkey cache',
  containerType: 'core-service',
  state: 'deprecated',
});

describe('filterTemplates', () => {
  it.each([
    [{}, [queue, cache]],
    [{ text: 'QUEUE message' }, [queue]],
    [{ text: 'message cache' }, []],
    [{ containerType: 'core-service' }, [cache]],
    [{ state: 'deprecated' }, [cache]],
    [{ state: 'approved', containerType: 'core-service' }, []],
  ])('leaves for %j what meets all of it', (filter, left) => {
    expect(filterTemplates([queue, cache], filter)).toEqual(left);
  });

  it('goes by the version that new instances get, not by older ones', () => {
    const upgraded = {
      ...queue,
      versions: [
        ...queue.versions,
        { digest: 'older', state: 'withdrawn' as const },
      ],
    };
    expect(filterTemplates([upgraded], { state: 'withdrawn' })).toEqual([]);
  });
});
