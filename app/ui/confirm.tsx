import { Modal, Text } from "@shopify/polaris";

interface ConfirmProps {
  open: boolean;
  title: string;
  text: string;
  action: string;
  loading?: boolean;
  onConfirm(): void;
  onClose(): void;
}

const texts = { cancel: "Cancel" };

/** Asks before something that cannot be undone. */
export function Confirm({ open, title, text, action, loading, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal
      open={open}
      title={title}
      onClose={onClose}
      primaryAction={{ content: action, destructive: true, loading, onAction: onConfirm }}
      secondaryActions={[{ content: texts.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">{text}</Text>
      </Modal.Section>
    </Modal>
  );
}
