import { Combobox } from '@backstage/ui';

/** A name, from those that are known or another one. */
export function NamePicker(props: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { label, description, value, options, onChange } = props;
  return (
    <Combobox
      label={label}
      description={description}
      allowsCustomValue
      search={{ inputValue: value, onInputChange: onChange }}
      options={options.map(option => ({ value: option, label: option }))}
    />
  );
}
