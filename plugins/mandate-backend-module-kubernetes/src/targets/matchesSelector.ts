/**
 * Whether labels match a Kubernetes selector: `a=b`, `a==b`, `a!=b`, `a in (b, c)`, `a notin (b)`, `a`, `!a`, joined by
 * commas. One that cannot be read matches nothing.
 */
export function matchesSelector(
  labels: Readonly<Record<string, string>>,
  selector: string,
): boolean {
  const terms = selector.split(/,(?![^(]*\))/).map(term => term.trim());
  return (
    selector.trim() !== '' && terms.every(term => matchesTerm(labels, term))
  );
}

function matchesTerm(
  labels: Readonly<Record<string, string>>,
  term: string,
): boolean {
  const [, not, alone] = /^(!?)\s*([\w./-]+)$/.exec(term) ?? [];
  if (alone) {
    return Object.hasOwn(labels, alone) === (not === '');
  }
  const [, name, operator, value] =
    /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(term) ?? [];
  if (name && operator) {
    return (labels[name] === value) === (operator !== '!=');
  }
  const [, key, kind, list] =
    /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term) ?? [];
  if (key && list !== undefined) {
    const values = list.split(',').map(item => item.trim());
    const isIn = Object.hasOwn(labels, key) && values.includes(labels[key]);
    return isIn === (kind === 'in');
  }
  return false;
}
