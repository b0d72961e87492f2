import { createRoot } from 'react-dom/client'
import { App } from './app'
import { createOverviewMemory } from './store/context'
import { openMirror } from './store/mirror'
import './styles/index'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root')

const bridge = window.tagout
const { store: mirror, opened } = openMirror(bridge)
const surroundings = { bridge, mirror, overview: createOverviewMemory() }
void opened.then(() => createRoot(root).render(<App surroundings={surroundings} />))
