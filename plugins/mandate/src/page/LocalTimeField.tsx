import { useId } from 'react';
import styles from './LocalTimeField.module.css';

/** A date and a time of the viewer's own clock, as the browser asks for it: BUI has a field for days only. */
export function LocalTimeField(props: {
  readonly label: string;
  /** `2026-12-23T18:00`, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, onChange } = props;
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  );
}

/** The instant (ISO 8601) of a time of the viewer's clock; undefined when there is none yet. */
export function instantOf(local: string): string | undefined {
  const time = new Date(local);
  return local === '' || Number.isNaN(time.getTime())
    ? undefined
    : time.toISOString();
}

/** A time of the viewer's clock some hours from an instant, for the field. */
export function localTimeIn(hours: number, nowMs: number): string {
  const time = new Date(nowMs + hours * 3_600_000);
  const shifted = time.getTime() - time.getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 16);
}
