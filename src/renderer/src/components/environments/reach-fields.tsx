import { NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useEffect, useId, useState } from 'react'
import type { ReactElement } from 'react'
import { useBridge } from '../../store/context'
import { usualPorts } from '../../store/environment-form'
import type { EnvironmentDraft } from '../../store/environment-form'
import { listed } from '../../text/count'
import { environmentsText, kindChoices, kindMeaning } from '../../text/environments'
import { Callout } from '../callout'
import { PemFields } from './pem-fields'

type EnvironmentFormState = UseFormReturnType<EnvironmentDraft>

interface ReachFieldsProperties {
  readonly form: EnvironmentFormState
  /** A key that was pasted is there. */
  readonly hasKeptKey: boolean
}

/** How an environment is reached: its kind, and what that kind takes. */
export function ReachFields({ form, hasKeptKey }: ReachFieldsProperties): ReactElement {
  const { kind } = form.values
  return (
    <>
      <NativeSelect
        label="How it is reached"
        description={kindMeaning[kind]}
        data={kindChoices}
        {...form.getInputProps('kind')}
      />
      <KindFields {...{ form, hasKeptKey }} />
    </>
  )
}

function KindFields({ form, hasKeptKey }: ReachFieldsProperties): ReactElement | null {
  switch (form.values.kind) {
    case 'current':
    case 'demo':
      return null
    case 'context':
      return <ContextField form={form} />
    case 'socket':
      return (
        <TextInput
          label="Path"
          description="Of a pipe on Windows: //./pipe/docker_engine"
          placeholder="/var/run/docker.sock"
          required
          className="mono-input"
          {...form.getInputProps('path')}
        />
      )
    case 'ssh':
      return <SshFields form={form} />
    case 'plain':
      return (
        <>
          <Callout tone="danger" title="Open to everyone on the way">
            <p>{environmentsText.plain}</p>
          </Callout>
          <HostFields form={form} usualPort={usualPorts.plain} />
        </>
      )
    case 'tls':
      return (
        <>
          <HostFields form={form} usualPort={usualPorts.tls} />
          <PemFields
            {...{ form, which: 'ca' }}
            label="Authority (CA)"
            description="Whose signature the host’s certificate has to have"
            none="Those that this system trusts"
          />
          <PemFields
            {...{ form, which: 'certificate' }}
            label="Certificate"
            description="That shows the host who you are"
            none="None"
          />
          <PemFields
            {...{ form, which: 'key', isKept: hasKeptKey }}
            label="Key of the certificate"
            description="Without a passphrase"
            none="None"
          />
        </>
      )
  }
}

function HostFields({
  form,
  usualPort,
}: {
  readonly form: EnvironmentFormState
  readonly usualPort: string
}): ReactElement {
  return (
    <div className="field-row host-row">
      <TextInput
        label="Host"
        description="Its name, as its certificate says it, or its address"
        placeholder="docker.example.org"
        required
        className="mono-input"
        {...form.getInputProps('host')}
      />
      <TextInput
        label="Port"
        description={`${usualPort} if left empty`}
        placeholder={usualPort}
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('port')}
      />
    </div>
  )
}

function SshFields({ form }: { form: EnvironmentFormState }): ReactElement {
  return (
    <>
      <TextInput
        label="Host"
        description="As ssh takes it: user@host, or a Host of ~/.ssh/config"
        placeholder="anna@docker.example.org"
        required
        className="mono-input"
        {...form.getInputProps('destination')}
      />
      <div className="field-row">
        <TextInput
          label="Port"
          description="As ssh takes it, if left empty"
          placeholder="22"
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('sshPort')}
        />
        <TextInput
          label="Docker’s socket on the host"
          description="The usual one, if left empty"
          placeholder="/var/run/docker.sock"
          className="mono-input"
          {...form.getInputProps('sshSocket')}
        />
      </div>
    </>
  )
}

function ContextField({ form }: { form: EnvironmentFormState }): ReactElement {
  const bridge = useBridge()
  const id = useId()
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    void bridge.call('environment.contexts', undefined).then(setNames)
  }, [bridge])
  return (
    <>
      <TextInput
        label="Context"
        description={
          names.length === 0
            ? 'By its name; it need not exist yet'
            : `There are: ${listed(names, 12)}. It need not exist yet.`
        }
        placeholder="production"
        required
        list={id}
        {...form.getInputProps('context')}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
