import type { ReactElement, ReactNode } from 'react'
import type { Maintenance, Trigger } from '../../../shared/maintenance'
import type { ObserverStatus } from '../../../shared/observer'
import { watchedTypeText } from '../text/observer'
import { Callout } from './callout'
import { Elapsed, Moment } from './time'

interface MaintenanceBannerProperties {
  readonly maintenance: Maintenance
  /** What is set up for the product here. */
  readonly observer: ObserverStatus | null
  /** What can be done about it, where anything can. */
  readonly children?: ReactNode
}

/** Whose maintenance it is, why, since when and how long. */
export function MaintenanceBanner({
  maintenance,
  observer,
  children,
}: MaintenanceBannerProperties): ReactElement | null {
  switch (maintenance.mode) {
    case 'Normal':
      return null
    case 'Unreadable':
      return (
        <Callout tone="danger" title="A tag that this Tagout can’t read" heading="h2">
          <p>
            The volume <span className="mono">{maintenance.volume}</span> on the Docker host says
            that this product is in maintenance, but this Tagout can’t read it. So nothing is
            offered here that would change the product.
          </p>
          <p>
            Update Tagout to the newest release, or let whoever hung the tag end the maintenance.
            The tag alone knows what ran before and with which restart policies: remove the volume
            by hand only if you restore these by hand, too.
          </p>
          <p className="quoted">{maintenance.detail}</p>
        </Callout>
      )
    case 'Entering':
    case 'Maintenance':
    case 'Exiting': {
      const { source, reason, by, at } = maintenance.trigger
      return (
        <Callout
          tone="warn"
          locked
          heading="h2"
          title={
            <>
              Maintenance Mode ({source})
              {reason === '' ? null : <span className="regular"> — {reason}</span>}
            </>
          }
        >
          <p>
            By <span className="strong">{by}</span>, since <Moment at={at} />, for{' '}
            <Elapsed since={at} />.
            {maintenance.mode === 'Exiting' ? (
              <>
                {' '}
                Being ended by <span className="strong">{maintenance.exit.by}</span>.
              </>
            ) : null}
          </p>
          {maintenance.takenOverFrom === null ? null : (
            <TakenOver from={maintenance.takenOverFrom} />
          )}
          {source === 'Observer' ? (
            <p>
              An observer put this product into maintenance, so only the observer ends it: it
              returns to normal operation as soon as the observed system says normal.{' '}
              <Watched observer={observer} />
            </p>
          ) : null}
          {children}
        </Callout>
      )
    }
  }
}

function Watched({ observer }: { observer: ObserverStatus | null }): ReactElement {
  if (observer === null) {
    return (
      <>
        This Tagout has no observer for it: it was another one’s, or has been removed since. Where
        nobody observes any more, only taking over ends it.
      </>
    )
  }
  return (
    <>
      It watches {watchedTypeText[observer.type]} <span className="mono">{observer.watches}</span>
      {observer.enabled ? '.' : ', and is switched off.'}
    </>
  )
}

function TakenOver({ from: { source, reason, at } }: { from: Trigger }): ReactElement {
  return (
    <p>
      Taken over from {source}, in maintenance since <Moment at={at} />
      {reason === '' ? '.' : `: ${reason}`}
    </p>
  )
}
