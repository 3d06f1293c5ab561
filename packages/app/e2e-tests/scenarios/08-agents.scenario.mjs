import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  call,
  deployed,
  get,
  inCatalog,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';

const OPERATIONS = [
  'propose-change',
  'simulate-change',
  'get-change',
  'list-pending-approvals',
];

describe('an agent', () => {
  test('proposes, and can never approve', async () => {
    const change = await propose(
      'agent',
      webService({
        name: 'forecasts',
        environment: 'prod',
        reason: 'Demand will double.',
      }),
    );
    assert.equal(change.state, 'awaiting-approval');
    assert.equal(change.proposer.kind, 'agent');
    const { status, body } = await call(
      'agent',
      `/api/mandate/changes/${change.id}/votes`,
      {
        method: 'POST',
        body: {
          verdict: 'approve',
          revision: change.revision,
          digest: change.current.digest,
        },
      },
    );
    assert.equal(status, 403, JSON.stringify(body));
    assert.match(body.error.message, /agent/i);
    const after = await get('auditor', `/api/mandate/changes/${change.id}`);
    assert.equal(after.state, 'awaiting-approval');
    assert.deepEqual(after.current.votes, []);
  });

  test('has the operations as MCP tools, and none that approves', async () => {
    const { tools } = await mcp('tools/list', {});
    const names = tools.map(({ name }) => name);
    for (const operation of OPERATIONS) {
      assert.ok(
        names.some(name => name.endsWith(operation)),
        `${operation} is among ${names.join(', ')}`,
      );
    }
    assert.ok(names.every(name => !/approve-|vote/.test(name)));
  });

  test('proposes by an MCP tool what a mandate lets run alone, and learns how it ended', async () => {
    await deployed({ name: 'trends', environment: 'dev' });
    await inCatalog('trends');
    const proposed = await useTool('propose-change', {
      kind: 'scale',
      entityRef: 'component:default/trends',
      environment: 'dev',
      input: { replicas: 3 },
      reason: 'Demand doubles.',
    });
    const change = await waitForChange(proposed.id, 'succeeded');
    assert.equal(change.proposer.kind, 'agent');
    const told = await useTool('get-change', { id: proposed.id });
    assert.equal(told.state, 'succeeded');
  });
});

/** Calls one of the operations as MCP tool and answers its output. */
async function useTool(operation, input) {
  const { tools } = await mcp('tools/list', {});
  const result = await mcp('tools/call', {
    name: tools.find(({ name }) => name.endsWith(operation)).name,
    arguments: input,
  });
  const text = result.content.map(part => part.text).join('');
  assert.notEqual(result.isError, true, text);
  return JSON.parse(/\{[\s\S]*\}/.exec(text)[0]);
}

/** One call of the Model Context Protocol over HTTP, as the agent. */
async function mcp(method, params) {
  const { status, body } = await call('agent', '/api/mcp-actions/v1', {
    method: 'POST',
    body: { jsonrpc: '2.0', id: 1, method, params },
    headers: { accept: 'application/json, text/event-stream' },
  });
  assert.equal(status, 200, JSON.stringify(body));
  const message = typeof body === 'string' ? fromEventStream(body) : body;
  assert.equal(message.error, undefined, JSON.stringify(message.error));
  return message.result;
}

function fromEventStream(text) {
  const line = text.split('\n').find(each => each.startsWith('data: '));
  return JSON.parse(line.slice('data: '.length));
}
