import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { unreachable } from '../../../shared/result'
import { newEnvironmentPath } from '../paths'
import { useFoundHere } from '../store/found-here'
import type { Offer } from '../store/found-here'
import { connectionProblemText } from '../../../shared/connection-problem'
import { environmentsText, kindText, reachedText } from '../text/environments'
import type { Words } from '../text/words'
import { State } from './badge'
import { EnvironmentProblemCallout } from './environments/environment-problem'
import { LinkButton } from './link-button'
import { Disclosure, Panel } from './panel'

/**
 * At the first start: which of the engines that were found are to be the environments. Where there
 * is something to work with already, and nothing new was found, it is a line that opens.
 */
export function FoundHere({ isAside }: { isAside: boolean }): ReactElement | null {
  const [isOpen, setIsOpen] = useState(!isAside)
  const { offers, hasNews, ...chosen } = useFoundHere(isOpen)
  if (offers === null) return null
  if (!isAside) {
    return (
      <Panel title={title} flush>
        <Offers {...{ offers, ...chosen }} />
      </Panel>
    )
  }
  return (
    <Disclosure summary={title} initiallyOpen={hasNews} onToggle={setIsOpen}>
      <Offers {...{ offers, ...chosen }} />
    </Disclosure>
  )
}

const title = 'Found on this machine'

function Offers({
  offers,
  tick,
  choose,
  pending,
  problem,
}: Pick<ReturnType<typeof useFoundHere>, 'tick' | 'choose' | 'pending' | 'problem'> & {
  readonly offers: readonly Offer[]
}): ReactElement {
  const ticked = offers.filter(({ isTicked }) => isTicked).length
  return (
    <>
      <p className="panel-note panel-note-last muted">{environmentsText.found}</p>
      <ul className="offer-list" aria-label={title}>
        {offers.map((offer) => (
          <OfferRow
            key={JSON.stringify(offer.found.reach)}
            offer={offer}
            onTick={(isTicked) => tick(offer.found.reach, isTicked)}
          />
        ))}
      </ul>
      {problem === null ? null : (
        <div className="panel-body">
          <EnvironmentProblemCallout problem={problem} />
        </div>
      )}
      <div className="panel-body row">
        <Button loading={pending} disabled={ticked === 0} onClick={() => void choose()}>
          Use These
        </Button>
        <LinkButton to={newEnvironmentPath}>Add Another…</LinkButton>
        <span className="small muted" role="status">
          {ticked === 0 ? 'Tick one at least.' : `${ticked} of ${offers.length} ticked`}
        </span>
      </div>
    </>
  )
}

function OfferRow({
  offer: { found, environment, outcome, isTicked },
  onTick,
}: {
  readonly offer: Offer
  readonly onTick: (isTicked: boolean) => void
}): ReactElement {
  const { name, address, reach } = found
  const { words, detail } = standingOf({ found, environment, outcome })
  return (
    <li className="row spread">
      <Checkbox
        label={environment?.name ?? name}
        description={
          reach.kind === 'demo' ? environmentsText.demo : `${kindText(reach)} ${address}`.trim()
        }
        checked={isTicked}
        onChange={({ currentTarget: { checked } }) => onTick(checked)}
      />
      <div className="offer-standing">
        {words === null ? null : <State words={words} />}
        {detail === '' ? null : <p className="small muted">{detail}</p>}
      </div>
    </li>
  )
}

/** How it stands, in a word and in more. */
function standingOf({ found, environment, outcome }: Omit<Offer, 'isTicked'>): {
  readonly words: Words | null
  readonly detail: string
} {
  if (environment !== null) {
    const { connection } = environment
    switch (connection.state) {
      case 'connecting':
        return { words: { text: 'Connecting…', tone: 'neutral' }, detail: '' }
      case 'connected':
        return { words: { text: 'Connected', tone: 'ok' }, detail: connection.engine }
      case 'offline':
        // Why, is told beside this.
        return { words: { text: 'Not connected', tone: 'danger' }, detail: '' }
      default:
        return unreachable(connection)
    }
  }
  if (found.reach.kind === 'demo') return { words: null, detail: '' }
  if (outcome === null) return { words: { text: 'Trying…', tone: 'neutral' }, detail: '' }
  if (outcome.ok) {
    const { knownAs } = outcome.value
    return knownAs === null
      ? { words: { text: 'Works', tone: 'ok' }, detail: reachedText(outcome.value) }
      : { words: { text: 'There already', tone: 'neutral' }, detail: `The engine of ${knownAs}` }
  }
  const { problem } = outcome
  return {
    words: { text: 'Does not work', tone: 'danger' },
    detail: problem.code === 'malformed-request' ? problem.detail : connectionProblemText(problem),
  }
}
