/** Two channels; a call's name travels as the first argument. Apart from the contract, so that the
 *  preload doesn't load zod. */
export const callChannel = 'tagout:call'
export const announcementChannel = 'tagout:announcement'
