import { inject } from 'vitest'
import { verbContract } from './contract/verbs'

// Podman has words and answers of its own for these, which the adapter takes for the same.
verbContract('Docker', inject('dockerSocket'))
