import type { ReactNode } from 'react';

/**
 * Preformatted text that scrolls by itself. It can be focused, or it could not be read without a mouse (WCAG 2.1.1).
 *
 * @public
 */
export function ScrollRegion(props: {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const { label, className, children } = props;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must take the focus, or the keyboard cannot scroll it (WCAG 2.1.1)
    <pre className={className} tabIndex={0} role="region" aria-label={label}>
      {children}
    </pre>
  );
}
