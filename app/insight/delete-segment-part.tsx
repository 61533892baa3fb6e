import { Confirm } from "../ui/confirm.tsx";

const texts = {
  title: "Delete this segment?",
  text: "Its tag is taken off all customers, and Shopify’s own segment beside it goes too. What people told stays.",
  action: "Delete segment",
};

interface DeleteSegmentProps {
  open: boolean;
  loading: boolean;
  onConfirm(): void;
  onClose(): void;
}

export const DeleteSegment = (props: DeleteSegmentProps) => <Confirm {...texts} {...props} />;
