/** The configurator's fields, each with its label; number fields also with a place for an error message. */
import type { ComponentChildren } from 'preact'

export function Field({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  return (
    <span class="field">
      <label for={name}>{label}</label> {children}
    </span>
  )
}

interface SelectProps {
  name: string
  options: [value: string, text: string][]
  chosen: string
  /** Notes by value, for the script. */
  notes?: Record<string, string>
}

export function Select({ name, options, chosen, notes }: SelectProps) {
  return (
    <select id={name} name={name}>
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen} data-note={notes?.[value]}>
          {text}
        </option>
      ))}
    </select>
  )
}

interface NumberFieldProps {
  name: string
  label: string
  /** Meaning of an empty field. */
  placeholder: string
  range: { minimum: number; maximum: number; multipleOf?: number }
  value: number | undefined
}

export function NumberField({ name, label, placeholder, range, value }: NumberFieldProps) {
  const { minimum, maximum, multipleOf = 1 } = range
  return (
    <Field name={name} label={label}>
      <input
        id={name}
        name={name}
        type="number"
        min={minimum}
        max={maximum}
        step={multipleOf}
        placeholder={placeholder}
        value={value ?? ''}
        aria-describedby={`${name}-problem`}
      />
      <small id={`${name}-problem`} class="problem" role="status" />
    </Field>
  )
}

interface CheckboxProps {
  name: string
  value: string
  label: string
  isChecked: boolean
}

export function Checkbox({ name, value, label, isChecked }: CheckboxProps) {
  return (
    <label class="mark">
      <input type="checkbox" name={name} value={value} checked={isChecked} /> {label}
    </label>
  )
}
