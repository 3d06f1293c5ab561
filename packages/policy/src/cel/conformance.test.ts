/**
 * jsdom's Uint8Array is not the one that the engine's encoder makes.
 *
 * @jest-environment node
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runCheckerCases } from '../__testUtils__/checkerConformance';
import { conformanceReport } from '../__testUtils__/conformanceReport';
import { runSpecCases } from '../__testUtils__/specConformance';

const file = resolve(__dirname, '../../conformance.json');

describe("the specification's cases that need no protocol buffers, and cel-go's for the checker", () => {
  const specCases = runSpecCases();
  const checkerCases = runCheckerCases();
  const report = conformanceReport([...specCases, ...checkerCases]);

  it('come out exactly as conformance.json records', () => {
    if (process.env.UPDATE_CONFORMANCE) {
      writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    }
    expect(specCases.length).toBeGreaterThan(1_400);
    expect(checkerCases.length).toBe(135);
    expect(report).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('have a reason where they come out otherwise', () => {
    expect(
      report.exceptions.filter(({ reason }) => reason === 'not explained'),
    ).toEqual([]);
  });
});
