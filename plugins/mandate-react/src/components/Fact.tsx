import type { ReactNode } from 'react';
import styles from './Fact.module.css';

/**
 * A list of facts, each a name and what is known about it.
 *
 * @public
 */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/**
 * One of {@link Facts}.
 *
 * @public
 */
export function Fact(props: {
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
