import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import { exportFormats } from './exportFormats';

const ORIGIN = 'portal.example.com/mandate';

const entry: LedgerEntryView = {
  index: 7,
  kind: 'voted',
  at: '2026-11-26T12:00:00.000Z',
  actor: 'user:default/ann',
  changeId: 'change-1',
  subject: 'component:default/checkout',
  canonical: '{}',
  leafHash: 'aGFzaA==',
  data: { words: 'Approved by user:default/ann.', state: 'queued' },
  openings: [],
};

describe('export formats', () => {
  it('write an entry as CloudEvents 1.0 wants it', () => {
    expect(exportFormats.cloudevents.lineOf(entry, ORIGIN)).toEqual({
      specversion: '1.0',
      id: '7',
      source: '//portal.example.com/mandate',
      type: 'dev.mandate.ledger.voted.v1',
      time: entry.at,
      subject: 'change-1',
      sequence: '7',
      datacontenttype: 'application/json',
      data: {
        actor: entry.actor,
        changeId: 'change-1',
        target: entry.subject,
        fact: entry.data,
        leafHash: entry.leafHash,
      },
    });
  });

  it('write a fact about a change as Entity Management of OCSF', () => {
    expect(exportFormats.ocsf.lineOf(entry, ORIGIN)).toMatchObject({
      class_uid: 3004,
      type_uid: 300403,
      time: 1_795_694_400_000,
      status_id: 1,
      message: 'Approved by user:default/ann.',
      metadata: { version: '1.9.0', uid: `${ORIGIN}#7`, sequence: 7 },
      actor: { user: { uid: 'user:default/ann', name: 'ann' } },
      entity: { uid: 'change-1', name: entry.subject, type: 'change' },
    });
  });

  it('write a read of evidence as API Activity of OCSF', () => {
    const read = { ...entry, kind: 'read-of-evidence' };
    expect(exportFormats.ocsf.lineOf(read, ORIGIN)).toMatchObject({
      class_uid: 6003,
      type_uid: 600302,
      api: { operation: 'read' },
      resources: [{ uid: 'change-1' }],
    });
  });

  it.each([
    ['gate-refused', {}, 2, 3],
    ['ended', { state: 'undone' }, 2, 1],
    ['kill-switch', {}, 1, 4],
    ['abort-requested', {}, 1, 4],
  ])('rate %s %j in OCSF', (kind, data, status, severity) => {
    expect(
      exportFormats.ocsf.lineOf({ ...entry, kind, data }, ORIGIN),
    ).toMatchObject({ status_id: status, severity_id: severity });
  });

  it('call what acts by itself an application', () => {
    expect(
      exportFormats.ocsf.lineOf({ ...entry, actor: 'mandate' }, ORIGIN),
    ).toMatchObject({ actor: { application: { name: 'mandate' } } });
  });
});
