import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { operationMode } from '../../../shared/maintenance'
import { isNarrowed, statuses } from '../store/overview'
import type { Filter } from '../store/overview'
import { statusWords } from '../text/words'

interface OverviewFilterProperties {
  readonly filter: Filter
  readonly environments: readonly Environment[]
  readonly onChange: (filter: Filter) => void
}

/** The environment is asked for only where there is a choice. */
export function OverviewFilter({
  filter,
  environments,
  onChange,
}: OverviewFilterProperties): ReactElement {
  return (
    <search className="toolbar">
      <TextInput
        className="grow"
        label="Search"
        placeholder="Name, version, stack, service, reason"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.search}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, search: value })}
      />
      {environments.length < 2 ? null : (
        <NativeSelect
          label="Environment"
          value={filter.environment ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, environment: value === '' ? null : value })
          }
          data={[
            { value: '', label: 'All environments' },
            ...environments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <NativeSelect
        label="Mode"
        value={filter.mode ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            ...filter,
            mode: operationMode.options.find((mode) => mode === value) ?? null,
          })
        }
        data={[{ value: '', label: 'All modes' }, ...operationMode.options]}
      />
      <NativeSelect
        label="Status"
        value={filter.status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, status: statuses.find((status) => status === value) ?? null })
        }
        data={[
          { value: '', label: 'All statuses' },
          ...statuses.map((status) => ({ value: status, label: statusWords(status).text })),
        ]}
      />
      {isNarrowed(filter) ? (
        <Button
          variant="default"
          onClick={() => onChange({ search: '', environment: null, mode: null, status: null })}
        >
          Clear Filter
        </Button>
      ) : null}
    </search>
  )
}
