import { describe, expect, it } from 'vitest'
import { sourcesOf } from '../../../scripts/steps/newer-sources.js'

const from = (name, text) => sourcesOf(name, text, 'bookworm', 'trixie')

describe("apt's sources for another release", () => {
  it('are those of this one, with its suites', () => {
    const text = [
      'Types: deb\nURIs: http://a.example/bookworm\nSuites: bookworm bookworm-updates\nComponents: main',
      'Types: deb\nURIs: http://b.example\nSuites: stable\nComponents: main',
      'Types: deb\nURIs: http://a.example/s\nSuites: bookworm-security\nComponents: main',
    ].join('\n\n')

    expect(from('debian.sources', text)).toBe(
      'Types: deb\nURIs: http://a.example/bookworm\nSuites: trixie trixie-updates\nComponents: main\n\n' +
        'Types: deb\nURIs: http://a.example/s\nSuites: trixie-security\nComponents: main\n',
    )
  })

  it('are read from lines, too', () => {
    const text =
      '# deb http://a.example bookworm main\ndeb http://a.example bookworm main\ndeb-src http://a.example bookworm main\ndeb http://b.example stable main\n'

    expect(from('sources.list', text)).toBe('deb http://a.example trixie main\n')
  })

  it.each([
    ['other.sources', 'Types: deb\nURIs: http://b.example\nSuites: stable\nComponents: main\n'],
    ['sources.list', ''],
    ['debian.sources.off', 'Suites: bookworm\n'],
  ])('are none where %s says nothing of this one', (name, text) => {
    expect(from(name, text)).toBeNull()
  })
})
