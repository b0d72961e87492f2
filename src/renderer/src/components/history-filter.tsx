import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { historyKind } from '../../../shared/history'
import type { HistoryFilter, RecordedProduct } from '../../../shared/history'
import { keyOf } from '../../../shared/ids'
import { isHistoryNarrowed, noHistoryFilter } from '../store/history'
import { kindText } from '../text/history'

interface HistoryFilterProperties {
  readonly filter: HistoryFilter
  readonly products: readonly RecordedProduct[]
  readonly onChange: (filter: HistoryFilter) => void
}

export function HistoryFilterBar({
  filter,
  products,
  onChange,
}: HistoryFilterProperties): ReactElement {
  const chosen = filter.product === null ? '' : keyOf(filter.product)
  const isKnown = chosen === '' || products.some(({ ref }) => keyOf(ref) === chosen)
  return (
    <search className="toolbar">
      <TextInput
        className="grow"
        label="Search"
        placeholder="Product, reason, person, container"
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={200}
        value={filter.search}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, search: value })}
      />
      <NativeSelect
        label="Product"
        value={chosen}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            ...filter,
            product: products.find(({ ref }) => keyOf(ref) === value)?.ref ?? null,
          })
        }
        data={[
          { value: '', label: 'All products' },
          ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
          ...products.map(({ ref, name }) => ({ value: keyOf(ref), label: name })),
        ]}
      />
      <NativeSelect
        label="Kind"
        value={filter.kind ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, kind: historyKind.options.find((kind) => kind === value) ?? null })
        }
        data={[
          { value: '', label: 'All kinds' },
          ...historyKind.options.map((kind) => ({ value: kind, label: kindText[kind] })),
        ]}
      />
      {isHistoryNarrowed(filter) ? (
        <Button variant="default" onClick={() => onChange(noHistoryFilter)}>
          Clear Filter
        </Button>
      ) : null}
    </search>
  )
}
