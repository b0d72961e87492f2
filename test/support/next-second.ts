import { eventually } from './eventually'

/** A tag is dated to the second, and a start within it counts as before the tag. */
export async function theNextSecond(): Promise<void> {
  const second = Math.floor(Date.now() / 1000)
  await eventually(() => (Math.floor(Date.now() / 1000) > second ? true : null), {
    within: 2_000,
    what: 'the next second',
  })
}
