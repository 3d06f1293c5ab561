import { compileExpression } from '../expressions/compileExpression';
import { explain } from '../expressions/explain/explain';
import { mandateEnvironment } from '../expressions/knownEnvironments';
import { conditionWords } from './conditionWords';

const input = {
  target: { environment: 'dev' },
  risk: { level: 'low', score: 0.1 },
  plan: {
    replicas: 2,
    figures: { replicas: 2 },
    version: { bump: 'minor' },
  },
  limits: { replicas: 5 },
};

function words(source: string): string {
  const compiled = compileExpression(source, mandateEnvironment);
  return compiled.ok ? conditionWords(explain(compiled.program, input)) : '';
}

describe('the words of a condition that was true', () => {
  it('say the values, not the expression', () => {
    expect(words("plan.version.bump == 'minor'")).toBe('Minor upgrade');
    expect(words("risk.level != 'high'")).toBe('Low risk');
  });

  it('tell the usual grant of a development environment in one line', () => {
    expect(
      words(
        "target.environment == 'dev' && risk.level != 'high' && plan.within(limits)",
      ),
    ).toBe('In dev, low risk, inside the limits');
  });

  it('fall back to the expression where there are no plain words, without whole objects', () => {
    expect(words('plan.within(limits) && risk.score < 0.5')).toBe(
      '`plan.within(limits)` was true; `risk.score < 0.5` was true: `risk.score` is 0.1',
    );
  });
});
