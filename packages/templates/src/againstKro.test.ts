/**
 * Compares templates with kro: whether a definition is accepted, the order of its resources, whether values are allowed,
 * and every object. With MANDATE_KRO_ORACLE, a command that asks kro (requests and answers one JSON object a line), and
 * MANDATE_KRO_OPENAPI, a folder with the OpenAPI documents it uses: MANDATE_KRO_MUTATIONS random changes of the library
 * (1,000) from MANDATE_KRO_SEED, and the definitions below the folders of MANDATE_KRO_EXAMPLES, separated by colons.
 * Without it, the recorded cases; UPDATE_KRO_CASES=1 records them anew.
 *
 * @jest-environment node
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  KubernetesSchemas,
  schemasFromOpenApi,
} from './kubernetes/kubernetesSchemas';
import { compareWithKro } from './__testUtils__/kro/compare';
import { casesBelow, ownCases } from './__testUtils__/kro/corpus';
import { explain } from './__testUtils__/kro/deliberate';
import { askKro, KroAnswer, KroCase } from './__testUtils__/kro/oracle';
import { embeddedSchemas } from './__testUtils__/kubernetesSchemas';
import { LIBRARY_NAMES, libraryTemplate } from './__testUtils__/library';
import { parameterSets } from './__testUtils__/parameterSets';
import { kroInstallation } from './kro/kroInstallation';

const command = process.env.MANDATE_KRO_ORACLE;
const seed = Number(process.env.MANDATE_KRO_SEED ?? 1);
const RECORDED = join(__dirname, '__fixtures__/kroCases.json');

/** Differences that nothing explains, and those that something does, by what explains them. */
function compareAll(
  cases: readonly KroCase[],
  answers: readonly KroAnswer[],
  schemas: KubernetesSchemas,
) {
  const unexplained: unknown[] = [];
  const explained = new Map<string, number>();
  for (const [index, one] of cases.entries()) {
    const answer = answers[index];
    // The oracle gives up on some definitions, such as those that make kro panic.
    const difference = answer.verdict && compareWithKro(one, answer, schemas);
    if (!difference) {
      continue;
    }
    const names = explain(difference);
    names.forEach(name => explained.set(name, (explained.get(name) ?? 0) + 1));
    if (names.length === 0) {
      unexplained.push({ title: one.title, ...difference });
    }
  }
  return { unexplained, explained };
}

if (command === undefined) {
  describe('recorded cases', () => {
    it('are to us what they are to kro', () => {
      const recorded: { case: KroCase; answer: KroAnswer }[] = JSON.parse(
        readFileSync(RECORDED, 'utf8'),
      );
      const { unexplained } = compareAll(
        recorded.map(one => one.case),
        recorded.map(one => one.answer),
        embeddedSchemas(),
      );
      expect(unexplained).toEqual([]);
      expect(recorded.length).toBeGreaterThan(100);
    });
  });
} else {
  describe('kro', () => {
    const schemas = () => {
      const folder = process.env.MANDATE_KRO_OPENAPI;
      return folder === undefined
        ? embeddedSchemas()
        : schemasFromOpenApi(
            readdirSync(folder).map(file =>
              JSON.parse(readFileSync(join(folder, file), 'utf8')),
            ),
          );
    };

    it('makes the same of our library, and of random changes of it', () => {
      const mutations = Number(process.env.MANDATE_KRO_MUTATIONS ?? 1_000);
      const cases = ownCases({ seed, mutations });
      expect(
        compareAll(cases, askKro(command, cases), schemas()).unexplained,
      ).toEqual([]);
    }, 3_600_000);

    it('takes each template of the library under the kind of its version', () => {
      const cases = LIBRARY_NAMES.flatMap((name): KroCase[] => {
        const template = libraryTemplate(name);
        const definition = kroInstallation(template)?.definition;
        const [{ values }] = parameterSets(template);
        return definition ? [{ title: name, definition, values }] : [];
      });
      const answers = askKro(command, cases);
      expect(answers.map(({ verdict }) => verdict)).toEqual(
        LIBRARY_NAMES.map(() => 'accepted'),
      );
      expect(compareAll(cases, answers, schemas()).unexplained).toEqual([]);
    }, 3_600_000);

    it('makes the same of its own examples', () => {
      const folders = (process.env.MANDATE_KRO_EXAMPLES ?? '')
        .split(':')
        .filter(Boolean);
      const cases = folders.flatMap(casesBelow);
      expect(
        compareAll(cases, askKro(command, cases), schemas()).unexplained,
      ).toEqual([]);
    }, 3_600_000);

    it('has answers that are recorded for those who do not have it', () => {
      const cases = ownCases({ seed: 7, mutations: 100, onlyDocuments: true });
      const answers = askKro(command, cases);
      if (process.env.UPDATE_KRO_CASES === '1') {
        writeFileSync(
          RECORDED,
          `${JSON.stringify(
            cases.map((one, index) => ({ case: one, answer: answers[index] })),
          )}\n`,
        );
      }
      expect(compareAll(cases, answers, embeddedSchemas()).unexplained).toEqual(
        [],
      );
    }, 3_600_000);
  });
}
