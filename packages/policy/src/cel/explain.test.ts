import { mandateEnvironment } from './environments';
import { explain, explainInWords } from './explain';
import { splitClauses } from './splitClauses';

describe('explain', () => {
  const input = {
    risk: { level: 'medium', score: 0.4 },
    plan: { version: { bump: 'minor' }, images: ['a'] },
  };

  it('says which clause was false and what it read', () => {
    const source = "risk.level == 'low' && plan.version.bump == 'minor'";
    const explanation = explain(source, mandateEnvironment, input);
    expect(explanation).toMatchObject({
      joinedBy: '&&',
      result: { ok: true, value: false },
      clauses: [
        {
          source: "risk.level == 'low'",
          result: { ok: true, value: false },
          reads: [{ path: 'risk.level', value: 'medium' }],
        },
        { result: { ok: true, value: true } },
      ],
    });
    expect(explainInWords(explanation)).toBe(
      "`risk.level == 'low'` was false: `risk.level` is 'medium'",
    );
  });

  it('says what could not be read', () => {
    const words = explainInWords(
      explain("target.owner == 'x'", mandateEnvironment, input),
    );
    expect(words).toContain('could not be evaluated');
    expect(words).toContain('`target.owner` has no value');
  });

  it('reads nothing of what a loop binds', () => {
    const { clauses } = explain(
      "plan.images.all(risk, risk == 'a')",
      mandateEnvironment,
      input,
    );
    expect(clauses[0].reads.map(read => read.path)).toEqual(['plan.images']);
  });

  it('tells the true alternatives of an OR, and all of them when none is true', () => {
    const words = (source: string) =>
      explainInWords(explain(source, mandateEnvironment, input));
    expect(words("risk.level == 'low' || risk.score < 0.5")).not.toContain(
      'level',
    );
    expect(words("risk.level == 'low' || risk.score > 0.5")).toContain('level');
  });
});

describe('splitClauses', () => {
  it.each([
    ['a', undefined, ['a']],
    ['a && b && c', '&&', ['a', 'b', 'c']],
    ['a && b || c', '||', ['a && b', 'c']],
    ['(a || b) && c', '&&', ['(a || b)', 'c']],
    ['a == "&&" && b', '&&', ['a == "&&"', 'b']],
    ["a == '\\'&&' && b", '&&', ["a == '\\'&&'", 'b']],
    ["a == r'\\' && b", '&&', ["a == r'\\'", 'b']],
    ['a == """ " && """ && b', '&&', ['a == """ " && """', 'b']],
    ['a ? b && c : d', undefined, ['a ? b && c : d']],
    ['a // && x\n && b', '&&', ['a // && x', 'b']],
    ['l.all(x, x && y)', undefined, ['l.all(x, x && y)']],
  ])('%s', (source, joinedBy, sources) => {
    expect(splitClauses(source)).toEqual({ joinedBy, sources });
  });
});
