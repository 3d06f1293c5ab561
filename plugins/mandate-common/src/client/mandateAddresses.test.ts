import { MandateClient } from './MandateClient';

describe('requests about a mandate', () => {
  let asked: string[] = [];
  const client = new MandateClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api/mandate' },
    fetchApi: {
      fetch: async (url: string | URL | Request) => {
        asked.push(String(url));
        return Response.json({ items: [] });
      },
    },
  });
  const requests: readonly [string, (mandate: string) => Promise<unknown>][] = [
    ['', mandate => client.getMandate(mandate)],
    ['/versions', mandate => client.listMandateVersions(mandate)],
    ['/track-record', mandate => client.getTrackRecord(mandate)],
    [
      '/widenings',
      mandate => client.widenMandate(mandate, { kind: 'scale', reason: 'Ok.' }),
    ],
    [
      '/reviews',
      mandate =>
        client.reviewMandate(mandate, {
          verdict: 'confirmed',
          comment: 'Fine.',
          version: '1',
        }),
    ],
  ];

  it.each(requests)(
    'escape no slash, which some proxies refuse: %s',
    async (path, send) => {
      asked = [];
      await send('mandate:team/services');
      await send('mandate:default/services');
      expect(asked).toEqual([
        `http://portal/api/mandate/mandates/by-name/team/services${path}`,
        `http://portal/api/mandate/mandates/services${path}`,
      ]);
    },
  );
});
