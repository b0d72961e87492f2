import type { UseFormReturnType } from '@mantine/form'
import type { ObserverDraft } from '../../store/observer-form'
import type { SetterDraft } from '../../store/setter-form'

export type ObserverFormState = UseFormReturnType<ObserverDraft>
export type SetterFormState = UseFormReturnType<SetterDraft>
