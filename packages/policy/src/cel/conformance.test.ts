/**
 * jsdom's Uint8Array is not the one that the engine's encoder makes.
 *
 * @jest-environment node
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runConformance } from '../__testUtils__/celConformance';

const file = resolve(__dirname, '../../conformance.json');

describe('the proto-free core of the CEL specification', () => {
  it('comes out exactly as conformance.json records', () => {
    const report = runConformance(isDeepStrictEqual);
    if (process.env.UPDATE_CONFORMANCE) {
      writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    }
    expect(report.total).toBeGreaterThan(900);
    expect(report).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});
