import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { announcementChannel, callChannel } from '../shared/channels'
import type { Announcement, Bridge } from '../shared/ipc'

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  listen: (listener) => {
    const forward = (_event: IpcRendererEvent, news: readonly Announcement[]): void =>
      listener(news)
    ipcRenderer.on(announcementChannel, forward)
    return () => void ipcRenderer.off(announcementChannel, forward)
  },
}

contextBridge.exposeInMainWorld('tagout', bridge)
