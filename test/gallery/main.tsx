// What may have the focus when a scan arrives: buttons and dialogs of the platform and of two libraries, and a text
// field; with the real key router, or with `?router=off` as the same page is without it. Counts what is pressed.
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Button, Dialog, DialogTrigger, Modal } from 'react-aria-components';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { createActions } from '#screen/actions/table.ts';
import { attachKeys } from '#screen/keys.ts';
import type { Gallery } from '#test/support/gallery.ts';
import { atTheCounter } from '#test/support/keyboard.ts';

const { till } = atTheCounter();
const gallery: Gallery = {
  scans: [],
  presses: {},
  cleared: [],
  buffer: () => till.store.getState().entry.text,
};
window.gallery = gallery;

if (new URLSearchParams(location.search).get('router') !== 'off') {
  window.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') gallery.cleared.push(gallery.buffer());
    },
    { capture: true },
  );
  attachKeys(window, till, createActions(till), (code) => void gallery.scans.push(code));
}

function press(name: string): void {
  gallery.presses[name] = (gallery.presses[name] ?? 0) + 1;
}

function NativeDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <>
      <button type="button" id="open-native" onClick={() => setOpen(true)}>
        Native dialog
      </button>
      <dialog ref={dialog} id="native-dialog" onClose={() => setOpen(false)}>
        <button
          type="button"
          id="in-native"
          onClick={() => {
            press('in-native');
            setOpen(false);
          }}
        >
          Close
        </button>
      </dialog>
    </>
  );
}

function Libraries() {
  return (
    <>
      <Button id="rac" onPress={() => press('rac')}>
        React Aria
      </Button>
      <DialogTrigger>
        <Button id="open-rac">React Aria modal</Button>
        <Modal>
          <Dialog aria-label="React Aria">
            {({ close }) => (
              <Button
                id="in-rac"
                onPress={() => {
                  press('in-rac');
                  close();
                }}
              >
                Close
              </Button>
            )}
          </Dialog>
        </Modal>
      </DialogTrigger>
      <BaseDialog.Root>
        <BaseDialog.Trigger id="open-base">Base UI dialog</BaseDialog.Trigger>
        <BaseDialog.Portal>
          <BaseDialog.Popup aria-label="Base UI">
            <BaseDialog.Close id="in-base" onClick={() => press('in-base')}>
              Close
            </BaseDialog.Close>
          </BaseDialog.Popup>
        </BaseDialog.Portal>
      </BaseDialog.Root>
    </>
  );
}

function Page() {
  return (
    <>
      <button type="button" id="native" onClick={() => press('native')}>
        Native
      </button>
      <NativeDialog />
      <Libraries />
      <input id="text" aria-label="Text" />
      <input id="amount" aria-label="Amount" inputMode="none" />
    </>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root to draw in.');
createRoot(root).render(<Page />);
