export function Waiting({ text }: { text: string }) {
  return (
    <p className="inspector-note" role="status">
      <span className="spinner-border spinner-border-sm" aria-hidden="true" /> {text}
    </p>
  );
}
