import { compileExpression } from '../compileExpression';
import { mandateEnvironment } from '../knownEnvironments';
import { dependsOn, explain } from './explain';
import { explainInWords } from './words';

const input = {
  risk: { level: 'medium', score: 0.4 },
  plan: {
    version: { bump: 'minor' },
    images: ['ghcr.io/shop/web:1', 'docker.io/evil/miner:1'],
  },
  target: { tags: ['java'] },
};

function programOf(source: string) {
  const compiled = compileExpression(source, mandateEnvironment);
  if (!compiled.ok) {
    throw new Error(JSON.stringify(compiled.errors));
  }
  return compiled.program;
}

const words = (source: string) =>
  explainInWords(explain(programOf(source), input));

describe('explain', () => {
  it('says which clause was false and what it read', () => {
    const source = "risk.level == 'low' && plan.version.bump == 'minor'";
    expect(explain(programOf(source), input)).toMatchObject({
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
    expect(words(source)).toBe(
      "`risk.level == 'low'` was false: `risk.level` is 'medium'",
    );
  });

  it('says every false clause, also those that a short-circuit skips, and none that only its guard keeps from failing', () => {
    expect(words("risk.level == 'low' && risk.score < 0.1")).toContain(
      '`risk.score` is 0.4',
    );
    expect(
      words("has(target.owner) && target.owner.startsWith('group:')"),
    ).toBe('`has(target.owner)` was false: `target.owner` has no value');
  });

  it('goes into clauses that are joined within, and tells only those that decided', () => {
    const said = words(
      "(risk.level == 'low' || risk.score < 0.1) && plan.version.bump == 'minor'",
    );
    expect(said).toContain("`risk.level == 'low'` was false");
    expect(said).toContain('`risk.score < 0.1` was false');
    expect(said).not.toContain('bump');
  });

  it('tells the true alternatives of an OR', () => {
    const said = words("risk.level == 'low' || risk.score < 0.5");
    expect(said).toBe('`risk.score < 0.5` was true: `risk.score` is 0.4');
  });

  it('names the item that decided, with what it was', () => {
    const said = words("plan.images.all(i, i.startsWith('ghcr.io/'))");
    expect(said).toContain('was false: item 2 of `plan.images` decided');
    expect(said).toContain("`i` is 'docker.io/evil/miner:1'");
  });

  it('says what could not be read', () => {
    const said = words("target.owner == 'x'");
    expect(said).toContain('could not be evaluated');
    expect(said).toContain('`target.owner` has no value');
  });

  it('tells a loop variable from a variable of the input with the same name', () => {
    const { reads } = explain(
      programOf("plan.images.all(risk, risk == 'a')"),
      input,
    );
    expect(reads.map(({ path }) => path)).toEqual(['plan.images', 'risk']);
    expect(reads[1].value).toBe('ghcr.io/shop/web:1');
  });
});

describe('dependsOn', () => {
  it.each([
    ["risk.level == 'low' && risk.score < 1.0", ['risk.level']],
    [
      "risk.level == 'medium' && risk.score < 1.0",
      ['risk.level', 'risk.score'],
    ],
    [
      "'java' in target.tags ? risk.score > 0.0 : dependants > 1",
      ['target.tags', 'risk.score'],
    ],
    ["plan.images.exists(i, i == 'x')", ['plan.images']],
    ['1 + 1 == 2', []],
  ])('%s', (source, paths) => {
    expect(dependsOn(programOf(source), input)).toEqual(paths);
  });
});
