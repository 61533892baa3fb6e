/** What App Bridge in the app's frame and the admin around it say to each other by postMessage. */
export type BridgeRequest = { bridge: "app"; id: string; method: string; params: unknown };

export type BridgeReply = { bridge: "admin"; reply: string } & (
  { ok: true; value: unknown } | { ok: false; error: string }
);

export type BridgeEvent = { bridge: "admin"; event: string; data: unknown };

/** One entry of the app's navigation menu. */
export type NavLink = { label: string; href: string; home: boolean; current: boolean };

/** A button of the title bar or the save bar; pressing it in the admin clicks the app's element with that key. */
export type BarAction = {
  key: string;
  label: string;
  variant: string;
  tone: string;
  disabled: boolean;
  loading: boolean;
};

export type TitleBar = { title: string; actions: BarAction[]; groups: { label: string; actions: BarAction[] }[] };

export type SaveBar = { id: string; saveDisabled: boolean; saving: boolean; discardConfirmation: boolean };

export type ToastMessage = { id: string; message: string; duration: number; isError: boolean; action: string };
