/**
 * jsdom's Uint8Array is not the one that the engine's encoder makes.
 *
 * @jest-environment node
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runSpecConformance } from '../__testUtils__/specConformance';

const file = resolve(__dirname, '../../conformance.json');

describe("the specification's cases that need no protocol buffers", () => {
  it('come out exactly as conformance.json records', () => {
    const report = runSpecConformance();
    if (process.env.UPDATE_CONFORMANCE) {
      writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    }
    expect(report.total.total).toBeGreaterThan(1_400);
    expect(report).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});
