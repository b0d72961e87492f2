import { describe, expect, it } from 'vitest'
import { lastWords } from '../../support/death'

const chatter = Array.from({ length: 1000 }, (_, line) => `level=info msg="line ${line}"\n`).join(
  '',
)

describe('The last words of a daemon', () => {
  it('are the end of its log', () => {
    expect(lastWords(`${chatter}the end\n`)).toMatch(/^.{0,4000}the end\n$/s)
  })

  it('begin before its panic, however long the list of goroutines is', () => {
    const panic =
      'panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n'

    const words = lastWords(`${chatter}${panic}${'goroutine 2 [select]:\n'.repeat(10_000)}`)

    expect(words).toMatch(/line 999"\npanic: runtime error: index out of range\n\ngoroutine 1/)
    expect(words.length).toBeLessThanOrEqual(6000)
  })
})
