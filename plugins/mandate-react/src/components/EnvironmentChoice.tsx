import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * Shows one environment at a time; the address says which (`?environment=staging`), so that it can be linked to.
 *
 * @public
 */
export function EnvironmentChoice(props: {
  readonly label: string;
  /** At least one; the first is shown when the address names none of them. */
  readonly names: readonly string[];
  readonly children: (chosen: string) => ReactNode;
}) {
  const { label, names, children } = props;
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('environment');
  const chosen = names.find(name => name === wanted) ?? names[0];
  const choose = (environment: string) =>
    setParameters(
      before => {
        const next = new URLSearchParams(before);
        next.set('environment', environment);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <ToggleButtonGroup
        aria-label={label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={keys => choose(String([...keys][0]))}
      >
        {names.map(name => (
          <ToggleButton key={name} id={name}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {children(chosen)}
    </>
  );
}
