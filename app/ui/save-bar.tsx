import { useEffect } from "react";

const texts = { save: "Save", discard: "Discard" };

interface SaveBarProps {
  id: string;
  open: boolean;
  onSave(): void;
  onDiscard(): void;
}

/** The admin's own bar for unsaved changes; leaving the page asks first. */
export function SaveBar({ id, open, onSave, onDiscard }: SaveBarProps) {
  useEffect(() => {
    if (!("shopify" in window)) return;
    void (open ? window.shopify.saveBar.show(id) : window.shopify.saveBar.hide(id)).catch(() => undefined);
  }, [id, open]);
  return (
    <ui-save-bar id={id}>
      <button {...{ variant: "primary" }} onClick={onSave}>
        {texts.save}
      </button>
      <button onClick={onDiscard}>{texts.discard}</button>
    </ui-save-bar>
  );
}
