import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { PastedBlock } from '../../../../shared/automation'
import { ok } from '../../../../shared/result'
import { useAction } from '../../store/action'
import { useBridge } from '../../store/context'
import { automationText } from '../../text/automation'
import { blockFaultText, filledText } from '../../text/pasted'
import { Callout } from '../callout'
import { Disclosure } from '../panel'
import { ProblemCallout } from '../problem-callout'

type Block = Extract<PastedBlock, { ok: true }>

/** ReadyStackGo's block fills the form; what is wrong with it is told by line. */
export function PastePanel({ onFill }: { onFill: (block: Block) => void }): ReactElement {
  const bridge = useBridge()
  const [yaml, setYaml] = useState('')
  const [pasted, setPasted] = useState<PastedBlock | null>(null)
  const paste = useAction(async () => {
    const block = await bridge.call('automation.paste', { yaml })
    setPasted(block)
    if (block.ok) onFill(block)
    return ok()
  })
  return (
    <Disclosure summary="Paste a ReadyStackGo block">
      <div className="panel-body stack">
        <Textarea
          label="Block"
          description={automationText.paste}
          placeholder={'maintenance:\n  observer:\n    type: http\n    url: https://erp.local/…'}
          className="mono-input"
          autosize
          minRows={6}
          maxRows={16}
          maxLength={200_000}
          spellCheck={false}
          value={yaml}
          onChange={({ currentTarget: { value } }) => {
            setYaml(value)
            setPasted(null)
          }}
        />
        <div>
          <Button
            variant="default"
            loading={paste.pending}
            disabled={yaml.trim() === ''}
            onClick={paste.run}
          >
            Fill the Form
          </Button>
        </div>
        {paste.problem === null ? null : <ProblemCallout problem={paste.problem} live />}
        <p role="status">{pasted?.ok ? filledText(pasted) : ''}</p>
        {pasted === null || pasted.ok ? null : (
          <Callout tone="danger" title="The block can’t be read, so nothing was filled in" live>
            <ul className="bullets">
              {pasted.faults.map((fault) => (
                <li key={blockFaultText(fault)}>{blockFaultText(fault)}</li>
              ))}
            </ul>
          </Callout>
        )}
      </div>
    </Disclosure>
  )
}
