import type { Explanation } from '../expressions/explain/explanation';
import { explainInWords, valueInWords } from '../expressions/explain/words';
import type { CelValue } from '../expressions/expression';

const classificationWords: Readonly<Record<string, string>> = {
  novel: 'never done here before',
  'modified-beyond': 'beyond what was approved beforehand',
};

/** How a value of a path reads on an approval card, where plain words exist for it. */
const phrases: Readonly<Record<string, (value: CelValue) => string>> = {
  'plan.version.bump': value => `${value} upgrade`,
  'risk.level': value => `${value} risk`,
  classification: value =>
    classificationWords[String(value)] ?? `${value} change`,
  'target.environment': value => `in ${value}`,
  'target.containerType': value => `of ${withArticle(value)}`,
  'proposer.kind': value => `proposed by ${withArticle(value)}`,
  'change.destructive': () => 'destroys something',
  'change.touchesIdentity': () => 'touches identities',
  'change.touchesData': () => 'touches data',
};

/** A condition that was true, in as few words as its clauses allow: "Major upgrade, in prod". */
export function conditionWords(explanation: Explanation): string {
  const { joinedBy, clauses } = explanation;
  const told = (joinedBy ? clauses : [explanation]).filter(
    ({ result }) => result.ok && result.value === true,
  );
  const words = told.map(clausePhrase);
  const plain = words.filter(word => word !== undefined);
  if (plain.length === 0 || plain.length < told.length) {
    return explainInWords(explanation);
  }
  const sentence = plain.join(', ').replace(/, (?=of |in |proposed by )/g, ' ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Only a clause that compares one path with one value, or is one true path, can be said by the value alone. */
function clausePhrase({ source, reads }: Explanation): string | undefined {
  if (source === 'plan.within(limits)') {
    return 'inside the limits';
  }
  const [read] = reads;
  if (reads.length !== 1 || read.value === undefined) {
    return undefined;
  }
  const { path, value } = read;
  const equated = `${path} == ${valueInWords(value)}`;
  const said = source.replace(/"/g, "'").replace(/\s*([=!]=)\s*/, ' $1 ');
  const prefix = `${path} != `;
  const differs =
    said.startsWith(prefix) && /^'[^']*'$/.test(said.slice(prefix.length));
  return said === equated || said === path || differs
    ? phrases[path]?.(value)
    : undefined;
}

function withArticle(value: CelValue): string {
  const noun = String(value).replace(/-/g, ' ');
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
